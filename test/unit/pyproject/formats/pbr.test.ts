import { expect, test } from 'vitest';
import { analyzeFiles, requirementTable, requirementTexts } from '../../../support/analyze-files.ts';

const SETUP_CFG = `
[metadata]
name = spam
summary = Spam
home-page = https://spam.org
python-requires = >=3.9
license = Apache-2.0
classifier =
    License :: OSI Approved :: Apache Software License
[extras]
test =
    a>=1:(python_version>='3.9')
    b
[entry_points]
console_scripts =
    spam = spam.cli:main
`;

test.each([
  ['setup.py', { 'setup.py': "import setuptools\nsetuptools.setup(setup_requires=['pbr>=2'], pbr=True)" }],
  ['pbr.build', { 'pyproject.toml': '[build-system]\nrequires = ["pbr"]\nbuild-backend = "pbr.build"' }],
])('pbr by %s', (_, files) => {
  const { value, diagnostics } = analyzeFiles({
    ...files,
    'setup.cfg': SETUP_CFG,
    'requirements.txt': '# c\nc!=1.1,>=1 # Apache-2.0\n-r more.txt\n',
    'more.txt': 'd',
    'spam/__init__.py': '',
    'test-requirements.txt': 'stestr\n',
  });
  expect(diagnostics).toEqual([]);
  expect(value.summary).toEqual({ value: 'Spam', from: 'pbr' });
  expect(value.requiresPython?.value).toBe('>=3.9');
  expect(value.urls).toEqual([{ label: 'Homepage', url: 'https://spam.org' }]);
  expect(requirementTexts(value.dependencies)).toEqual(['c!=1.1,>=1', 'd']);
  expect(requirementTable(value.extras)).toEqual({ test: ['a>=1; python_version >= "3.9"', 'b'] });
  expect(requirementTexts(value.groups.get('test-requirements'))).toEqual(['stestr']);
  expect(value.entryPoints.get('console_scripts')?.get('spam')).toBe('spam.cli:main');
  expect(value.build.dynamicVersion).toEqual({ tool: 'pbr', pretendVariable: 'PBR_VERSION', needed: true });
});
