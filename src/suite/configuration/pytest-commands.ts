import type { SourceTree } from '../../core/source-tree.ts';
import { matchesGlob } from '../glob.ts';
import { automationLines } from './ci-commands.ts';
import { toxCommands } from './environments.ts';
import { parseIni } from './ini-file.ts';
import type { PytestConfig } from './pytest-config.ts';
import { splitShellWords } from './shell-words.ts';

/**
 * The paths that upstream's own commands give pytest, where its configuration names none: what lies elsewhere (samples,
 * scripts, tests of other tools) is not meant to be collected. Empty where a command gives no path, or one cannot be read,
 * and where pytest would find nothing else.
 */
export function commandPaths(tree: SourceTree, config: PytestConfig): readonly string[] {
  const sources = [toxCommands(tree), stestrCommands(tree), automationLines(tree)];
  const lines = sources
    .map((each) => each.filter((line) => CALL.test(line)))
    .find(({ length }) => length > 0);
  const given = (lines ?? []).map((line) => pathsOf(line, tree));
  if (given.some((paths) => paths === undefined || paths.length === 0)) return [];
  const all = new Set(given.flatMap((paths) => paths ?? []));
  const outer = [...all].filter((path) => ![...all].some((other) => path.startsWith(`${other}/`))).sort();
  return findsMore(tree, config, outer) ? outer : [];
}

function findsMore(
  tree: SourceTree,
  { addopts, pythonFiles }: PytestConfig,
  paths: readonly string[],
): boolean {
  const isOutside = (path: string) => !paths.some((each) => path === each || path.startsWith(`${each}/`));
  const isCollected = (path: string) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return !HIDDEN.test(path) && pythonFiles.some((glob) => matchesGlob(name, glob));
  };
  if (addopts.some((word) => /^--doctest-(?:modules|glob)/.test(word))) return true;
  return tree.entries.some(({ path }) => path.endsWith('.py') && isOutside(path) && isCollected(path));
}

/** pytest's norecursedirs. */
const HIDDEN = /(?:^|\/)(?:\.[^/]*|build|dist|node_modules|venv|[^/]*\.egg)\//;

/** OpenStack's runner: `test_path=${OS_TEST_PATH:-./spam/tests}`. */
function stestrCommands(tree: SourceTree): readonly string[] {
  const options = parseIni(tree.tryReadText('.stestr.conf') ?? '').get('DEFAULT');
  const path = /^(?:\$\{\w+:-(?<fallback>[^{}]*)\}|(?<plain>[^${}]*))$/.exec(
    options?.get('test_path') ?? '',
  )?.groups;
  const text = path?.fallback ?? path?.plain ?? '';
  return text === '' ? [] : [`pytest ${text}`];
}

const CALL = /(?:^|\s)(?:pytest|py\.test)(?:\s|$)/;

/** undefined where a word is a variable or may be one. */
function pathsOf(line: string, tree: SourceTree): readonly string[] | undefined {
  const text = line
    .replace(/\{posargs:?(?<fallback>[^{}]*)\}/g, '$<fallback>')
    .replace(/\{(?:toxinidir|tox_root)\}\//g, '');
  const words = splitShellWords(text);
  const start = words.findIndex((word) => word === 'pytest' || word === 'py.test') + 1;
  const end = words.findIndex((word, i) => i >= start && /^(?:&&|\|\|?|;|>.*|#.*)$/.test(word));
  const given = words.slice(start, end < 0 ? undefined : end);
  if (given.some((word) => /[${}*]/.test(word))) return undefined;
  return given.flatMap((word, i) => {
    if (word.startsWith('-') || TAKES_VALUE.has(given[i - 1] ?? '')) return [];
    const path = word.replace(/::.*$/, '').replace(/^\.\//, '').replace(/\/+$/, '');
    return holdsTests(path, tree) ? [path] : [];
  });
}

/** Options whose value is the next word. */
const TAKES_VALUE: ReadonlySet<string> = new Set(
  (
    '-c -k -m -n -o -p -W --basetemp --color --confcutdir --cov --cov-config --cov-fail-under --cov-report --deselect --dist ' +
    '--durations --html --ignore --ignore-glob --import-mode --junitxml --junit-xml --log-level --maxfail --numprocesses ' +
    '--reruns --rootdir --tb --timeout'
  ).split(' '),
);

const TEST_MODULE = /(?:^|\/)(?:test_[^/]*|[^/]*_test|tests?)\.py$/;

function holdsTests(path: string, tree: SourceTree): boolean {
  if (path === '' || path === '.' || path.startsWith('/') || path.includes('..')) return false;
  if (tree.has(path)) return path.endsWith('.py');
  return tree.entries.some((entry) => entry.path.startsWith(`${path}/`) && TEST_MODULE.test(entry.path));
}
