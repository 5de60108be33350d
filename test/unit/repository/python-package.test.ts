import { describe, expect, test } from 'vitest';
import { isPythonPackage } from '../../../src/repository/python-package.ts';

const several = 'python_targets_python3_13? ( dev-lang/python:3.13 )';
const one = 'python_single_target_python3_13? ( dev-lang/python:3.13[ssl(+)] )';

describe('a Python package is told from a program that uses Python', () => {
  test.each([
    ['built by distutils', ['distutils-r1', 'python-r1'], '', 'dev-libs/libfoo', true],
    ['modules for several interpreters', ['python-r1'], several, 'sys-apps/portage', true],
    ['the same as an ebuild writes it', ['python-r1'], '\n\tsys-apps/portage\n\t${PYTHON_DEPS}', '', true],
    ['bindings behind a flag', ['python-r1'], `dev-libs/glib:2 python? ( ${several} )`, '', false],
    ['the same as an ebuild writes it', ['python-r1'], 'python? ( ${PYTHON_DEPS} )', '', false],
    ['a script on one interpreter', ['python-single-r1'], one, one, true],
    ['the same with modules', ['python-single-r1'], one, `${one} >=dev-python/lxml-4`, true],
    ['a C program with scripts', ['python-single-r1'], one, `${one} >=dev-libs/elfutils-0.178`, false],
    ['a C program with a choice', ['python-single-r1'], one, `|| ( virtual/zlib dev-libs/a )`, false],
    ['built with Python only', ['python-any-r1'], '', one, false],
    ['a script with its wrapper', ['python-single-r1'], one, 'dev-lang/python-exec', true],
    ['no Python at all', ['meson'], several, '', false],
  ])('%s', (_, eclasses, rdepend, depend, expected) => {
    const inherits = (eclass: string) => eclasses.includes(eclass);
    expect(isPythonPackage({ inherits, rdepend, depend })).toBe(expected);
  });
});
