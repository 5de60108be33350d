import type { SourceTree } from '../../core/source-tree.ts';
import { foldersOf } from '../folders.ts';
import { matchesGlob } from '../glob.ts';
import { automationLines } from './ci-commands.ts';
import { toxCommands } from './environments.ts';
import { parseIni } from './ini-file.ts';
import type { PytestConfig } from './pytest-config.ts';
import { splitShellWords, withoutTrailingSlashes } from './shell-words.ts';

/**
 * The paths that upstream's own commands give pytest, where its configuration names none: what lies elsewhere (samples,
 * scripts, tests of other tools) is not meant to be collected. Empty where a command gives no path, or one cannot be read,
 * and where pytest would find nothing else.
 */
export function commandPaths(tree: SourceTree, config: PytestConfig): readonly string[] {
  const sources = [
    toxCommands(tree),
    stestrCommands(tree),
    hasOtherRunner(tree) ? [] : automationLines(tree),
  ];
  const folders = testFolders(tree, config);
  const lines = sources
    .map((each) => each.map((line) => asPytest(line, folders)))
    .map((each) => each.filter((line) => CALL.test(line) && !NAMES_FILES.test(line)))
    .find(({ length }) => length > 0);
  const given = (lines ?? []).slice(0, MOST_LINES).map((line) => pathsOf(line, folders));
  if (given.some((paths) => paths === undefined || paths.length === 0)) return [];
  const all = new Set(given.flatMap((paths) => paths ?? []));
  const outer = [...all].filter((path) => !foldersOf(path).some((above) => all.has(above))).sort();
  return findsMore(tree, config, outer) ? outer : [];
}

const MOST_LINES = 100;

/** `python -m spam.test`, `python -bb -m spam.test.runtests`: a package of tests that runs itself. */
const RUNS_ITSELF =
  /^(?:\S*\/)?python[\d.]*(?: -[A-Za-z]+)*? -m (?<folder>\w+(?:\.\w+)*?\.tests?)(?:\.\w+)?(?=\s|$)/;

/** Such a line as the call of pytest that runs the same; others stay. */
function asPytest(line: string, folders: ReadonlySet<string>): string {
  const folder = RUNS_ITSELF.exec(line.trim())?.groups?.folder?.replaceAll('.', '/');
  return folder !== undefined && folders.has(folder) ? `pytest ${folder}` : line;
}

/** nox, hatch and tox's own TOML say elsewhere how the tests are run: a workflow may only try them out. */
function hasOtherRunner(tree: SourceTree): boolean {
  const pyproject = tree.tryReadText('pyproject.toml') ?? '';
  return (
    ['noxfile.py', 'tox.toml', 'hatch.toml'].some((file) => tree.has(file)) ||
    /\[tool\.(?:tox|hatch\.envs)\b/.test(pyproject)
  );
}

/** All folders below which pytest finds modules. */
function testFolders(tree: SourceTree, { pythonFiles }: PytestConfig): ReadonlySet<string> {
  const modules = tree.entries.filter(({ path }) => isCollected(path, pythonFiles));
  return new Set(modules.flatMap(({ path }) => foldersOf(path)));
}

function isCollected(path: string, globs: readonly string[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return path.endsWith('.py') && !HIDDEN.test(path) && globs.some((glob) => matchesGlob(name, glob));
}

function findsMore(
  tree: SourceTree,
  { addopts, pythonFiles }: PytestConfig,
  paths: readonly string[],
): boolean {
  if (addopts.some((word) => /^--doctest-(?:modules|glob)/.test(word))) return true;
  const within = new Set(paths);
  return tree.entries.some(
    ({ path }) => isCollected(path, pythonFiles) && !foldersOf(path).some((above) => within.has(above)),
  );
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

/** A part of the suite, and EPYTEST_IGNORE could not take back what is named itself. */
const NAMES_FILES = /\.py(?:::|["'\s}]|$)/;

const CALL = /(?:^|\s)(?:pytest|py\.test)(?:\s|$)/;

/** The folders that a command names; undefined where a word is a variable, or may be one. */
function pathsOf(line: string, folders: ReadonlySet<string>): readonly string[] | undefined {
  const text = line
    .replace(/\{posargs:?(?<fallback>[^{}]*)\}/g, '$<fallback>')
    .replace(/\{(?:toxinidir|tox_root)\}\//g, '');
  const words = splitShellWords(text);
  const start = words.findIndex((word) => word === 'pytest' || word === 'py.test') + 1;
  const end = words.findIndex((word, i) => i >= start && /^(?:&&|\|\|?|;|>.*|#.*)$/.test(word));
  const given = words.slice(start, end < 0 ? undefined : end);
  if (given.some((word) => /[${}*@]/.test(word))) return undefined;
  return given.flatMap((word, i) => {
    if (word.startsWith('-') || TAKES_VALUE.has(given[i - 1] ?? '')) return [];
    const path = withoutTrailingSlashes(word.replace(/^\.\//, ''));
    return folders.has(path) && !path.startsWith('-') ? [path] : [];
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
