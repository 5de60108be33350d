import { describe, expect, test } from 'vitest';
import { readPytestConfig } from '../../../../src/suite/configuration/pytest-config.ts';
import { sourceTree } from '../../../support/source-tree.ts';

describe('readPytestConfig', () => {
  test.each<[files: Record<string, string>, file: string | undefined, addopts: string[]]>([
    [{}, undefined, []],
    [{ 'pytest.ini': '' }, 'pytest.ini', []],
    [
      {
        'pytest.ini': '[pytest]\naddopts = -a',
        'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "-b"',
      },
      'pytest.ini',
      ['-a'],
    ],
    [{ '.pytest.ini': '[pytest]\naddopts = -a' }, '.pytest.ini', ['-a']],
    [{ 'pytest.toml': '[pytest]\naddopts = ["-a", "b c"]' }, 'pytest.toml', ['-a', 'b c']],
    [
      {
        'pyproject.toml': '[tool.pytest.ini_options]\naddopts = ["-m", "not slow"]',
        'tox.ini': '[pytest]\naddopts = -a',
      },
      'pyproject.toml',
      ['-m', 'not slow'],
    ],
    [{ 'pyproject.toml': '[tool.pytest]\naddopts = ["-a"]' }, 'pyproject.toml', ['-a']],
    [
      {
        'pyproject.toml': '[tool.black]',
        'tox.ini': '[tox]',
        'setup.cfg': '[tool:pytest]\naddopts = -a "b c"',
      },
      'setup.cfg',
      ['-a', 'b c'],
    ],
    [{ 'tox.ini': '[pytest]\naddopts = -a' }, 'tox.ini', ['-a']],
    [{ 'pyproject.toml': 'broken =', 'tox.ini': '[pytest]\naddopts = -a' }, 'tox.ini', ['-a']],
    [{ 'setup.cfg': '[pytest]\naddopts = -a' }, undefined, []],
  ])('%j', (files, file, addopts) => {
    expect(readPytestConfig(sourceTree(files))).toMatchObject({ file, addopts });
  });

  test('names of options are compared in lower case, and lists are joined', () => {
    const text =
      '[tool.pytest.ini_options]\nDJANGO_SETTINGS_MODULE = "a.b"\nmarkers = ["slow: x y", "net"]\ntimeout = 30\nstrict = true\n';
    const { options } = readPytestConfig(sourceTree({ 'pyproject.toml': text }));
    expect(Object.fromEntries(options)).toEqual({
      django_settings_module: 'a.b',
      markers: 'slow: x y\nnet',
      timeout: '30',
      strict: 'true',
    });
  });

  test('tables in lists are no words', () => {
    const text = '[pytest]\naddopts = ["-a", { toString = "x" }]\n';
    expect(readPytestConfig(sourceTree({ 'pytest.toml': text })).addopts).toEqual(['-a']);
  });

  test('testpaths lose their slashes, patterns have pytest’s defaults', () => {
    const { testpaths, pythonFiles } = readPytestConfig(
      sourceTree({ 'pytest.ini': '[pytest]\ntestpaths = ./a/ b' }),
    );
    expect({ testpaths, pythonFiles }).toEqual({
      testpaths: ['a', 'b'],
      pythonFiles: ['test_*.py', '*_test.py'],
    });
  });

  test('keys of a hostile table are no prototypes', () => {
    const text = '[tool.pytest.ini_options]\n__proto__ = "x"\nconstructor = "y"\n';
    expect(readPytestConfig(sourceTree({ 'pyproject.toml': text })).addopts).toEqual([]);
  });
});
