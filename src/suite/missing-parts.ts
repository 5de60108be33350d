import type { SourceTree } from '../core/source-tree.ts';
import { compareText } from '../core/text-order.ts';
import type { MissingPart } from '../model/test-suite.ts';
import { declaration } from './configuration/declared.ts';
import { foldersOf } from './folders.ts';
import type { ModuleFacts } from './modules/module-facts.ts';
import { neededFixtures } from './needed-fixtures.ts';
import { BUILT_IN_FIXTURES } from './plugins/built-in-fixtures.ts';
import { PLUGINS, pluginNamed, words } from './plugins/plugin-table.ts';
import type { Suite } from './suite.ts';

/**
 * What tests need from beside them and the tree has not, modules first, for they are sure: setuptools packs
 * `tests/test*.py` by itself, but neither conftest.py nor helpers. Empty where it may come from elsewhere.
 */
export function missingParts(suite: Suite): readonly MissingPart[] {
  const tested = suite.files.modules.filter((file) => file.tests.length > 0);
  const stems = new Set(suite.tree.entries.map(({ path }) => stemOf(path)));
  const exists = (module: string) => stems.has(module) || suite.tree.hasFolder(module);
  const modules = tested.flatMap((file) => missingModules(file, suite.tree, exists));
  const bare = tested.filter((file) => !hasConftest(file, suite.tree));
  const fixtures = hasStrangePlugins(suite) ? [] : missingFixtures(bare, suite);
  const first = new Map([...modules, ...fixtures].reverse().map((part) => [part.name, part]));
  const byName = [...first.values()].sort((one, other) => compareText(one.name, other.name));
  return [
    ...byName.filter(({ kind }) => kind === 'module'),
    ...byName.filter(({ kind }) => kind === 'fixture'),
  ];
}

/** Modules that a file imports from among the tests. */
function missingModules(
  { path, imports, relativeImports }: ModuleFacts,
  tree: SourceTree,
  exists: (module: string) => boolean,
): MissingPart[] {
  const folders = foldersOf(path);
  const near = relativeImports
    .filter(({ when }) => when === 'always')
    .map(({ module }) => {
      const name = module.replace(/^\.+/, '');
      return name === '' ? '' : pathOf(folders[module.length - name.length - 1], name);
    })
    .filter((module) => !exists(module));
  // Any folder above may be the one on sys.path.
  const roots = [...folders.slice(0, DEEPEST), ''];
  const absolute = imports
    .filter(({ when, module }) => when === 'always' && !isOfPython(module, tree))
    .map(({ module }) => pathOf('', module))
    .filter((module) => !roots.some((folder) => exists(pathOf(folder, module))));
  return [...near, ...absolute]
    .filter((module) => AMONG_TESTS.test(module) && tree.hasFolder(module.split('/')[0] ?? ''))
    .map((module) => ({ kind: 'module', name: `${module}.py`, neededBy: path }));
}

/** Python's own `test` goes before a folder that is no package. */
function isOfPython(module: string, tree: SourceTree): boolean {
  return module.startsWith('test.') && !tree.has('test/__init__.py');
}

/** Folders above a file that are looked at: nobody nests tests deeper, and each import costs all of them. */
const DEEPEST = 30;

const AMONG_TESTS = /(?:^|\/)tests?\//;

const pathOf = (folder: string | undefined, module: string): string =>
  `${folder === undefined || folder === '' ? '' : `${folder}/`}${module.replaceAll('.', '/')}`;

/** The path without its ending, for a module may be Python or anything that becomes one. */
function stemOf(path: string): string {
  const end = path.indexOf('.', path.lastIndexOf('/') + 1);
  return end < 0 ? path : path.slice(0, end);
}

/** Where all fixtures are but those of a module itself and of plugins. */
function hasConftest({ path }: ModuleFacts, tree: SourceTree): boolean {
  return tree.has('conftest.py') || foldersOf(path).some((folder) => tree.has(`${folder}/conftest.py`));
}

/** Fixtures may come from plugins that the table does not know, the package itself among them. */
function hasStrangePlugins({ project, signals, declared, config }: Suite): boolean {
  const listed = [declared.test, declared.development, declared.environment].flatMap((list) => [
    ...list.keys(),
  ]);
  return (
    (project.entryPoints.get('pytest11')?.size ?? 0) > 0 ||
    signals.pluginModules.size > 0 ||
    config.addopts.some((word, i) => LOADS.test(word === '-p' ? `-p${config.addopts[i + 1]}` : word)) ||
    listed.some((name) => /^pytest-|-pytest$/.test(name) && pluginNamed(name) === undefined)
  );
}

/** `-p tests.fixtures`, but not `-p no:cacheprovider`. */
const LOADS = /^-p(?!no:)./;

function missingFixtures(files: readonly ModuleFacts[], { declared, files: all }: Suite): MissingPart[] {
  const known = new Set([
    ...BUILT_IN_FIXTURES,
    // Of classes that tests derive from.
    ...all.support.filter(({ path }) => !path.endsWith('conftest.py')).flatMap(fixtureNames),
    ...PLUGINS.flatMap((row) => [
      ...words(row.fixtures),
      ...(declaration(declared, row.name) === undefined ? [] : words(row.vagueFixtures)),
    ]),
  ]);
  return files.flatMap((file): MissingPart[] => {
    if (/^from .* import \*/m.test(file.text)) return [];
    const own = new Set([
      ...[...file.imports, ...file.relativeImports].flatMap(({ names }) => names),
      ...filledNames(file.text),
    ]);
    return [...neededFixtures([file]).keys()]
      .filter((name) => !known.has(name) && !own.has(name))
      .map((name) => ({ kind: 'fixture', name, neededBy: file.path }));
  });
}

const fixtureNames = ({ fixtures }: ModuleFacts): string[] => fixtures.map(({ name }) => name);

/**
 * What a module gives its tests in ways that no decorator of theirs shows: `metafunc.parametrize("a", …)`, parameter sets
 * of a class, of `pytestmark` or under a name of their own, and fixtures that are assigned.
 */
function filledNames(text: string): readonly string[] {
  const sets = [...text.matchAll(/parametrize\(\s*(?<names>[^)\n]{0,300})/g)];
  const assigned = [...text.matchAll(/^(?<names>\w{1,100})[ \t]{0,100}=(?!=)/gm)];
  return [...sets, ...assigned].flatMap(({ groups }) => (groups?.names ?? '').split(/\W+/));
}
