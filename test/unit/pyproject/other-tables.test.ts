import { expect, test } from 'vitest';
import { analyzeFiles, requirementTexts } from '../../support/analyze-files.ts';

test('maturin takes from Cargo.toml what [project] leaves open', () => {
  const { value } = analyzeFiles({
    'pyproject.toml':
      '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n[project]\nname = "spam"\ndynamic = ["version"]\n[tool.maturin]\nmanifest-path = "rust/Cargo.toml"',
    'rust/Cargo.toml':
      '[package]\nname = "spam-rs"\nversion = "1.0.0-beta.2"\nlicense = "MIT/Apache-2.0"\ndescription = "Spam"\nrepository = "https://github.com/spam/spam"',
  });
  expect(value.name.value).toBe('spam');
  expect(value.version).toEqual({ value: '1.0.0beta2', from: 'rust/Cargo.toml [package]' });
  expect(value.summary?.value).toBe('Spam');
  expect(value.license.expressions).toEqual([
    { value: 'MIT OR Apache-2.0', from: 'rust/Cargo.toml [package]' },
  ]);
  expect(value.urls).toEqual([{ label: 'Source Code', url: 'https://github.com/spam/spam' }]);
});

test('sip reads core metadata fields by name', () => {
  const { value } = analyzeFiles({
    'pyproject.toml':
      '[build-system]\nrequires = ["sip >=6"]\nbuild-backend = "sipbuild.api"\n[tool.sip.metadata]\nname = "spam"\nversion = "1"\nsummary = "Spam"\nrequires-python = ">=3.9"\nrequires-dist = ["a", "b >=1"]\nclassifier = ["X :: Y"]',
  });
  expect(value.name.value).toBe('spam');
  expect(value.requiresPython?.value).toBe('>=3.9');
  expect(value.classifiers).toEqual(['X :: Y']);
  expect(requirementTexts(value.dependencies)).toEqual(['a', 'b>=1']);
});

test('hostile keys stay data', () => {
  const { value } = analyzeFiles({
    'pyproject.toml':
      '[project]\nname = "spam"\n__proto__ = { version = "9" }\n[project.optional-dependencies]\n__proto__ = ["a"]\nconstructor = ["b"]\n[project.scripts]\n__proto__ = "x:y"\n[dependency-groups]\n__proto__ = ["c"]\ntoString = ["d"]',
  });
  expect(value.version).toBeUndefined();
  expect([...value.extras.keys()]).toEqual(['-proto-', 'constructor']);
  expect([...value.groups.keys()]).toEqual(['-proto-', 'tostring']);
  expect(value.entryPoints.get('console_scripts')?.get('__proto__')).toBe('x:y');
});
