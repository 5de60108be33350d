/** One file of a commit, its path relative to the overlay. */
export interface CommittedFile {
  readonly path: string;
  readonly change: 'added' | 'modified' | 'deleted';
}

/** Reads `git diff --name-status -z --no-renames`. */
export function parseNameStatus(text: string): readonly CommittedFile[] {
  const fields = text.split('\0');
  const files: CommittedFile[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [letter = '', path = ''] = [fields[index], fields[index + 1]];
    files.push({ path, change: changes[letter.charAt(0)] ?? 'modified' });
  }
  return files;
}

/** A path relative to the overlay, and what `git status` says of it: two letters, index and worktree. */
export interface ChangedFile {
  readonly path: string;
  readonly code: string;
}

/** Reads `git status --porcelain=v1 -z --no-renames`, whose paths begin at the repository's top: `prefix` leads to the overlay. */
export function parseStatus(text: string, prefix: string): readonly ChangedFile[] {
  return text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => ({ code: entry.slice(0, 2), path: entry.slice(3 + prefix.length) }));
}

const changes: Readonly<Record<string, CommittedFile['change']>> = { A: 'added', D: 'deleted' };

/** How Gentoo developers write a commit's first line (GLEP 66): no longer than this. */
const longestSubject = 69;

export interface CommitMessage {
  readonly subject: string;
  /** One line a package; empty where the subject says it all. */
  readonly lines: readonly string[];
}

/** What a commit does, package by package: `dev-python/foo: add 1.2, drop 1.1`. */
export function describeCommit(files: readonly CommittedFile[]): CommitMessage {
  const lines = [...groupByPackage(files)].map(([atom, own]) => `${atom}: ${describePackage(own)}`).sort();
  const [first] = lines;
  if (first === undefined) return { subject: 'Update the overlay', lines: [] };
  if (lines.length === 1 && first.length <= longestSubject) return { subject: first, lines: [] };
  const names = lines.map((line) => line.slice(line.indexOf('/') + 1, line.indexOf(':')));
  const subject = `Update ${lines.length === 1 ? 'a package' : `${lines.length} packages`}: ${names.join(', ')}`;
  const short = `Update ${lines.length} packages`;
  return { subject: subject.length <= longestSubject ? subject : short, lines };
}

/** A message is one argument of a command, which has its limit, and nobody reads on. */
const mostLines = 500;
const longestLine = 200;

export function formatCommit({ subject, lines }: CommitMessage): string {
  if (lines.length === 0) return `${subject}\n`;
  const shown = lines.slice(0, mostLines).map((line) => line.slice(0, longestLine));
  const more = lines.length > mostLines ? [`… and ${lines.length - mostLines} more`] : [];
  return `${subject}\n\n${[...shown, ...more].join('\n')}\n`;
}

/** `category/name/…`; anything else belongs to no package, and odd names to none that Portage would take. */
const packageFile = /^(?<atom>[A-Za-z0-9_][\w+.-]*\/[A-Za-z0-9_][\w+-]*)\/(?<name>[^/]+)$/;

function groupByPackage(files: readonly CommittedFile[]): ReadonlyMap<string, readonly CommittedFile[]> {
  const groups = new Map<string, readonly CommittedFile[]>();
  for (const file of files) {
    const { atom, name } = packageFile.exec(file.path)?.groups ?? {};
    if (atom === undefined || name === undefined || /^(?:metadata|profiles)\//.test(atom)) continue;
    groups.set(atom, [...(groups.get(atom) ?? []), { ...file, path: name }]);
  }
  return groups;
}

const verbs = { added: 'add', modified: 'revise', deleted: 'drop' } as const satisfies Record<
  CommittedFile['change'],
  string
>;

function describePackage(files: readonly CommittedFile[]): string {
  const isNew = files.some(({ path, change }) => path === 'metadata.xml' && change === 'added');
  const done = Object.entries(verbs).flatMap(([change, verb]) => {
    const versions = files
      .filter((file) => file.change === change)
      .flatMap(({ path }) => versionOf(path) ?? []);
    return versions.length === 0 ? [] : [`${verb} ${versions.sort().join(', ')}`];
  });
  const words = done.length === 0 ? ['update metadata'] : done;
  return [...(isNew ? ['new package'] : []), ...words].join(', ');
}

const versionOf = (name: string) => /-(?<version>\d[\w.]*(?:-r\d+)?)\.ebuild$/.exec(name)?.groups?.version;
