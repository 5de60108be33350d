import { beforeAll, expect, test } from 'vitest';
import type { PythonParser } from '../../../src/core/ports.ts';
import { readImports } from '../../../src/pyproject/module-imports.ts';
import { findOptionalStdlib } from '../../../src/pyproject/optional-stdlib.ts';
import { loadPythonParser } from '../../support/python-parser.ts';
import { sourceTree } from '../../support/source-tree.ts';

let parse: PythonParser;
beforeAll(async () => {
  parse = await loadPythonParser();
});

interface Given {
  readonly topLevel?: readonly string[] | undefined;
  readonly entryModules?: readonly string[];
}

const find = (files: Readonly<Record<string, string>>, given: Given = {}) =>
  findOptionalStdlib({ tree: sourceTree(files), topLevel: ['spam'], entryModules: [], parse, ...given });

test.each([
  ['import sqlite3', ['sqlite3']],
  ['import os, ssl as tls', ['ssl']],
  ['from curses import ascii', ['curses']],
  ['import curses.panel', ['curses']],
  ['from dbm import gnu', ['dbm.gnu']],
  ['import dbm.gnu', ['dbm.gnu']],
  ['import dbm', []],
  ['from tkinter import ttk', ['tkinter']],
  ['import turtle', ['tkinter']],
  ['def f():\n    import sqlite3', ['sqlite3']],
  ['def f():\n    import tkinter', []],
  ['def f():\n    import readline', []],
  ['try:\n    import readline\nexcept ImportError:\n    pass', []],
  ['try:\n    import readline\nexcept (ImportError, OSError):\n    readline = None', []],
  ['try:\n    import readline\nexcept ValueError:\n    pass', ['readline']],
  ['with contextlib.suppress(ImportError):\n    import readline', []],
  ['if TYPE_CHECKING:\n    import ssl', []],
  ['if sys.platform == "win32":\n    import msvcrt\nelse:\n    import curses', ['curses']],
  ['if sys.platform == "darwin":\n    import readline', []],
  ['if x:\n    import ssl', ['ssl']],
  ['class A:\n    import ssl', ['ssl']],
  ['from . import ssl', []],
  ['from .readline import x', []],
  ['"import ssl"\n# import ssl', []],
  ['import sqlite3_utils', []],
])('%j needs %j', (source, expected) => {
  expect(find({ 'spam/__init__.py': source })).toEqual(expected);
});

test('tests, tools and other folders are not the project’s own modules', () => {
  expect(
    find({
      'spam/__init__.py': '',
      'spam/tests/test_a.py': 'import ssl',
      'tests/test_a.py': 'import ssl',
      'docs/conf.py': 'import ssl',
      'setup.py': 'import ssl',
    }),
  ).toEqual([]);
});

test('in src, as a single module, and where the wheel is not known', () => {
  expect(find({ 'src/spam/a.py': 'import ssl' })).toEqual(['ssl']);
  expect(find({ 'spam.py': 'import ssl' }, { topLevel: ['spam.py'] })).toEqual(['ssl']);
  expect(find({ 'src/ham/a.py': 'import ssl' }, { topLevel: undefined })).toEqual(['ssl']);
});

test('tkinter counts only where importing the package or a program leads to it', () => {
  const gui = {
    'spam/__init__.py': 'from . import core',
    'spam/core.py': '',
    'spam/gui.py': 'import tkinter',
  };
  expect(find(gui)).toEqual([]);
  expect(find(gui, { entryModules: ['spam.gui'] })).toEqual(['tkinter']);
  expect(find({ ...gui, 'spam/core.py': 'from spam.gui import main' })).toEqual(['tkinter']);
  expect(find({ ...gui, 'spam/core.py': 'def main():\n    from spam.gui import main' })).toEqual([]);
  expect(find({ ...gui, 'spam/__main__.py': 'from .gui import main' })).toEqual(['tkinter']);
});

test('nothing without a parser', () => {
  const tree = sourceTree({ 'spam/__init__.py': 'import ssl' });
  expect(findOptionalStdlib({ tree, topLevel: ['spam'], entryModules: [] })).toEqual([]);
});

test('readImports keeps level, members, laziness and conditions', () => {
  const source =
    'from ..a import b as c\ndef f():\n    import d.e as g\nif x:\n    import h\nif os.name == "nt":\n    import i\nelse:\n    import j';
  expect(readImports(source, parse)).toEqual([
    { name: 'a', level: 2, members: ['b'], lazy: false, conditional: false },
    { name: 'a.b', level: 2, members: [], lazy: false, conditional: false },
    { name: 'd.e', level: 0, members: [], lazy: true, conditional: false },
    { name: 'h', level: 0, members: [], lazy: false, conditional: true },
    { name: 'j', level: 0, members: [], lazy: false, conditional: false },
  ]);
});
