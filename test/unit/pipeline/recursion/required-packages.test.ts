import { expect, test } from 'vitest';
import {
  type EbuildOrigin,
  selectRequiredPackages,
} from '../../../../src/pipeline/recursion/required-packages.ts';
import { parseRequirement } from '../../../../src/python/requirement.ts';
import { createEmptyIndex } from '../../../../src/repository/empty-index.ts';

/** Of the origin only what the function looks at. */
const originOf = (requirements: readonly string[]) =>
  ({
    ebuild: {
      category: 'dev-python',
      name: 'rig',
      rdepend: [{ kind: 'atom', atom: { category: 'dev-python', name: 'idna', use: [] } }],
      depend: [],
      bdepend: [],
      tests: { plugins: [] },
      distutils: { pythonCompat: ['python3_13'] },
    },
    project: {
      dependencies: requirements.map((text) => ({
        requirement: parseRequirement(text),
        cap: 'written',
        where: { file: 'pyproject.toml' },
      })),
      extras: new Map(),
    },
    buildRequires: [],
    suite: { dependencies: [], plugins: [] },
    settings: { extras: [], use: {}, bounds: 'relax' },
  }) as unknown as EbuildOrigin;

test('30,000 bounds of one project are put together in no time', () => {
  const origin = originOf(Array.from({ length: 30_000 }, (_, index) => `idna>=${index}`));
  const start = performance.now();
  const [found] = selectRequiredPackages(origin, createEmptyIndex());
  expect(performance.now() - start).toBeLessThan(3000);
  expect(found).toMatchObject({ project: 'idna', id: 'dev-python/idna', kind: 'runtime' });
  expect(found?.specifiers).toHaveLength(30_000);
});
