import type { ImportFact, ModuleFacts } from './module-facts.ts';
import type { SuiteFiles } from './test-files.ts';

/** What a whole suite uses; each name with the first file that shows it. */
export interface Signals {
  /** Dotted module → where and how it is imported. The strongest way wins. */
  readonly imports: ReadonlyMap<string, { readonly when: ImportFact['when']; readonly path: string }>;
  /** Fixtures asked for that the suite does not define. */
  readonly fixtures: ReadonlyMap<string, string>;
  readonly definedFixtures: ReadonlySet<string>;
  readonly marks: ReadonlyMap<string, string>;
  readonly pluginModules: ReadonlyMap<string, string>;
  /** First file with a coroutine test that no TestCase runs, and whether each such test or its file carries a mark. */
  readonly asyncTests: { readonly path: string; readonly marked: boolean } | undefined;
  readonly tests: { readonly pytest: number; readonly unittest: number };
}

const STRENGTH = { always: 3, local: 2, optional: 1, typing: 0 } as const;

export function collectSignals(files: SuiteFiles): Signals {
  const all = [...files.support, ...files.modules];
  const definedFixtures = new Set(all.flatMap((file) => file.fixtures));
  return {
    imports: collectImports(all),
    fixtures: firstPaths(all, (file) => file.requested.filter((name) => !definedFixtures.has(name))),
    definedFixtures,
    marks: firstPaths(all, (file) => file.marks),
    pluginModules: firstPaths(all, (file) => file.pluginModules),
    asyncTests: findAsyncTests(files.modules),
    tests: {
      pytest: countTests(files.modules, 'pytest'),
      unittest: countTests(files.modules, 'unittest'),
    },
  };
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

function countTests(modules: readonly ModuleFacts[], kind: 'pytest' | 'unittest'): number {
  return modules.reduce((sum, file) => sum + file.tests.filter((test) => test.kind === kind).length, 0);
}
