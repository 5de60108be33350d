import type { SourceTree } from '../../core/source-tree.ts';
import { isTable } from '../../toml/values.ts';
import { parseIni } from './ini-file.ts';
import { quoteShellWord, splitShellWords, withoutTrailingSlashes } from './shell-words.ts';
import { readTomlTable } from './toml-table.ts';

/** The one configuration that pytest reads in a source tree. */
export interface PytestConfig {
  /** undefined where the tree has none. */
  readonly file: string | undefined;
  /** addopts as words. */
  readonly addopts: readonly string[];
  /** Lower-case name → value; lists are joined with newlines. `DJANGO_SETTINGS_MODULE` is `django_settings_module`. */
  readonly options: ReadonlyMap<string, string>;
  readonly testpaths: readonly string[];
  /** Globs of file names. */
  readonly pythonFiles: readonly string[];
}

/** Reads pytest's configuration with pytest's own order of precedence (pytest's reference, *Configuration file formats*). */
export function readPytestConfig(tree: SourceTree): PytestConfig {
  for (const { file, read } of CANDIDATES) {
    const text = tree.tryReadText(file);
    const options = text === undefined ? undefined : read(text);
    if (options !== undefined) return toConfig(file, options);
  }
  return toConfig(undefined, new Map());
}

type Options = ReadonlyMap<string, string>;

interface Candidate {
  readonly file: string;
  /** undefined where the file says nothing about pytest; an empty pytest.ini still counts. */
  readonly read: (text: string) => Options | undefined;
}

const CANDIDATES: readonly Candidate[] = [
  { file: 'pytest.toml', read: (text) => readToml(text, ['pytest']) ?? new Map() },
  { file: '.pytest.toml', read: (text) => readToml(text, ['pytest']) ?? new Map() },
  { file: 'pytest.ini', read: (text) => parseIni(text).get('pytest') ?? new Map() },
  { file: '.pytest.ini', read: (text) => parseIni(text).get('pytest') ?? new Map() },
  {
    file: 'pyproject.toml',
    read: (text) => readToml(text, ['tool', 'pytest', 'ini_options']) ?? readToml(text, ['tool', 'pytest']),
  },
  { file: 'tox.ini', read: (text) => parseIni(text).get('pytest') },
  { file: 'setup.cfg', read: (text) => parseIni(text).get('tool:pytest') },
];

function readToml(text: string, path: readonly string[]): Options | undefined {
  const table = readTomlTable(text, path);
  return table === undefined ? undefined : new Map([...table].flatMap(toOption));
}

function toOption([key, value]: [string, unknown]): [string, string][] {
  const name = key.toLowerCase();
  if (!Array.isArray(value)) return isTable(value) ? [] : [[name, String(value)]];
  const items = value.filter((item) => !isTable(item)).map(String);
  return [[name, (WORD_OPTIONS.has(name) ? items.map(quoteShellWord) : items).join('\n')]];
}

/** Options that are split as a shell does where they are a string; items of a list stay whole. */
const WORD_OPTIONS = new Set(['addopts', 'testpaths', 'python_files']);

function toConfig(file: string | undefined, options: Options): PytestConfig {
  const words = (key: string) => splitShellWords(options.get(key) ?? '');
  const orDefault = (key: string, fallback: readonly string[]) => {
    const given = words(key);
    return given.length > 0 ? given : fallback;
  };
  return {
    file,
    options,
    addopts: words('addopts'),
    testpaths: words('testpaths').map((path) => withoutTrailingSlashes(path.replace(/^\.\//, ''))),
    pythonFiles: orDefault('python_files', ['test_*.py', '*_test.py']),
  };
}
