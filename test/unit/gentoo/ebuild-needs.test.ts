import { expect, test } from 'vitest';
import { listEbuildNeeds } from '../../../src/gentoo/ebuild-needs.ts';
import { parseGentooVersion } from '../../../src/gentoo/version.ts';

test('lists what an ebuild cannot do without', () => {
  const text = [
    'RDEPEND="',
    '\t>=dev-python/quay-1.2[flag,${PYTHON_USEDEP}]',
    '\t!dev-python/wreck',
    '\t|| ( dev-python/tide dev-python/ebb )',
    "\t$(python_gen_cond_dep '",
    '\t\tdev-python/crane[${PYTHON_USEDEP}]',
    "\t' 3.{12..13})",
    '"',
    'BDEPEND="',
    '\ttest? (',
    '\t\tdev-python/buoy:2[${PYTHON_USEDEP}]',
    '\t)',
    '\tapp-arch/unzip',
    '"',
  ].join('\n');
  const identity = { category: 'dev-python', name: 'harbour', version: parseGentooVersion('1.0') };
  expect(listEbuildNeeds(text, identity)).toEqual([
    { id: 'dev-python/quay', kind: 'runtime' },
    { id: 'dev-python/crane', kind: 'runtime' },
    { id: 'dev-python/buoy', kind: 'test' },
    { id: 'app-arch/unzip', kind: 'build' },
  ]);
});

test.each(['', 'RDEPEND="', 'RDEPEND=") ) ( dev-python/a"', 'RDEPEND="|| ( ( a/b"'])('bears %j', (text) => {
  const identity = { category: 'dev-python', name: 'harbour', version: parseGentooVersion('1.0') };
  expect(() => listEbuildNeeds(text, identity)).not.toThrow();
});
