import { expect, test } from 'vitest';
import { analyzeFiles, requirementTable, requirementTexts } from '../../support/analyze-files.ts';

const PROJECT = '[project]\nname = "spam"\nversion = "1.0"\ndependencies = ["written"]\n';
const pkgInfo = (version: string, more = '') =>
  `Metadata-Version: ${version}\nName: spam\nVersion: 1.0\n${more}Requires-Dist: packed; extra == "X" or os_name == "nt"\n`;

test.each([
  ['binding from 2.2 on', pkgInfo('2.2'), ['packed; os_name == "nt"']],
  ['but not for dynamic fields', pkgInfo('2.4', 'Dynamic: Requires-Dist\n'), ['written']],
  ['nor before 2.2', pkgInfo('2.1'), ['written']],
  ['empty is binding too', 'Metadata-Version: 2.2\nName: spam\nVersion: 1.0\n', []],
  ['one of another version is not used', pkgInfo('2.2').replace('1.0', '0.9'), ['written']],
])('PKG-INFO: %s', (_, text, expected) => {
  const { value } = analyzeFiles({ 'pyproject.toml': PROJECT, 'PKG-INFO': text }, { version: '1.0' });
  expect(requirementTexts(value.dependencies)).toEqual(expected);
});

test('PKG-INFO tells what a program would', () => {
  const { value } = analyzeFiles({ 'setup.py': 'import x\nx.setup()', 'PKG-INFO': pkgInfo('2.1') });
  expect(requirementTexts(value.dependencies)).toEqual(['packed; os_name == "nt"']);
  expect(requirementTable(value.extras)).toEqual({});
});

test('egg-info comes before the index, after PKG-INFO', () => {
  const files = {
    'setup.py': 'import x\nx.setup()',
    'src/spam.egg-info/requires.txt':
      'a>=1\n\n[:os_name == "posix"]\nb\n\n[test]\nc\n\n[test:python_version < "3.13"]\nd\n',
    'src/spam.egg-info/entry_points.txt': '[console_scripts]\nspam = spam:main\n',
  };
  const { value } = analyzeFiles(files, { requiresDist: ['z'] });
  expect(requirementTexts(value.dependencies)).toEqual(['a>=1', 'b; os_name == "posix"']);
  expect(requirementTable(value.extras)).toEqual({ test: ['c', 'd; python_version < "3.13"'] });
  expect(value.entryPoints.get('console_scripts')?.get('spam')).toBe('spam:main');
});

test('extras that name the project itself are expanded', () => {
  const pyproject = `${PROJECT}[project.optional-dependencies]\na = ["x"]\nb = ["spam[a,c]", "y"]\nc = ["Spam[b]"]\n`;
  const { value } = analyzeFiles({ 'pyproject.toml': pyproject });
  expect(requirementTable(value.extras)).toEqual({ a: ['x'], b: ['x', 'y'], c: ['x', 'y'] });
});

test('malformed requirements are repaired and said', () => {
  const pyproject = PROJECT.replace('"written"', '"a>=1 <2"');
  const { value, diagnostics } = analyzeFiles({ 'pyproject.toml': pyproject });
  expect(requirementTexts(value.dependencies)).toEqual(['a<2,>=1']);
  expect(diagnostics.map(({ code }) => code)).toContain('requirement-repaired');
});

test.each([
  ['TOML', { 'pyproject.toml': '[project\n' }, 'METADATA_INVALID'],
  ['setup.cfg', { 'setup.py': '', 'setup.cfg': 'x = 1' }, 'METADATA_INVALID'],
])('broken %s is refused', (_, files, code) => {
  expect(() => analyzeFiles(files)).toThrow(expect.objectContaining({ code }));
});
