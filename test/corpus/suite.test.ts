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

/**
 * Where we and the human differ on test dependencies of the GitHub archive, and who is right. `unseen`: only the text of
 * modules can tell, of which the corpus holds imports alone (guards, lazy imports of the modules under test, grammars
 * loaded by computed names, what automation installs, extras of dependencies).
 */
const DEPENDENCY_DIFFERENCES: Readonly<Record<string, Partial<Record<Verdict, string>>>> = {
  anthropic: { ours: 'dirty-equals', unseen: 'boto3 botocore httpx-aiohttp mcp' },
  av: { unseen: 'cupy torch' },
  certifi: { ours: 'requests' },
  colorama: { unseen: 'contextlib2 mock' },
  'ensurepip-pip': {
    ours: 'flit-core installer keyring proxy-py tomli-w',
    theirs: 'setuptools pretend wheel',
  },
  fastapi: {
    ours: 'httpx anyio inline-snapshot',
    unseen: 'aiosqlite argon2-cffi jinja2 orjson pydantic-extra-types pydantic-settings ujson',
  },
  'fastapi-sso': { ours: 'pytest-asyncio' },
  fasteners: { unseen: 'eventlet' },
  fastmcp: {
    ours: 'fastapi psutil inline-snapshot',
    theirs: 'google-genai',
    unseen: 'aiofile cachetools joserfc',
  },
  guidata: { ours: 'pandas pillow' },
  'httpx-aiohttp': { ours: 'uvicorn' },
  inquirer: { theirs: 'pexpect' },
  litestar: {
    ours:
      'advanced-alchemy annotated-types attrs cryptography email-validator hypothesis httpx jinja2 mako opentelemetry-sdk ' +
      'pydantic pyjwt time-machine valkey',
    theirs: 'beanie minijinja piccolo picologging psycopg sqlalchemy',
  },
  'mastodon-py': { ours: 'python-magic' },
  'opentelemetry-exporter-otlp-proto-http': { unseen: 'protobuf requests opentelemetry-sdk' },
  'opentelemetry-instrumentation': { unseen: 'packaging wrapt' },
  pipdeptree: { unseen: 'graphviz' },
  posthog: {
    ours: 'backoff cachetools distro mock requests six typing-extensions',
    theirs:
      'anthropic claude-agent-sdk google-genai langchain langchain-anthropic langchain-community langchain-core ' +
      'langchain-openai langgraph langgraph-checkpoint openai tiktoken',
  },
  pyinstrument: { unseen: 'cffi' },
  'pytest-steps': { ours: 'numpy' },
  'sse-starlette': { ours: 'portend psutil tenacity' },
  textual: {
    unseen:
      'httpx textual-dev tree-sitter-bash tree-sitter-c tree-sitter-cmake tree-sitter-cpp tree-sitter-html ' +
      'tree-sitter-javascript tree-sitter-json tree-sitter-lua tree-sitter-python tree-sitter-ruby tree-sitter-rust',
  },
  tiktoken: { unseen: 'blobfile' },
  toot: { ours: 'pillow setuptools' },
};

type Verdict = 'ours' | 'theirs' | 'unseen';

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
    readonly BDEPEND?: readonly (readonly [readonly string[], string])[];
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

/** Names of Python packages in `test? ( )`. */
function goldDependencies({ gold }: Row): ReadonlySet<string> {
  const underTest = (gold.BDEPEND ?? []).filter(([groups]) => groups.includes('test?'));
  return new Set(
    underTest.flatMap(([, atom]) => {
      const name = /^[<>=~]*(?<category>[\w-]+)\/(?<name>[\w+-]+?)(?:-\d[\w.]*\*?)?(?::[^[]*)?\[/.exec(atom)
        ?.groups?.name;
      return name !== undefined && /PYUSE/.test(atom) ? [normalizeName(name)] : [];
    }),
  );
}

/** What differs in test dependencies, and F1 with what `leave` names set aside. */
function scoreDependencies(rows: readonly Row[], leave: readonly Verdict[]) {
  const listed = rows.filter(({ gold }) => gold.TESTS === 'pytest' && gold.EPYTEST_PLUGINS_SET);
  let [right, wrong] = [0, 0];
  const unjudged: string[] = [];
  const stale: string[] = [];
  for (const row of listed) {
    const wanted = goldDependencies(row);
    const ours = new Set(row.suite.dependencies.map(({ requirement }) => normalizeName(requirement.name)));
    const judged = DEPENDENCY_DIFFERENCES[row.name] ?? {};
    const verdictOf = (name: string) =>
      (['ours', 'theirs', 'unseen'] as const).find((verdict) => judged[verdict]?.split(' ').includes(name));
    const differing = [...ours, ...wanted].filter((name) => ours.has(name) !== wanted.has(name));
    right += [...ours].filter((name) => wanted.has(name)).length;
    const verdicts = Object.values(judged).flatMap((names) => names.split(' '));
    stale.push(...verdicts.filter((name) => !differing.includes(name)).map((name) => `${row.name}: ${name}`));
    for (const name of differing) {
      const verdict = verdictOf(name);
      if (verdict === undefined) unjudged.push(`${row.name}: ${ours.has(name) ? '+' : '-'}${name}`);
      else if (!leave.includes(verdict)) wrong += 1;
    }
  }
  return { f1: (2 * right) / (2 * right + wrong), unjudged, stale };
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
    console.log(
      Object.entries(DIFFERENCES)
        .map(([name, verdict]) => `${name}: ${verdict}`)
        .join('\n'),
    );
  });

  test('test dependencies reach their mark but for what is theirs to mend or nowhere to be seen', () => {
    const rows = readRows('archive');
    const all = scoreDependencies(rows, []);
    const judged = scoreDependencies(rows, ['ours', 'unseen']);
    const list = Object.entries(DEPENDENCY_DIFFERENCES).map(
      ([name, verdicts]) => `${name}: ${JSON.stringify(verdicts)}`,
    );
    console.log(
      `test dependencies: F1 ${all.f1.toFixed(3)}, judged ${judged.f1.toFixed(3)}\n${list.join('\n')}`,
    );
    expect(all.unjudged).toEqual([]);
    expect(all.stale).toEqual([]);
    expect(all.f1).toBeGreaterThanOrEqual(0.6);
    expect(judged.f1).toBeGreaterThanOrEqual(0.8);
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
