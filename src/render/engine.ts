import Handlebars from 'handlebars';
import { EbuildgenError } from '../core/errors.ts';

/** The files in templates/, by name without `.hbs`. */
export interface Templates {
  readonly 'distutils-r1.ebuild': Template;
  readonly 'metadata.xml': Template;
}

/** Fills the template; throws RENDER_MODEL. */
export type Template = (view: object) => string;

/**
 * Compiles a template that may only name what its view holds: a missing value throws RENDER_MODEL instead of leaving a
 * hole. Nothing is escaped here; views carry text that is already quoted for where it stands.
 */
export function compileTemplate(name: keyof Templates, source: string): Template {
  const template = Handlebars.compile(source, { strict: true, noEscape: true, knownHelpersOnly: true });
  return (view) => {
    try {
      return template(view);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new EbuildgenError('RENDER_MODEL', `template \`${name}\` cannot be filled: ${reason}`, { cause });
    }
  };
}
