import { startsPytest } from './modules/called-programs.ts';
import type { ImportFact, ModuleFacts } from './modules/module-facts.ts';
import { neededFixtures } from './needed-fixtures.ts';
import type { SuiteFiles } from './test-files.ts';

/** What a whole suite uses; each name with the first file that shows it. */
export interface Signals {
  /** Dotted module → where and how it is imported. The strongest way wins. */
  readonly imports: ReadonlyMap<string, { readonly when: ImportFact['when']; readonly path: string }>;
  /** Fixtures that a test needs, itself or through others, and that the suite does not define. */
  readonly fixtures: ReadonlyMap<string, string>;
  readonly marks: ReadonlyMap<string, string>;
  readonly pluginModules: ReadonlyMap<string, string>;
  readonly describeBlocks: ReadonlyMap<string, string>;
  /** Hooks that conftest.py files implement. */
  readonly hooks: ReadonlyMap<string, string>;
  /** Long options in strings of a suite that starts pytest anew: `runpytest("--numprocesses", "2")`. */
  readonly passedOptions: ReadonlyMap<string, string>;
  /** Top-level modules that indented code of such a suite imports, its strings among it. */
  readonly innerImports: ReadonlyMap<string, string>;
  /** Plugins that such a suite loads itself: `runpytest("-p", "sample")`. */
  readonly passedPlugins: ReadonlyMap<string, string>;
  /** First file that starts `pytest` as a program. */
  readonly startedPytest: string | undefined;
  /** First file with a coroutine test that no TestCase runs, and whether each such test or its file carries a mark. */
  readonly asyncTests: { readonly path: string; readonly marked: boolean } | undefined;
  readonly tests: { readonly pytest: number; readonly unittest: number };
}

/** How firmly an import asks for its module. */
export const STRENGTH = { always: 3, local: 2, optional: 1, typing: 0 } as const;

export function collectSignals(files: SuiteFiles): Signals {
  const all = [...files.support, ...files.modules];
  return {
    imports: collectImports(all),
    fixtures: neededFixtures(all),
    marks: firstPaths(all, (file) => file.marks),
    pluginModules: firstPaths(all, (file) => file.pluginModules),
    describeBlocks: firstPaths(all, (file) => file.describeBlocks),
    hooks: firstPaths(files.support.filter(isConftest), (file) => file.hooks),
    passedOptions: all.some(usesPytester) ? firstPaths(all, optionsIn) : new Map(),
    innerImports: firstPaths(all.filter(usesPytester), indentedImports),
    startedPytest: all.find(startsPytest)?.path,
    passedPlugins: all.some(usesPytester) ? firstPaths(all, pluginsIn) : new Map(),
    asyncTests: findAsyncTests(files.modules),
    tests: {
      pytest: countTests(files, 'pytest'),
      unittest: countTests(files, 'unittest'),
    },
  };
}

function usesPytester({ text }: ModuleFacts): boolean {
  return /\b(pytester|testdir)\b/.test(text);
}

function optionsIn({ text }: ModuleFacts): string[] {
  return [...text.matchAll(/["'](?<option>--[a-z][\w-]{1,40})/g)].flatMap(
    ({ groups }) => groups?.option ?? [],
  );
}

function indentedImports({ text }: ModuleFacts): string[] {
  return [...text.matchAll(/^[ \t]+(?:from|import)[ \t]+(?<root>\w+)/gm)].flatMap(
    ({ groups }) => groups?.root ?? [],
  );
}

const PASSED_PLUGIN = /["']-p(?:["'],\s{0,40}["']|=| ?)(?<name>\w[\w.-]{1,60})["']/g;

function pluginsIn({ text }: ModuleFacts): string[] {
  return [...text.matchAll(PASSED_PLUGIN)].flatMap(({ groups }) => groups?.name ?? []);
}

function isConftest({ path }: ModuleFacts): boolean {
  return path === 'conftest.py' || path.endsWith('/conftest.py');
}

function collectImports(files: readonly ModuleFacts[]): Signals['imports'] {
  const imports = new Map<string, { when: ImportFact['when']; path: string }>();
  for (const { path, imports: facts } of files)
    for (const { module, when } of facts) {
      const known = imports.get(module);
      if (known === undefined || STRENGTH[when] > STRENGTH[known.when]) imports.set(module, { when, path });
    }
  return imports;
}

function firstPaths(
  files: readonly ModuleFacts[],
  names: (file: ModuleFacts) => readonly string[],
): Map<string, string> {
  const paths = new Map<string, string>();
  for (const file of files) for (const name of names(file)) if (!paths.has(name)) paths.set(name, file.path);
  return paths;
}

const ASYNC_MARKS = new Set([
  'asyncio',
  'anyio',
  'trio',
  'curio',
  'gen_test',
  'asyncio_cooperative',
  'twisted',
]);

function findAsyncTests(modules: readonly ModuleFacts[]): Signals['asyncTests'] {
  let first: string | undefined;
  for (const file of modules) {
    const fileMarked = file.marks.some((mark) => ASYNC_MARKS.has(mark));
    for (const test of file.tests) {
      if (!test.async || test.kind === 'unittest') continue;
      first ??= file.path;
      if (!fileMarked && !test.marks.some((mark) => ASYNC_MARKS.has(mark)))
        return { path: file.path, marked: false };
    }
  }
  return first === undefined ? undefined : { path: first, marked: true };
}

/** A module that collects others by importing them (`tests/__main__.py`) shows no tests of its own. */
function countTests({ modules, support }: SuiteFiles, kind: 'pytest' | 'unittest'): number {
  const holders = modules.some((file) => file.tests.length > 0) || modules.length === 0 ? modules : support;
  return holders.reduce((sum, file) => sum + file.tests.filter((test) => test.kind === kind).length, 0);
}
