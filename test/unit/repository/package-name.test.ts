import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectToPackageName } from '../../../src/repository/package-name.ts';

test.each([
  ['requests', 'requests'],
  ['Sphinx-RTD_Theme', 'sphinx-rtd-theme'],
  ['foo-2', 'foo2'],
  ['types-1a', 'types1a'],
  ['foo-1-r2', 'foo1r2'],
  ['foo.1.2', 'foo12'],
  ['foo-2x4', 'foo-2x4'],
  ['2to3', '2to3'],
])('%s becomes %s', (project, expected) => {
  expect(projectToPackageName(project)).toBe(expected);
});

test.each(['', '-', 'foo bar', 'foo-', '../x', 'a$(b)', 'é'])('`%s` is refused', (project) => {
  expect(() => projectToPackageName(project)).toThrow(/not the name/);
});

test('every project name becomes a PN that no version can be read from', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,12}[A-Za-z0-9])?$/);
  fc.assert(
    fc.property(name, (project) => {
      const pn = projectToPackageName(project);
      expect(pn).toMatch(/^[a-z0-9][a-z0-9-]*$/);
      expect(pn).not.toMatch(/-\d+(\.\d+)*[a-z]?(-r\d+)?$/);
      expect(projectToPackageName(pn)).toBe(pn);
    }),
    { seed: 20261120 },
  );
});
