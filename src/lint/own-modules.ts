import type { LintInput } from './rule.ts';

/** Top-level names of the tree that are never part of what a project does at run time. */
const ASIDE =
  /^(?:tests?|testing|docs?|examples?|scripts?|tools?|benchmarks?|ci|\.[^/]*)\/|(?:^|\/)(?:tests?|conftest\.py|test_[^/]*|[^/]*_test\.py)(?:\/|$)|(?:^|\/)setup\.py$|^(?:noxfile|tasks|fabfile|build|conf|versioneer|bootstrap)\.py$/;

/** The modules that the wheel will have; where that is not known, all but tests, documentation and build programs. */
export function ownModules({ tree, contents }: Pick<LintInput, 'tree' | 'contents'>): readonly string[] {
  const modules = tree.entries
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.py') && !ASIDE.test(path));
  const { topLevel } = contents;
  if (topLevel === undefined) return modules;
  const installed = new Set(topLevel);
  return modules.filter((path) => path.split('/', DEEPEST).some((part) => installed.has(part)));
}

/** Packages lie at the top, in `src/`, or in a folder of that. */
const DEEPEST = 3;

const IMPORT =
  /^[ \t]*(?:import|from)[ \t]+(?<names>[\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?)*)/gm;

/** First parts of what the project's own modules import; undefined where not all of their text is at hand. */
export function importedModules(input: LintInput): ReadonlySet<string> | undefined {
  const texts = ownModules(input).map((path) => input.tree.tryReadText(path));
  if (texts.length === 0 || texts.some((text) => text === undefined)) return undefined;
  const names = texts.flatMap((text) =>
    [...withoutLongStrings(text ?? '').matchAll(IMPORT)].flatMap(({ groups }) =>
      (groups?.names ?? '').split(','),
    ),
  );
  return new Set(names.map((name) => name.trim().split(/[.\s]/, 1)[0] ?? ''));
}

/** Python without what stands between triple quotes, line for line: templates hold imports that are none. */
export function withoutLongStrings(text: string): string {
  return text.replace(/("""|''')[\s\S]*?\1/g, (string) => string.replace(/[^\n]+/g, ''));
}
