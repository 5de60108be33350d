import { expect, test } from 'vitest';
import { readProgram } from '../../../../src/pyproject/program/read-program.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';
import { sourceTree } from '../../../support/source-tree.ts';

const parse = await loadPythonParser();

const IMPORTS = 'import os, shlex, shutil, subprocess, sys, pkgconfig\nfrom setuptools import setup\n';

function asked(text: string, files: Readonly<Record<string, string>> = {}) {
  const tree = sourceTree({ 'setup.py': `${IMPORTS}${text}`, ...files });
  return readProgram('setup.py', { tree, parse })?.pkgConfig;
}

test.each([
  ['a list', 'subprocess.check_output(["pkg-config", "--cflags", "luajit"])', ['luajit']],
  ['a text', 'os.popen("pkg-config --libs xmlsec1").read()', ['xmlsec1']],
  ['words', 'subprocess.run("pkg-config --libs a b".split(), check=True)', ['a', 'b']],
  ['shlex', 'subprocess.run(shlex.split("pkg-config --libs a"))', ['a']],
  ['args=', 'subprocess.Popen(args=["/usr/bin/pkgconf", "a"])', ['a']],
  ['which', 'subprocess.call([shutil.which("pkg-config"), "a"])', ['a']],
  [
    'PKG_CONFIG',
    'c = os.environ.get("PKG_CONFIG", "pkg-config")\nsubprocess.call([c, "--libs", "a"])',
    ['a'],
  ],
  ['parse', 'setup(**pkgconfig.parse("libfoo libbar"))', ['libbar', 'libfoo']],
  ['configure_extension', 'pkgconfig.configure_extension(ext, "sdl2")', ['sdl2']],
  ['a name from an import', 'from pkgconfig import libs\nlibs("libfoo")', ['libfoo']],
  [
    'versions',
    'subprocess.call(["pkg-config", "--libs", "cairo >= 1.15", "glib-2.0>=2"])',
    ['cairo', 'glib-2.0'],
  ],
  [
    'values of options',
    'os.system("pkg-config --variable prefix --atleast-version 1.2a gtk+-3.0")',
    ['gtk+-3.0'],
  ],
  ['what the shell does', 'os.system("pkg-config --libs a 2>/dev/null || echo b; c")', ['a']],
  ['what cannot be read', 'subprocess.call(["pkg-config", "--libs", name(), "b"])', ['b']],
  [
    'several of one command',
    'L = ["x", "y"]\nos.system("pkg-config --libs " + " ".join("lib" + n for n in L))',
    ['libx', 'liby'],
  ],
  [
    'a function of the program',
    'def ask(name):\n    return subprocess.check_output(["pkg-config", "--libs", name])\nask("a")\nask("b")',
    ['a', 'b'],
  ],
  ['a named condition', 'if found := pkgconfig.libs("a"):\n    pass', ['a']],
  [
    'a question, and flags in any case',
    'if subprocess.call(["pkg-config", "--exists", "a"]) != 0:\n    raise OSError\npkgconfig.libs("a")',
    ['a'],
  ],
  ['a question with flags', 'os.system("pkg-config --exists --cflags a")', ['a']],
  ['a condition without a question', 'if unknown():\n    pkgconfig.libs("a")', ['a']],
  ['a loop', 'for n in ["b", "a"]:\n    subprocess.check_output(["pkg-config", "--cflags", n])', ['a', 'b']],
  [
    'a loop with a condition for each pass',
    'for n in ["a", "b", "c"]:\n    if n != "b":\n        pkgconfig.libs(n)',
    ['a', 'c'],
  ],
  [
    'a loop that leaves some out, nobody knows which',
    'for n in ["a", "b"]:\n    if unknown():\n        continue\n    pkgconfig.libs(n)',
    ['a', 'b'],
  ],
  [
    'a loop that ends at the last item',
    'for n in ["a", "b", ""]:\n    if not n:\n        break\n    pkgconfig.libs(n)',
    ['a', 'b'],
  ],
  [
    'loops in loops',
    'for x in "12":\n    for n in ["a", "b"]:\n        pkgconfig.libs(n + x)',
    ['a1', 'a2', 'b1', 'b2'],
  ],
  ['a comprehension', 'x = [pkgconfig.parse(n) for n in ["a", "b"]]', ['a', 'b']],
  ['map', 'list(map(pkgconfig.libs, ["a", "b"]))', ['a', 'b']],
  [
    'a loop of questions that all have to be answered',
    'def all_there():\n    for n in ["a", "b"]:\n        if not pkgconfig.exists(n):\n            return False\n    return True\nall_there()\npkgconfig.libs("a b")',
    ['a', 'b'],
  ],
  ['another system', 'if sys.platform == "darwin":\n    pkgconfig.parse("a")', []],
  ['a switch that is off', 'if bool(os.environ.get("SYSTEM")):\n    pkgconfig.parse("a")', []],
  [
    'an option that is not given',
    'def has(name):\n    try:\n        sys.argv.remove(name)\n        return True\n    except ValueError:\n        return False\nif has("--system"):\n    pkgconfig.parse("a")',
    [],
  ],
  [
    'after a return in doubt',
    'def find():\n    if unknown():\n        return 1\n    return pkgconfig.parse("a")\nfind()',
    ['a'],
  ],
  ['a message', 'print("pkg-config --libs a failed")', []],
  ['another program', 'subprocess.call(["krb5-config", "--libs", "gssapi"])', []],
  ['an argument that only mentions it', 'subprocess.call(["echo", "pkg-config", "a"])', []],
])('%s', (_, text, modules) => {
  expect(asked(text)).toEqual({ modules, candidates: [] });
});

test.each([
  [
    'a loop',
    'for name in ("luajit", "lua5.1"):\n    subprocess.call(["pkg-config", "--exists", name])',
    [['lua5.1', 'luajit']],
  ],
  [
    'a loop that the first one ends, and what is done with it',
    'def find():\n    for name in ["b", "a"]:\n        try:\n            subprocess.check_call("pkg-config --exists %s" % name, shell=True)\n        except OSError:\n            pass\n        else:\n            return name\nos.system("pkg-config --libs " + find())',
    [['a', 'b']],
  ],
  [
    'a loop that a break may end',
    'for n in ["b", "a"]:\n    flags = os.popen("pkg-config --libs " + n).read()\n    if flags:\n        break',
    [['a', 'b']],
  ],
  [
    'a loop that a known flag ends',
    'found = None\nfor n in ["b", "a"]:\n    if found is None:\n        flags = pkgconfig.libs(n)\n        found = n',
    [['a', 'b']],
  ],
  [
    'a loop that an unknown flag ends',
    'found = False\nfor n in ["b", "a"]:\n    if not found:\n        found = pkgconfig.libs(n)',
    [['a', 'b']],
  ],
  [
    'a loop in a loop that a break may end',
    'for n in ["b", "a"]:\n    for x in "12":\n        if pkgconfig.libs(n + x):\n            break',
    [
      ['b1', 'b2'],
      ['a1', 'a2'],
    ],
  ],
  ['a question', 'if subprocess.call(["pkg-config", "--exists", "a"]) == 0:\n    pass', [['a']]],
  ['a question of the package pkgconfig', 'if pkgconfig.installed("a", ">= 1"):\n    pass', [['a']]],
  ['a version', 'os.system("pkg-config --atleast-version=2 a")', [['a']]],
  ['a question, and flags under a condition', 'if pkgconfig.exists("a"):\n    pkgconfig.libs("a")', [['a']]],
  ['a question, and flags in one expression', 'x = pkgconfig.exists("a") and pkgconfig.libs("a")', [['a']]],
  [
    'a question, and flags after a return in doubt',
    'def find():\n    if not pkgconfig.exists("a"):\n        return\n    pkgconfig.libs("a")\nfind()',
    [['a']],
  ],
  ['a filter', 'x = [n for n in ["a", "b"] if pkgconfig.exists(n)]', [['a', 'b']]],
])('candidates: %s', (_, text, candidates) => {
  expect(asked(text)).toEqual({ modules: [], candidates });
});

test('a loop that asks for the same each time has no candidates', () => {
  const text = 'for flag in ("--cflags", "--libs"):\n    subprocess.check_output(["pkg-config", flag, "a"])';
  expect(asked(text)).toEqual({ modules: ['a'], candidates: [] });
});

test('commands that setuptools runs later', () => {
  const command = `class build_ext(base):
    def ask(self, name):
        return subprocess.check_output(["pkg-config", "--libs", name])
    @staticmethod
    def also(name):
        return pkgconfig.libs(name)
    def run(self, quiet):
        self.ask("a")
        self.also("b")
`;
  expect(asked(`${command}setup(cmdclass={"build_ext": build_ext})`)?.modules).toEqual(['a', 'b']);
});

test('functions that nobody calls say nothing, but for hooks, which have no setup()', () => {
  const hook = 'def ask(name):\n    pkgconfig.libs(name)\ndef build(keywords):\n    ask("a")\n';
  expect(asked(hook)?.modules).toEqual(['a']);
  expect(asked(`${hook}setup()`)?.modules).toEqual([]);
});

test('modules of the archive', () => {
  const files = {
    'setupinfo.py':
      'import subprocess\ndef flags():\n    return run(PROGRAM, "a")\ndef run(*words):\n    subprocess.Popen(" ".join(words))\nPROGRAM = "pkg-config"\n',
    'tools/find.py': 'import pkgconfig\nfound = pkgconfig.parse("b")\n',
  };
  const text = 'import setupinfo\nfrom tools.find import found\nsetup(ext_modules=setupinfo.flags())';
  expect(asked(text, files)?.modules).toEqual(['a', 'b']);
  expect(asked('import os\nsetup()', files)?.modules).toEqual([]);
});

const TEN = 'range10 = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]\n';
const ask = (indent: number) =>
  `${' '.repeat(indent)}subprocess.call(["pkg-config", "--libs", "a" + x + y + z])\n`;
const nested = (...levels: readonly string[]) =>
  levels.map((name, at) => `${' '.repeat(at)}for ${name} in range10:\n`).join('');

test.each([
  ['nested loops', `${nested('x', 'y', 'z')}${ask(3)}`],
  ['nested loops that end early', `${nested('w', 'x', 'y', 'z')}${ask(4)}    break\n`],
  [
    'nested loops that may end early',
    `def f(w, x):\n for y in range10:\n  for z in range10:\n${ask(3)}   if w.z: return 1\n${nested('w', 'x')}  f(w, x)\n`,
  ],
  [
    'what may not be reached',
    `def f(n, x):\n for z in range10:\n  y = z\n${ask(2)}def g(n, x):\n if unknown(): return\n${' f(n, x)\n'.repeat(3)}${nested('v', 'w', 'x')}   g(v, x)\n`,
  ],
  [
    'a module that is imported where it may not be reached',
    'def f():\n if unknown(): return\n import slow\n slow.libs()\nf()\n',
  ],
])('the ordinary reading gets past %s', (_, text) => {
  const slow = `import pkgconfig\n${TEN}${nested('v', 'w', 'x', 'y', 'z')}     pkgconfig.libs("b")\n`;
  const tree = sourceTree({ 'setup.py': `${IMPORTS}${TEN}${text}setup(version="1")\n`, 'slow.py': slow });
  const [call] = readProgram('setup.py', { tree, parse })?.setupCalls ?? [];
  expect(call?.keywords.get('version')).toBe('1');
});

test('hostile programs end soon', () => {
  const start = performance.now();
  const loops = Array.from(
    { length: 12 },
    (_, at) => `${' '.repeat(at)}for n${at} in ["a", "b", "c"]:\n`,
  ).join('');
  asked(`${loops}${' '.repeat(12)}pkgconfig.libs(n0 + n11)\n`);
  asked(`os.system("pkg-config ${'a>'.repeat(200_000)} ${'a '.repeat(200_000)}")`);
  asked(`def f():\n    if x():\n        return\n    f()\n    f()\n    pkgconfig.libs("a")\nf()\n`);
  asked(`class A:\n${'    def f(self):\n        self.f()\n        pkgconfig.libs("a")\n'.repeat(2000)}`);
  expect(performance.now() - start).toBeLessThan(6000);
});
