import { describe, expect, test } from 'vitest';
import { findProjectFolder } from '../../../../src/sources/forge/project-folder.ts';
import { sourceTree } from '../../../support/source-tree.ts';

const project = '[project]\nname = "x"\n';
const tools = '[tool.ruff]\nline-length = 100\n';

describe('findProjectFolder', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['the top', { 'pyproject.toml': project, 'sub/pyproject.toml': project }, ''],
    ['setup.py alone', { 'setup.py': '' }, ''],
    ['setup.cfg with metadata', { 'setup.cfg': '[metadata]\nname = x\n' }, ''],
    ['the only one below', { 'pyproject.toml': tools, 'python/pyproject.toml': project }, 'python'],
    [
      'not in tests or examples',
      { 'tests/a/setup.py': '', 'examples/b/setup.py': '', 'lib/setup.py': '' },
      'lib',
    ],
    [
      'not in vendored code',
      { 'src/_vendor/x/setup.py': '', 'third_party/y/setup.py': '', 'lib/setup.py': '' },
      'lib',
    ],
    ['the one named like the project', { 'core/setup.py': '', 'flit_core/setup.py': '' }, 'flit_core'],
    ['the one called python', { 'bindings/python/setup.py': '', 'core/setup.py': '' }, 'bindings/python'],
    [
      'not a mere workspace',
      {
        'pyproject.toml': '[project]\nname = "all"\n[tool.uv.workspace]\nmembers = ["p"]\n',
        'p/pyproject.toml': project,
      },
      'p',
    ],
    ['Poetry', { 'pyproject.toml': ' [ tool . poetry ]\nname = "x"\n' }, ''],
  ])('%s', (_, files, expected) => {
    const { value, diagnostics } = findProjectFolder(sourceTree(files), { names: ['flit-core'] });
    expect(value).toBe(expected);
    expect(diagnostics.map(({ code }) => code)).toEqual(expected === '' ? [] : ['project-folder-chosen']);
  });

  test('the one that declares the name of the project goes before the top', () => {
    const named = (name: string) => `[build-system]\nrequires = []\n[project]\nname = "${name}"\n`;
    const tree = sourceTree({ 'pyproject.toml': named('flit'), 'core/pyproject.toml': named('Flit_Core') });
    const folder = (project: string) => findProjectFolder(tree, { project, names: [] }).value;
    expect([folder('flit-core'), folder('flit'), folder('other')]).toEqual(['core', '', '']);
    const tagged = (component: string) => findProjectFolder(tree, { component, names: ['flit'] }).value;
    expect([tagged('flit-core'), tagged('flit'), tagged('')]).toEqual(['core', '', '']);
  });

  test('files that say nothing are better than none', () => {
    const tree = sourceTree({ 'pyproject.toml': tools, 'a/pyproject.toml': '', 'b/pyproject.toml': '' });
    expect(findProjectFolder(tree, { project: 'b', names: [] }).value).toBe('b');
  });

  test('several: an error that lists them', () => {
    const tree = sourceTree({ 'a/setup.py': '', 'b/setup.py': '' });
    expect(() => findProjectFolder(tree, { names: ['x'] })).toThrow(
      expect.objectContaining({
        code: 'RELEASE_UNSUITABLE',
        message: 'the repository holds 2 Python projects: `a` and `b`',
      }),
    );
  });

  test('a folder that was given', () => {
    const tree = sourceTree({ 'setup.py': '', 'a/b/setup.py': '', 'c/x.py': '' });
    expect(findProjectFolder(tree, { names: [], folder: './a/b/' }).value).toBe('a/b');
    expect(findProjectFolder(tree, { names: [], folder: '.' }).value).toBe('');
    for (const folder of ['c', '../a', 'missing'])
      expect(() => findProjectFolder(tree, { names: [], folder })).toThrow(/is not a Python project/);
  });

  test.each<[Readonly<Record<string, string>>, string]>([
    [
      { 'Cargo.toml': '', 'src/main.rs': '' },
      'not a Python project: the archive holds a Rust crate (`Cargo.toml`)',
    ],
    [
      { 'CMakeLists.txt': '', Makefile: '', 'tool.py': '' },
      'not a Python project: the archive holds a CMake project (`CMakeLists.txt`), a Makefile (`Makefile`)',
    ],
    [
      { 'pyproject.toml': tools, 'go.mod': '' },
      'not a Python project: the archive holds a Go module (`go.mod`)',
    ],
    [{ 'x.gemspec': '' }, 'not a Python project: the archive holds a Ruby gem (`x.gemspec`)'],
    [
      { 'run.py': '', 'lib/a.py': '' },
      'no pyproject.toml, setup.py or setup.cfg beside `lib/a.py` and `run.py`',
    ],
    [{ 'README.md': '' }, 'not a Python project: the archive holds no Python file at all'],
    [{}, 'not a Python project: the archive holds no Python file at all'],
  ])('%j', (files, message) => {
    expect(() => findProjectFolder(sourceTree(files), { names: [] })).toThrow(
      expect.objectContaining({ code: 'SOURCE_UNSUPPORTED', message }),
    );
  });
});
