import { localModules } from './modules/local-modules.ts';
import type { Suite } from './suite.ts';

/**
 * The first file that imports Python's own `test` package (`from test import support`), which an interpreter of Gentoo does
 * not bring. A package of the tree goes before it, a folder without `__init__.py` does not.
 */
export function findStdlibTests({ files, tree, project }: Suite): string | undefined {
  const user = [...files.modules, ...files.support].find(({ imports }) =>
    imports.some(
      ({ module, names, when }) =>
        (when === 'always' || when === 'local') &&
        (MODULES.test(module) || (module === 'test' && names.some((name) => MODULES.test(`test.${name}`)))),
    ),
  );
  return user === undefined || localModules(tree, project).sure.has('test') ? undefined : user.path;
}

/** What others take out of it: helpers, and suites for types that behave like the built-in ones. */
const MODULES =
  /^test\.(?:support|libregrtest|regrtest|pickletester|datetimetester|(?:list|seq|mapping|string|lock)_tests)(?:\.|$)/;
