import { EbuildgenError } from '../core/errors.ts';
import type { Maintainer, RenderedFile } from '../model/ebuild.ts';

/** Template below `templates/init/` → where its file goes. */
export const initTemplates = {
  'ebuildgen.toml': 'metadata/ebuildgen.toml',
  'README.md': 'README.md',
  gitignore: '.gitignore',
  gitattributes: '.gitattributes',
  'overlay.yml': '.github/workflows/overlay.yml',
} as const;

export interface InitSettings {
  /** profiles/repo_name; see toRepositoryName. */
  readonly name: string;
  readonly maintainer?: Maintainer;
  /** Of this program. */
  readonly version: string;
}

/** The files of a new overlay besides its skeleton. `templates` has the text of each of initTemplates. */
export function renderInitFiles(
  settings: InitSettings,
  templates: ReadonlyMap<string, string>,
): readonly RenderedFile[] {
  const values = new Map([
    ['name', settings.name],
    ['version', settings.version],
    ['maintainer', formatMaintainer(settings.maintainer)],
  ]);
  return Object.entries(initTemplates).map(([template, path]) => ({
    path,
    text: fill(templates.get(template) ?? '', values),
  }));
}

/** GitHub's own `${{ … }}` have spaces inside of their braces and stay. */
function fill(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(/\{\{(?<name>\w+)\}\}/g, (whole, name: string) => values.get(name) ?? whole);
}

/** A JSON string is a TOML string too. */
function formatMaintainer(maintainer: Maintainer | undefined): string {
  if (maintainer === undefined) return '# maintainer = { name = "Your Name", email = "you@example.org" }';
  const { name, email } = maintainer;
  const fields = [
    ...(name === undefined ? [] : [`name = ${JSON.stringify(name)}`]),
    `email = ${JSON.stringify(email)}`,
  ];
  return `maintainer = { ${fields.join(', ')} }`;
}

/** Reads `Jane Doe <jane@example.org>` or a bare address. Throws USAGE_INVALID. */
export function parseMaintainer(text: string): Maintainer {
  const groups =
    /^(?:(?<name>[^<>\p{Cc}]*[^<>\s\p{Cc}])\s*<(?<email>[^<>\s]+@[^<>\s]+)>|(?<bare>[^<>\s]+@[^<>\s]+))$/u.exec(
      text.trim(),
    )?.groups;
  if (groups === undefined) {
    throw new EbuildgenError('USAGE_INVALID', `\`${text}\` is not a maintainer`, {
      hint: 'write `Jane Doe <jane@example.org>`',
    });
  }
  const { name, email, bare } = groups;
  return name === undefined ? { email: bare ?? '' } : { name, email: email ?? '' };
}

/** PMS 3.1.5: letters, digits, `_` and `-`, not at the start, and no end that could be read as a version. */
export function isRepositoryName(name: string): boolean {
  return (
    /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(name) && !/-\d+(?:\.\d+)*[a-z]?(?:_[a-z]+\d*)*(?:-r\d+)?$/.test(name)
  );
}

/** A name for the overlay out of its folder's: `My overlay` gives `My-overlay`. */
export function toRepositoryName(folder: string): string {
  const bare = folder.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  if (bare === '') return 'ebuildgen';
  return isRepositoryName(bare) ? bare : `${bare}-overlay`;
}
