import { beforeAll, describe, expect, test } from 'vitest';
import type { PythonParser } from '../../src/core/ports.ts';
import type { SourceTree } from '../../src/core/source-tree.ts';
import { detectBackend } from '../../src/pyproject/build/backend.ts';
import { detectExtension } from '../../src/pyproject/extension/detect-extension.ts';
import { readSetupCall } from '../../src/pyproject/formats/setup-py.ts';
import { tryReadTomlFile } from '../../src/pyproject/formats/toml-file.ts';
import { normalizeName } from '../../src/python/name.ts';
import { stringsAt } from '../../src/toml/values.ts';
import { corpusEntries, hasCorpus } from '../support/corpus.ts';
import { loadPythonParser } from '../support/python-parser.ts';

/** Entries that the corpus, which has no programs, cannot tell, each with its reason. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'charset-normalizer': 'its setup.py compiles with mypyc only where an environment variable asks for it',
};

interface Row {
  readonly name: string;
  readonly tree: SourceTree;
  readonly gold: boolean;
  /** Absent where no wheel was built. */
  readonly built: boolean | undefined;
}

describe.skipIf(!hasCorpus)('extension modules of real releases', () => {
  let parse: PythonParser;
  beforeAll(async () => {
    parse = await loadPythonParser();
  });

  const rows = corpusEntries().flatMap((entry): Row[] => {
    const tree = entry.tree('sdist') ?? entry.tree('archive');
    const gold = entry.json<{ DISTUTILS_EXT?: string }>('gold.json');
    const built = entry.json<{ extensionModules: readonly string[] }>('oracle.json')?.extensionModules;
    if (tree === undefined || gold === undefined) return [];
    return [
      { name: entry.name, tree, gold: gold.DISTUTILS_EXT !== undefined, built: built && built.length > 0 },
    ];
  });

  test('DISTUTILS_EXT where a human set it', () => {
    const wrong = rows.filter(({ tree, gold }) => (detect(tree, parse).kind !== 'none') !== gold);
    const share = (100 * (rows.length - wrong.length)) / rows.length;
    console.info(
      `DISTUTILS_EXT: ${rows.length - wrong.length} of ${rows.length} agree (${share.toFixed(1)} %)`,
      wrong.map(({ name }) => name),
    );
    expect(share).toBeGreaterThanOrEqual(98);
  });

  test('found wherever the real backend built one, and required nowhere else', () => {
    const wrong = rows.filter(({ tree, built }) => {
      const { kind } = detect(tree, parse);
      return built !== undefined && (built ? kind === 'none' : kind === 'required');
    });
    expect(wrong.filter(({ name }) => !Object.hasOwn(PROGRAMS, name)).map(({ name }) => name)).toEqual([]);
  });
});

function detect(tree: SourceTree, parse: PythonParser) {
  const pyproject = tryReadTomlFile(tree, 'pyproject.toml')?.table;
  return detectExtension({
    tree,
    pyproject,
    backend: detectBackend(tree, pyproject).value.backend.value,
    buildRequires: new Set(
      (stringsAt(pyproject, 'build-system', 'requires') ?? []).map((text) =>
        normalizeName(/^[\w.-]+/.exec(text)?.[0] ?? ''),
      ),
    ),
    setupCall: readSetupCall({ tree, parse }),
    parse,
  }).value;
}
