import { EbuildgenError } from '../../core/errors.ts';
import type { ReleaseRef } from '../../core/release.ts';

/** What `ebuildgen lint` is to look at. */
export type LintTarget =
  | { readonly kind: 'input'; readonly text: string }
  | { readonly kind: 'local'; readonly text: string; readonly path: string; readonly ref?: ReleaseRef }
  | { readonly kind: 'release'; readonly text: string; readonly ref: ReleaseRef };

const NAME =
  /^(?<project>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9])?)(?:==(?<version>[^\s/\\]{1,200}))?$/;
const REPOSITORY =
  /^(?<project>[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}(?:@|$))[A-Za-z0-9._-]{1,100})(?:@(?<version>\S{1,250}))?$/;

/**
 * `-`, a path, `NAME[==VERSION]`, `OWNER/REPO[@TAG]`; the last two also as `pypi:NAME` and `github:OWNER/REPO`, which
 * never mean a path. A plain word is a path where one is there, else a name. Throws USAGE_INVALID.
 */
export function parseLintTarget(text: string): LintTarget {
  if (text === '-') return { kind: 'input', text };
  const explicit = /^(?<source>pypi|github|codeberg):(?<rest>.*)$/s.exec(text)?.groups;
  if (explicit !== undefined) return { kind: 'release', text, ref: parseExplicit(text, explicit) };
  const ref = isPath(text) ? undefined : (tryParseRef('pypi', text) ?? tryParseRef('github', text));
  return { kind: 'local', text, path: text, ...(ref === undefined ? {} : { ref }) };
}

/** What nobody means as the name of a project. */
const isPath = (text: string) =>
  /^\.{0,2}\/|^\.{1,2}$|\/$|\.(?:toml|whl|zip|tgz|tar\.gz)$/.test(text) || text.split('/').length > 2;

function parseExplicit(
  text: string,
  { source, rest = '' }: Readonly<Record<string, string | undefined>>,
): ReleaseRef {
  const kind = source === 'github' || source === 'codeberg' ? source : 'pypi';
  const ref = tryParseRef(kind, rest);
  if (ref !== undefined) return ref;
  const form =
    kind === 'pypi' ? 'pypi:NAME or pypi:NAME==VERSION' : `${kind}:OWNER/REPO or ${kind}:OWNER/REPO@TAG`;
  throw new EbuildgenError('USAGE_INVALID', `\`${text}\` names no project`, { hint: `write ${form}` });
}

function tryParseRef(source: ReleaseRef['source'], text: string): ReleaseRef | undefined {
  const groups = (source === 'pypi' ? NAME : REPOSITORY).exec(text)?.groups;
  if (groups?.project === undefined) return undefined;
  const { project, version } = groups;
  return version === undefined ? { source, project } : { source, project, version };
}
