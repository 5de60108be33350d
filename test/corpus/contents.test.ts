import { beforeAll, describe, expect, test } from 'vitest';
import type { PythonParser } from '../../src/core/ports.ts';
import type { SourceTree } from '../../src/core/source-tree.ts';
import { detectBackend } from '../../src/pyproject/build/backend.ts';
import { readContents } from '../../src/pyproject/contents/read-contents.ts';
import { tryReadSetupCfg } from '../../src/pyproject/formats/setup-cfg.ts';
import { readSetupCall } from '../../src/pyproject/formats/setup-py.ts';
import { tryReadTomlFile } from '../../src/pyproject/formats/toml-file.ts';
import { normalizeName } from '../../src/python/name.ts';
import { stringsAt } from '../../src/toml/values.ts';
import { corpusEntries, hasCorpus } from '../support/corpus.ts';
import { loadPythonParser } from '../support/python-parser.ts';

interface Oracle {
  readonly name: string;
  readonly topLevel: readonly string[];
}

/** Entries where only running the build can tell, each with its reason. */
const PROGRAMS: Readonly<Record<string, string>> = {
  setuptools: 'its setup.py writes distutils-precedence.pth while it builds',
};

/** The oracle does not say whether the wheel came from the sdist or the tag archive: one of them must give it. */
describe.skipIf(!hasCorpus)(
  'names right in site-packages, against the wheels that the real backends built',
  () => {
    let parse: PythonParser;
    beforeAll(async () => {
      parse = await loadPythonParser();
    });

    const rows = corpusEntries().flatMap((entry) => {
      const oracle = entry.json<Oracle>('oracle.json');
      const trees = [entry.tree('sdist'), entry.tree('archive')].filter((tree) => tree !== undefined);
      return oracle === undefined ? [] : [{ name: entry.name, oracle, trees }];
    });

    test('agree for every entry that is not a program', () => {
      const wrong = rows.flatMap(({ name, oracle, trees }) => {
        const wanted = oracle.topLevel.filter((top) => !/\.(?:dist-info|data)$/.test(top));
        const got = trees.map((tree) => topLevel(tree, oracle.name, parse));
        return got.some((tops) => tops?.join() === wanted.join()) ? [] : [{ name, got, wanted }];
      });
      console.info(`wheel top level: ${rows.length - wrong.length} of ${rows.length} agree`);
      expect(wrong.filter(({ name }) => !Object.hasOwn(PROGRAMS, name))).toEqual([]);
    });
  },
);

function topLevel(tree: SourceTree, project: string, parse: PythonParser): readonly string[] | undefined {
  const pyproject = tryReadTomlFile(tree, 'pyproject.toml')?.table;
  const { backend, buildBackend } = detectBackend(tree, pyproject).value;
  return readContents({
    tree,
    project,
    pyproject,
    backend: backend.value,
    buildBackend,
    buildRequires: new Set(
      (stringsAt(pyproject, 'build-system', 'requires') ?? []).map((text) =>
        normalizeName(/^[\w.-]+/.exec(text)?.[0] ?? ''),
      ),
    ),
    setupCfg: tryReadSetupCfg(tree),
    setupCall: readSetupCall({ tree, parse }),
    hatchToml: tryReadTomlFile(tree, 'hatch.toml')?.table,
  }).value.topLevel;
}
