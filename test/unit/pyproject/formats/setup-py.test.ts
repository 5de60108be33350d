import { describe, expect, test } from 'vitest';
import type { Dependency } from '../../../../src/model/project.ts';
import { readSetupCall, readSetupPy } from '../../../../src/pyproject/formats/setup-py.ts';
import { formatRequirement } from '../../../../src/python/requirement.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';
import { sourceTree } from '../../../support/source-tree.ts';

const parse = await loadPythonParser();

function read(source: string, files: Readonly<Record<string, string>> = {}) {
  const call = readSetupCall({ tree: sourceTree({ 'setup.py': source, ...files }), parse });
  return call === undefined ? undefined : readSetupPy(call);
}

const texts = (list: readonly Dependency[] | undefined) =>
  list?.map(({ requirement }) => formatRequirement(requirement));

/** What each program gives as install_requires. */
const PROGRAMS: readonly (readonly [string, string, readonly string[], Readonly<Record<string, string>>?])[] =
  [
    ['a list', `setup(install_requires=['a>=1', "b"])`, ['a>=1', 'b']],
    ['a list in a tuple', `r = ['a', 'b'],\nsetup(install_requires=r)`, ['a', 'b']],
    ['a tuple', `setup(install_requires=('a', 'b'))`, ['a', 'b']],
    ['a text of lines', `setup(install_requires='''\na\nb>=2\n''')`, ['a', 'b>=2']],
    ['None', `setup(install_requires=None)`, []],
    ['a name', `REQ = ['a']\nsetup(install_requires=REQ)`, ['a']],
    ['a sum', `REQ = ['a']\nsetup(install_requires=REQ + ['b'])`, ['a', 'b']],
    [
      'append and extend',
      `r = []\nr.append('a')\nr.extend(['b', 'c'])\nr += ['d']\nsetup(install_requires=r)`,
      ['a', 'b', 'c', 'd'],
    ],
    [
      'keywords in a dictionary',
      `kw = dict(name='x', install_requires=['a'])\nkw['name'] = 'y'\nsetup(**kw)`,
      ['a'],
    ],
    ['updated keywords', `kw = {}\nkw.update(install_requires=['a'])\nsetup(**kw)`, ['a']],
    ['adjacent texts', `setup(install_requires=['a' '>=1'])`, ['a>=1']],
    [
      '% and format',
      `v='2'\nsetup(install_requires=['a>=%s' % v, 'b=={}'.format(v), f'c<{v}', '{x}>1'.format(x='d')])`,
      ['a>=2', 'b==2', 'c<2', 'd>1'],
    ],
    ['a splat', `A=['a']\nsetup(install_requires=[*A, 'b'])`, ['a', 'b']],
    ['setuptools by module', `import setuptools\nsetuptools.setup(install_requires=['a'])`, ['a']],
    ['under __main__', `if __name__ == '__main__':\n    setup(install_requires=['a'])`, ['a']],
    ['inside a function', `def main():\n    setup(install_requires=['a'])\nmain()`, ['a']],
    [
      'an old interpreter',
      `import sys\nr=['a']\nif sys.version_info < (3, 7):\n    r.append('dataclasses')\nsetup(install_requires=r)`,
      ['a'],
    ],
    [
      'an old major',
      `import sys\nr=['a']\nif sys.version_info[0] == 2:\n    r.append('futures')\nelse:\n    r.append('b')\nsetup(install_requires=r)`,
      ['a', 'b'],
    ],
    [
      'names that the methods of a class read',
      `import os\nimport sys\nr = ['a']\nclass Build(build_ext):\n    def run(self):\n        os.path.join(sys.prefix)\n        r.append('z')\nif os.name == 'posix':\n    r.append('b')\nsetup(install_requires=r)`,
      ['a', 'b'],
    ],
    [
      'names that a decorated function reads',
      `import os\n@cache\ndef find():\n    os = None\nsetup(install_requires=['a'] if os.name == 'posix' else [])`,
      ['a'],
    ],
    [
      'names that a loop without end reads',
      `import os\nwhile waiting():\n    os.path.exists('x')\nsetup(install_requires=['a'] if os.name == 'posix' else [])`,
      ['a'],
    ],
    [
      'lines joined by a backslash',
      `a = ['a']\nr = a + \\\n    ['b'] +\\\n    ['c']\nsetup(install_requires=\\\n  r)`,
      ['a', 'b', 'c'],
    ],
    [
      'a generator',
      `def lines(name):\n    with open(name) as file:\n        for line in file:\n            line = line.split('#')[0].strip()\n            if line:\n                yield line\nsetup(install_requires=list(lines('r.txt')))`,
      ['a', 'b>1'],
      { 'r.txt': 'a # the first\n\nb>1\n' },
    ],
    [
      'a generator of a generator',
      `def some():\n    yield 'a'\ndef all():\n    yield from some()\n    yield 'b'\nsetup(install_requires=[*all()])`,
      ['a', 'b'],
    ],
    [
      'the call that says most',
      `import ci\nif ci.docs():\n    setup(name='x')\nelse:\n    setup(name='x', install_requires=['a'])`,
      ['a'],
    ],
    [
      'two numbers of the interpreter',
      `import sys\nr=['a'] if sys.version_info[:2] >= (3, 8) else []\nsetup(install_requires=r)`,
      ['a'],
    ],
    [
      'another system',
      `import sys, os\nr=['a']\nif sys.platform == 'win32' or os.name == 'nt': r.append('w')\nsetup(install_requires=r)`,
      ['a'],
    ],
    [
      'an unset variable',
      `import os\nr=['a']\nif os.environ.get('DEV'): r.append('w')\nsetup(install_requires=r)`,
      ['a'],
    ],
    ['a comprehension', `setup(install_requires=[n + '>=1' for n in ('a', 'b') if n != 'b'])`, ['a>=1']],
    [
      'open().read().splitlines()',
      `setup(install_requires=open('requirements.txt').read().splitlines())`,
      ['a', 'b'],
      { 'requirements.txt': 'a\n# no\nb\n' },
    ],
    [
      'with open()',
      `import os\nhere = os.path.abspath(os.path.dirname(__file__))\nwith open(os.path.join(here, 'r.txt'), encoding='utf-8') as f:\n    reqs = f.read().strip().split('\\n')\nsetup(install_requires=reqs)`,
      ['a', 'b'],
      { 'r.txt': 'a\nb\n' },
    ],
    [
      'lines of a file',
      `with open('r.txt') as f:\n    reqs = [l.strip() for l in f if l.strip() and not l.startswith('#')]\nsetup(install_requires=reqs)`,
      ['a', 'b'],
      { 'r.txt': '# x\na\n\nb' },
    ],
    [
      'readlines',
      `setup(install_requires=[x.rstrip() for x in open('r.txt').readlines()])`,
      ['a'],
      { 'r.txt': 'a\n' },
    ],
    [
      'pathlib',
      `from pathlib import Path\nHERE = Path(__file__).resolve().parent\nsetup(install_requires=(HERE / 'req' / 'r.txt').read_text().split())`,
      ['a', 'b'],
      { 'req/r.txt': 'a\nb\n' },
    ],
    [
      'a reading function',
      `import io, os\ndef read(*parts):\n    path = os.path.join(os.path.dirname(__file__), *parts)\n    with io.open(path, encoding='utf-8') as f:\n        return f.read()\ndef reqs(name):\n    return [r for r in read('requirements', name).splitlines() if r]\nsetup(install_requires=reqs('base.txt'))`,
      ['a'],
      { 'requirements/base.txt': 'a\n\n' },
    ],
    [
      'a loop with continue',
      `def load(path):\n    out = []\n    for line in open(path):\n        line = line.strip()\n        if not line or line.startswith(('#', '-')):\n            continue\n        out.append(line.split('#')[0].strip())\n    return out\nsetup(install_requires=load('r.txt'))`,
      ['a', 'b>1'],
      { 'r.txt': '-r x\na # y\n# z\nb>1\n' },
    ],
    [
      'map and filter',
      `setup(install_requires=list(filter(None, map(str.strip, open('r.txt')))))`,
      ['a', 'b'],
      { 'r.txt': 'a\n\n b \n' },
    ],
    [
      'exec of a version file',
      `about = {}\nwith open('p/__version__.py') as f:\n    exec(f.read(), about)\nsetup(install_requires=['core==' + about['__version__']])`,
      ['core==1.2'],
      { 'p/__version__.py': "__version__ = '1.2'\n" },
    ],
    [
      'a module of the tree',
      `from p.deps import DEPS\nimport p.deps as d\nsetup(install_requires=DEPS + [d.MORE])`,
      ['a', 'b'],
      { 'p/deps.py': "DEPS = ['a']\nMORE = 'b'\n" },
    ],
    ['sorted union', `A={'b','a'}\nsetup(install_requires=sorted(A | {'c'}))`, ['a', 'b', 'c']],
    [
      'try and except',
      `try:\n    from setuptools import setup\nexcept ImportError:\n    from distutils.core import setup\nsetup(install_requires=['a'])`,
      ['a'],
    ],
    [
      'a marker in a key',
      `setup(extras_require={':python_version<"4"': ['a']})`,
      ['a; python_version < "4"'],
    ],
    [
      'pip',
      `from pip.req import parse_requirements\nsetup(install_requires=[str(r.req) for r in parse_requirements('r.txt', session='x')])`,
      ['a'],
      { 'r.txt': '# c\na\n' },
    ],
    [
      'keyword parameters',
      `import io, os\ndef read(*paths, **kwargs):\n    with io.open(os.path.join(os.path.dirname(__file__), *paths), encoding=kwargs.get('encoding', 'utf8')) as f:\n        return f.read().strip()\nsetup(install_requires=[l.strip() for l in read('r.txt').split('\\n') if not l.startswith(('"', '#', '-', 'git+'))])`,
      ['a'],
      { 'r.txt': 'a\n-e .\n' },
    ],
    [
      'an editable line removed',
      `def load(path):\n    reqs = []\n    with open(path) as f:\n        reqs = f.readlines()\n        reqs = [r.replace('\\n', '') for r in reqs]\n        if '-e .' in reqs:\n            reqs.remove('-e .')\n    return reqs\nsetup(install_requires=load('r.txt'))`,
      ['a'],
      { 'r.txt': 'a\n-e .\n' },
    ],
    [
      'items replaced by index',
      `lines = ['a==1', 'b==2']\nfor i, l in enumerate(lines):\n    lines[i] = l.replace('==', '>=')\nsetup(install_requires=lines)`,
      ['a>=1', 'b>=2'],
    ],
    [
      'a lambda',
      `setup(install_requires=list(map(lambda x: x.strip(), open('r.txt'))))`,
      ['a'],
      { 'r.txt': 'a\n' },
    ],
    [
      'pkg_resources',
      `import pkg_resources\nwith open('r.txt') as f:\n    reqs = [str(r) for r in pkg_resources.parse_requirements(f)]\nsetup(install_requires=reqs)`,
      ['a>=1'],
      { 'r.txt': '# x\na>=1\n' },
    ],
    [
      'a module by name',
      `setup(install_requires=['a==' + __import__('p').__version__])`,
      ['a==3'],
      { 'p/__init__.py': "__version__ = '3'\n" },
    ],
    [
      'keywords that a condition adds to',
      `import x\nif x.y():\n    kw = dict(ext_modules=[1], zip_safe=False)\nelse:\n    kw = dict(zip_safe=False)\nsetup(install_requires=['a'], **kw)`,
      ['a'],
    ],
    [
      'a function of another module, and what that module sets after it',
      `from needs import f\nsetup(install_requires=f())`,
      ['a'],
      { 'needs.py': `def f():\n    return r\nr = ['a']\n` },
    ],
    [
      'another interpreter',
      `import sys\nr = ['a']\nif hasattr(sys, 'pypy_version_info') or '__pypy__' in sys.builtin_module_names:\n    r.append('b')\nsetup(install_requires=r)`,
      ['a'],
    ],
  ];

describe('install_requires of', () => {
  const cases = PROGRAMS.map(([title, source, expected, files = {}]) => ({ title, source, expected, files }));
  test.each(cases)('$title', ({ source, expected, files }) => {
    const program = /\bimport setuptools\b|from setuptools/.test(source)
      ? source
      : `from setuptools import setup\n${source}`;
    const result = read(program, files);
    expect(result?.diagnostics).toEqual([]);
    expect(result?.value.doubts).toEqual([]);
    expect(texts(result?.value.declared.dependencies) ?? []).toEqual(expected);
  });
});

describe('imports that may fail', () => {
  const program = (module: string) =>
    read(
      `from setuptools import setup\nr = ['a']\ntry:\n    import ${module}\nexcept ImportError:\n    r.append('b')\nsetup(install_requires=r)`,
    );

  test.each(['argparse', 'importlib.metadata', 'setuptools.command'])('%s is there', (module) => {
    expect(texts(program(module)?.value.declared.dependencies)).toEqual(['a']);
  });

  test('what depends on another is not known', () => {
    expect(program('numpy')?.value.doubts[0]?.message).toContain('`r`, which depends on an import');
  });
});

describe('what cannot be read is said', () => {
  test.each([
    ['a network', `import requests\nsetup(install_requires=requests.get('x').text.split())`],
    ['an unknown name', `setup(install_requires=REQUIRES)`],
    [
      'a condition',
      `import locale\nr = []\nif locale.getlocale()[0]:\n    r = ['x']\nsetup(install_requires=r)`,
    ],
    ['a file that is absent', `setup(install_requires=open('none.txt').read().splitlines())`],
    ['a loop without end', `r=[]\nwhile True:\n    r.append('a')\nsetup(install_requires=r)`],
    [
      'a text that doubles',
      `r='a'\nfor i in [${'1,'.repeat(64)}]:\n    r = r + r\nsetup(install_requires=[r])`,
    ],
    ['a function that calls itself', `def f(x):\n    return f(x)\nsetup(install_requires=f(1))`],
  ])('%s', (_, source) => {
    const result = read(`from setuptools import setup\n${source}`);
    expect(result?.value.doubts.map((one) => one.code)).toContain('setup-unreadable');
    expect(result?.value.declared.dependencies).toBeUndefined();
  });

  test('what both ways of a condition hold is a part', () => {
    const result = read(
      `from setuptools import setup\nimport x\nr = ['a']\nif x.y():\n    r.append('b')\nsetup(install_requires=r)`,
    );
    expect(texts(result?.value.partial.dependencies)).toEqual(['a']);
    expect(result?.value.doubts).toHaveLength(1);
  });

  test('an extra that cannot be read leaves what everybody requires known', () => {
    const source = `setup(install_requires=['a'], extras_require={'tests': UNKNOWN, 'more': ['b']})`;
    const result = read(`from setuptools import setup\n${source}`)?.value;
    expect(texts(result?.declared.dependencies)).toEqual(['a']);
    expect([...(result?.partial.extras?.keys() ?? [])]).toContain('more');
    expect(result?.declared.extras).toBeUndefined();
    const marked = source.replace("'tests'", '\':python_version>"3"\'');
    expect(read(`from setuptools import setup\n${marked}`)?.value.declared.dependencies).toBeUndefined();
  });

  test('the readable part is kept apart', () => {
    const result = read(`from setuptools import setup\nsetup(install_requires=['a', UNKNOWN])`);
    expect(texts(result?.value.partial.dependencies)).toEqual(['a']);
    expect(result?.value.doubts[0]?.message).toContain('`UNKNOWN`');
  });
});

test('the other keywords', () => {
  const result = read(`
from setuptools import setup, find_packages
setup(
    name="spam", version="1.0", description="A\\x20spam", license='MIT', url="https://spam.org",
    project_urls={"Source": "https://github.com/spam/spam"}, python_requires='>=3.8',
    classifiers=["License :: OSI Approved :: MIT License"], packages=find_packages(where="src"),
    extras_require={"Fast_Path": ["a"], 'x:os_name=="nt"': ['b']}, setup_requires=["setuptools_scm"],
    tests_require=['pytest'], entry_points={"console_scripts": ["spam = spam.cli:main [x]"], "g": "y=z"},
)`);
  const declared = result?.value.declared;
  expect(declared).toMatchObject({
    name: 'spam',
    version: '1.0',
    summary: 'A spam',
    licenseText: 'MIT',
    requiresPython: '>=3.8',
    classifiers: ['License :: OSI Approved :: MIT License'],
    urls: [
      { label: 'Homepage', url: 'https://spam.org' },
      { label: 'Source', url: 'https://github.com/spam/spam' },
    ],
  });
  expect(texts(declared?.extras?.get('fast-path'))).toEqual(['a']);
  expect(texts(declared?.extras?.get('x'))).toEqual(['b; os_name == "nt"']);
  expect(texts(declared?.buildRequires)).toEqual(['setuptools_scm']);
  expect(texts(declared?.groups?.get('tests-require'))).toEqual(['pytest']);
  expect(declared?.entryPoints?.get('console_scripts')?.get('spam')).toBe('spam.cli:main');
  expect(declared?.entryPoints?.get('g')?.get('y')).toBe('z');
  expect(result?.value.call.keywords.get('packages')).toEqual({ kind: 'list', items: [] });
});
