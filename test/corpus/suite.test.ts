import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CoreMetadata } from '../../src/core/release.ts';
import { createSourceTree, type SourceTree } from '../../src/core/source-tree.ts';
import type { TestSuite } from '../../src/model/test-suite.ts';
import { analyze } from '../../src/pyproject/analyze.ts';
import { normalizeName } from '../../src/python/name.ts';
import { analyzeSuite } from '../../src/suite/analyze-suite.ts';
import { loadPythonParser } from '../support/python-parser.ts';

const CORPUS = new URL('../../../shared/corpus/', import.meta.url).pathname;
const isHere = existsSync(CORPUS);
if (!isHere)
  console.warn('test/corpus: ../shared/corpus is absent, so no suite is compared with a human’s ebuild');

const EMPTY: CoreMetadata = {
  projectUrls: [],
  licenseFiles: [],
  classifiers: [],
  requiresDist: [],
  providesExtra: [],
  dynamic: [],
};

/** EPYTEST_XDIST and its kin bring these in by themselves. */
const VARIABLE = new Set(['pytest-timeout', 'pytest-rerunfailures', 'pytest-xdist']);

/** Where we and the human differ on EPYTEST_PLUGINS of the GitHub archive, and who is right. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  anthropic: 'dirty-equals is a library; nothing in the facts shows time-machine',
  autokey: 'ours: pytest-cov is never needed',
  'desktop-notifier': 'ours: bidict is no plugin',
  fastapi: 'either: inline-snapshot as a plugin or as a mere dependency',
  guidata: 'theirs: pytest-qt is wanted by a fixture that the facts do not show',
  'httpx-aiohttp': 'either: upstream runs all under asyncio_mode=auto, the human restricts the tests',
  litestar: 'either: libraries with a plugin as dependencies; a fixture asks for anyio',
  pyinstrument: 'ours, unless flaky is patched out of the suite as the human did',
  tiktoken: 'ours: no test is asynchronous',
  toot: 'ours: two libraries, and a plugin that nothing uses',
};

interface TestFileFacts {
  readonly path: string;
  readonly imports: readonly string[];
  readonly marks: readonly string[];
  readonly plugins: readonly string[];
  readonly fixtures: readonly string[];
  readonly params: readonly string[];
  readonly testCase: boolean;
  readonly testFunctions: number;
  readonly asyncTests: boolean;
}

/** A Python file that uses what the facts say the real one uses, as tools/upstream.mjs serves it. */
function testFile(facts: TestFileFacts): string {
  const lines = facts.imports.map((module) => `import ${module}`);
  if (facts.plugins.length > 0) lines.push(`pytest_plugins = ${JSON.stringify(facts.plugins)}`);
  for (const name of facts.fixtures) lines.push('@pytest.fixture', `def ${name}():`, '    pass');
  if (facts.testCase)
    lines.push('class TestThings(unittest.TestCase):', '    def test_it(self):', '        pass');
  else if (facts.testFunctions > 0) {
    lines.push(...facts.marks.map((mark) => `@pytest.mark.${mark}`));
    lines.push(`${facts.asyncTests ? 'async ' : ''}def test_it(${facts.params.join(', ')}):`, '    pass');
  }
  return `${lines.join('\n')}\n`;
}

function readJson(path: string) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function readTree(folder: string, kind: 'sdist' | 'archive'): SourceTree | undefined {
  const listed: readonly [string, number][] | undefined = readJson(join(folder, 'tree.json'))?.[kind];
  if (!listed) return undefined;
  const facts: readonly TestFileFacts[] = readJson(join(folder, 'tests.json'))[kind]?.files ?? [];
  const tests = new Map(facts.map((file) => [file.path, file]));
  const subdir = readJson(join(folder, 'github.json'))?.subdir ?? '.';
  const prefix = kind === 'archive' && subdir !== '.' ? `${subdir}/` : '';
  const texts = new Map<string, string>();
  const inside = listed.filter(([path]) => path.startsWith(prefix));
  for (const [path] of inside) {
    const file = join(folder, 'files', kind, path);
    const fact = tests.get(path);
    if (existsSync(file) && statSync(file).isFile())
      texts.set(path.slice(prefix.length), readFileSync(file, 'utf8'));
    else if (fact !== undefined) texts.set(path.slice(prefix.length), testFile(fact));
    else if (path.endsWith('.py')) texts.set(path.slice(prefix.length), '');
  }
  return createSourceTree(
    kind,
    inside.map(([path, size]) => ({ path: path.slice(prefix.length), size })),
    texts,
  );
}

const parsePython = await loadPythonParser();

function suiteOf(
  folder: string,
  kind: 'sdist' | 'archive',
): { readonly suite: TestSuite; readonly name: string } | undefined {
  const tree = readTree(folder, kind);
  if (tree === undefined) return undefined;
  const info = readJson(join(folder, 'pypi.json'))?.info;
  const index = {
    ...EMPTY,
    name: info?.name ?? folder.split('/').at(-1),
    ...(kind === 'sdist' && info ? { requiresDist: info.requires_dist ?? [] } : {}),
  };
  const project = analyze(tree, { index, parsePython }).value;
  return { suite: analyzeSuite(tree, project, parsePython).value, name: normalizeName(project.name.value) };
}

interface Row {
  readonly name: string;
  readonly gold: {
    readonly TESTS?: string;
    readonly EPYTEST_PLUGINS?: readonly string[];
    readonly EPYTEST_PLUGINS_SET?: string;
  };
  readonly suite: TestSuite;
  readonly plugins: ReadonlySet<string>;
}

function readRows(kind: 'sdist' | 'archive'): readonly Row[] {
  return readdirSync(CORPUS).flatMap((name) => {
    const read = suiteOf(join(CORPUS, name), kind);
    if (read === undefined) return [];
    const { suite } = read;
    const own = suite.ownPlugin ? [read.name] : [];
    const plugins = [...suite.plugins.map((use) => use.distribution), ...own].filter(
      (plugin) => !VARIABLE.has(plugin),
    );
    return [{ name, gold: readJson(join(CORPUS, name, 'gold.json')), suite, plugins: new Set(plugins) }];
  });
}

function score(rows: readonly Row[]) {
  const listed = rows.filter(({ gold }) => gold.TESTS === 'pytest' && gold.EPYTEST_PLUGINS_SET);
  let [right, extra, missing] = [0, 0, 0];
  const differing: string[] = [];
  for (const { name, gold, plugins } of listed) {
    const wanted = new Set((gold.EPYTEST_PLUGINS ?? []).filter((plugin) => !VARIABLE.has(plugin)));
    const both = [...plugins].filter((plugin) => wanted.has(plugin)).length;
    right += both;
    extra += plugins.size - both;
    missing += wanted.size - both;
    if (both !== plugins.size || both !== wanted.size) differing.push(name);
  }
  const run = rows.filter(({ gold }) => gold.TESTS);
  return {
    f1: (2 * right) / (2 * right + extra + missing),
    exact: 1 - differing.length / listed.length,
    differing,
    runner: run.filter(({ gold, suite }) => gold.TESTS === suite.runner).length / run.length,
  };
}

describe.skipIf(!isHere)('the suites of the corpus against hand-written ebuilds', () => {
  const archive = isHere ? score(readRows('archive')) : undefined;

  test('EPYTEST_PLUGINS and the runner reach their marks on the GitHub archives', () => {
    expect(archive?.f1).toBeGreaterThanOrEqual(0.82);
    expect(archive?.exact).toBeGreaterThanOrEqual(0.8);
    expect(archive?.runner).toBeGreaterThanOrEqual(0.92);
  });

  test('every difference is one that somebody has judged', () => {
    expect(archive?.differing.filter((name) => !(name in DIFFERENCES))).toEqual([]);
  });

  test('a source distribution without tests gets no runner', () => {
    const rows = readRows('sdist');
    const bare = rows.filter(({ name }) => {
      const files: readonly TestFileFacts[] = readJson(join(CORPUS, name, 'tests.json')).sdist?.files ?? [];
      return files.every((file) => file.testFunctions === 0 && !file.testCase);
    });
    expect(bare.length).toBeGreaterThan(10);
    const run = bare.filter(({ suite }) => suite.runner !== 'none' && !/may find tests/.test(suite.reason));
    expect(run.map(({ name }) => name)).toEqual([]);
  });
});
