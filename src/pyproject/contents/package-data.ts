import type { SourceTree } from '../../core/source-tree.ts';
import { createGlob, createNameFilter, type MatchBudget, type PathMatcher } from './glob.ts';
import type { FileSource } from './wheel-file.ts';

const MAX_COMMANDS = 500;

/** undefined where nothing names the file. */
export type DataFilter = (path: string) => boolean | undefined;

/**
 * Which data files setuptools takes into packages under `include_package_data`: those that the sdist's SOURCES.txt
 * lists, and those that MANIFEST.in names. An unpacked archive has no version control to ask.
 */
export function createDataFilter({ tree, budget }: FileSource): DataFilter {
  const listed = new Set(linesOf(tree, /^(?:[^/]+\/)?[^/]+\.egg-info\/SOURCES\.txt$/));
  const commands = linesOf(tree, /^MANIFEST\.in$/)
    .slice(0, MAX_COMMANDS)
    .flatMap((line) => readCommand(line, budget) ?? []);
  return (path) => listed.has(path) || commands.findLast((command) => command.matches(path))?.includes;
}

function linesOf(tree: SourceTree, name: RegExp): readonly string[] {
  const path = tree.entries.find((entry) => name.test(entry.path))?.path;
  const text = path === undefined ? '' : (tree.tryReadText(path) ?? '');
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}

interface ManifestCommand {
  readonly includes: boolean;
  readonly matches: PathMatcher;
}

/** https://setuptools.pypa.io/en/latest/userguide/miscellaneous.html#controlling-files-in-the-distribution */
function readCommand(line: string, budget: MatchBudget): ManifestCommand | undefined {
  const [name = '', ...words] = line.split(/\s+/);
  const includes = /^(?:include|recursive-include|global-include|graft)$/.test(name);
  if (!includes && !/^(?:exclude|recursive-exclude|global-exclude|prune)$/.test(name)) return undefined;
  const [folder = '', ...patterns] = words.map((word) => word.replace(/\/$/, ''));
  if (name === 'graft' || name === 'prune') return { includes, matches: createGlob(`${folder}/**`, budget) };
  if (name.startsWith('recursive-'))
    return {
      includes,
      matches: createNameFilter(
        patterns.map((pattern) => `${folder}/**/${pattern}`),
        budget,
      ),
    };
  return {
    includes,
    matches: createNameFilter(
      [folder, ...patterns].map((pattern) => (name.startsWith('global-') ? `**/${pattern}` : pattern)),
      budget,
    ),
  };
}
