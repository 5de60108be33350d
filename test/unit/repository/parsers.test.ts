import { describe, expect, test } from 'vitest';
import { tryParseGentooVersion } from '../../../src/gentoo/version.ts';
import { readDefaultProfile } from '../../../src/repository/default-profile.ts';
import { readEbuildFacts } from '../../../src/repository/ebuild-facts.ts';
import { expandBraces, parseBackends, parseImplementations } from '../../../src/repository/eclasses.ts';
import { fingerprint } from '../../../src/repository/fingerprint.ts';
import { tryParseCacheEntry } from '../../../src/repository/md5-cache.ts';
import { readProfileLists, readPythonFacts } from '../../../src/repository/profile-lists.ts';
import { parseForgeIds, parseRemoteIds } from '../../../src/repository/remote-ids.ts';
import { memoryRepository } from '../../support/memory-repository.ts';

describe('metadata cache entries', () => {
  test.each([
    ['SLOT=0\nKEYWORDS=amd64 ~x86\nIUSE=a +b\n', { slot: '0', keywords: 'amd64 ~x86', iuse: 'a +b' }],
    ['DESCRIPTION=no SLOT=7 here\nSLOT=2/3.1', { slot: '2/3.1', keywords: '', iuse: '' }],
    ['_eclasses_=a\tb\tdistutils-r1\tc\nSLOT=0', { slot: '0', isPythonPackage: true }],
    ['_eclasses_=not-distutils-r1\tc\nSLOT=0', { slot: '0', isPythonPackage: false }],
    [
      'RDEPEND=python_targets_python3_13? ( dev-lang/python:3.13 )\nSLOT=0\n_eclasses_=python-r1\ta\tpython-utils-r1\tb',
      { slot: '0', isPythonPackage: true },
    ],
    [
      'RDEPEND=python? ( a/b )\nSLOT=0\n_eclasses_=python-r1\ta\tpython-utils-r1\tb',
      { isPythonPackage: false },
    ],
  ])('%j', (text, expected) => {
    expect(tryParseCacheEntry(text)).toMatchObject(expected);
  });

  test.each(['', 'KEYWORDS=amd64\n', 'SLOT=\n', 'XSLOT=0', 'SLOT=$(id)', 'SLOT=0 1'])(
    '%j is none',
    (text) => {
      expect(tryParseCacheEntry(text)).toBeUndefined();
    },
  );
});

describe('remote-ids', () => {
  test.each([
    ['<remote-id type="pypi">Foo_Bar</remote-id>', ['foo-bar']],
    ["<remote-id type='pypi' >\n foo </remote-id >", ['foo']],
    ['<remote-id type="github">pypi/foo</remote-id>', []],
    ['<!-- <remote-id type="pypi">a</remote-id> --><remote-id type="pypi">b</remote-id>', ['b']],
    ['<!-- open <remote-id type="pypi">a</remote-id>', []],
    ['<remote-id type="pypi">a<remote-id type="pypi">b</remote-id>', ['b']],
    ['<remote-id type="pypi">a b</remote-id>', []],
    ['<remote-id type="pypi"></remote-id>', []],
  ])('%j', (xml, expected) => {
    expect(parseRemoteIds(xml)).toEqual(expected);
  });

  test.each([
    ['<remote-id type="github">AsciiDoc-Py/asciidoc-py</remote-id>', ['github:asciidoc-py/asciidoc-py']],
    ["<remote-id type='codeberg' > a/b.c </remote-id>", ['codeberg:a/b.c']],
    ['<remote-id type="pypi">github</remote-id>', []],
    ['<remote-id type="github">a/b/c</remote-id>', []],
    ['<!-- <remote-id type="github">a/b</remote-id> -->', []],
  ])('%j of a forge', (xml, expected) => {
    expect(parseForgeIds(xml)).toEqual(expected);
  });

  test('hostile text takes linear time', () => {
    const start = performance.now();
    parseForgeIds('<remote-id type="github">a/'.repeat(50_000));
    parseForgeIds(`<remote-id${' '.repeat(500_000)}github`);
    parseRemoteIds(`pypi${'<!--'.repeat(200_000)}`);
    parseRemoteIds('<remote-id type="pypi">'.repeat(50_000));
    parseRemoteIds(`<remote-id${' '.repeat(500_000)}pypi`);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('eclasses', () => {
  test('implementations', () => {
    const eclass =
      '# _PYTHON_ALL_IMPLS=( no )\n_PYTHON_ALL_IMPLS=(\n\tpypy3\n\tpython3_{14..15}t\n\tpython3_{13..14}\n)\n';
    expect(parseImplementations(eclass)).toEqual(['python3_13', 'python3_14', 'python3_14t', 'python3_15t']);
    expect(parseImplementations('nothing')).toBeUndefined();
  });

  test('backends, old spellings included', () => {
    const eclass = [
      '# case sensitive words)',
      '\tcase ${DISTUTILS_USE_PEP517} in',
      '\t\tflit)\n\t\t\tDISTUTILS_USE_PEP517=flit-core\n\t\t\t;;\n\tesac',
      '\tcase ${DISTUTILS_USE_PEP517} in',
      '\t\tflit-core|hatchling)\n\t\t\t;&',
      '\t\t*)\n\t\t\tdie "Unknown DISTUTILS_USE_PEP517=${DISTUTILS_USE_PEP517}"\n\tesac',
      '\t\tlater)\n',
    ].join('\n');
    expect(parseBackends(eclass)).toEqual(['flit', 'flit-core', 'hatchling']);
    expect(parseBackends('')).toBeUndefined();
  });

  test.each([
    ['a', ['a']],
    ['python3_{12..14}', ['python3_12', 'python3_13', 'python3_14']],
    ['pypy1_{8,9}', ['pypy1_8', 'pypy1_9']],
    ['x{3..1}', []],
    ['{a}{b}', ['{a}{b}']],
  ])('braces in %s', (word, expected) => {
    expect(expandBraces(word)).toEqual(expected);
  });
});

describe('profiles', () => {
  const files = {
    'profiles/profiles.desc': '# arch profile status\nx86 x86 stable\namd64 a/dev dev\namd64 a/good stable\n',
    'profiles/a/good/parent': '../../base\n../loop\ngentoo:else\n../../../etc\n',
    'profiles/a/good/use.mask': '-python_targets_python3_15\npython_targets_python3_16\n',
    'profiles/a/loop/parent': '../good\n',
    'profiles/base/use.mask': 'python_targets_python3_15\npython_single_target_python3_15\nllvm_slot_24\n',
    'profiles/base/make.defaults':
      'USE="python_targets_x"\nPYTHON_TARGETS="python3_14"\nPYTHON_SINGLE_TARGET="python3_14"\n',
  };

  test('the default profile is stacked from its parents', () => {
    expect(readDefaultProfile(memoryRepository('/', files))).toEqual({
      defaultTargets: ['python3_14'],
      maskedTargets: ['python3_16'],
    });
  });

  test('without profiles nothing is said', () => {
    expect(readPythonFacts(memoryRepository('/', {}))).toEqual({});
  });

  test('targets of the description serve where there is no eclass', () => {
    const desc = '# x\npython3_13 - Build with Python 3.13\npypy3 - no\npython3_14t - threads\n';
    const repository = memoryRepository('/', { 'profiles/desc/python_targets.desc': desc });
    expect(readPythonFacts(repository).targets).toEqual(['python3_13', 'python3_14t']);
    expect(readPythonFacts(repository).backends).toContain('flit');
    expect(readPythonFacts(repository).backends).not.toContain('flit-core');
  });

  test('lists may be folders, and updates come by age', () => {
    const repository = memoryRepository('/', {
      'profiles/package.mask/a': 'x/a\n',
      'profiles/package.mask/b': '#\nx/b\n',
      'profiles/updates/1Q-2026': 'move x/b x/c',
      'profiles/updates/4Q-2025': 'move x/a x/b',
      'profiles/updates/README': 'move no no',
    });
    expect(readProfileLists(repository)).toMatchObject({
      masks: ['x/a', 'x/b'],
      updates: ['move x/a x/b', 'move x/b x/c'],
    });
  });
});

describe('ebuilds without a metadata cache', () => {
  const read = (text: string, version = '1.0') =>
    readEbuildFacts(text, { category: 'dev-python', name: 'foo', version: tryParseGentooVersion(version)! });

  test('Python flags follow from PYTHON_COMPAT', () => {
    const text =
      'PYTHON_COMPAT=( python3_{13..14} )\ninherit distutils-r1\nSLOT="0/${PV}"\nKEYWORDS="~amd64 x86"\nIUSE="+a b"\n';
    expect(read(text)).toEqual({
      slot: '0/1.0',
      keywords: '~amd64 x86',
      iuse: '+a b python_targets_python3_13 python_targets_python3_14',
      isPythonPackage: true,
    });
    expect(read(`DISTUTILS_SINGLE_IMPL=1\n${text}`).iuse).toMatch(/python_single_target_python3_14$/);
    expect(read(text.replace('inherit distutils-r1', 'inherit python-any-r1')).iuse).toBe('+a b');
  });

  test('arrays made of arrays are followed, but not for ever', () => {
    const text = 'A=( python3_13 )\nPYTHON_COMPAT=( "${A[@]}" python3_14 )\ninherit distutils-r1\n';
    expect(read(text).iuse).toBe('python_targets_python3_13 python_targets_python3_14');
    expect(read('PYTHON_COMPAT=( "${PYTHON_COMPAT[@]}" x )\ninherit python-r1\n').iuse).toMatch(
      /^[\w ]{0,999}$/,
    );
  });

  test.each([
    ['0/$(ver_cut 1-2)', '1.0', '0/1.0'],
    ['$(ver_cut 1)', '1.0', '0'],
    ['${PV}', '3.2-r1', '3.2'],
    ['0/1/2', '1.0', '0/1.0'],
  ])('SLOT="%s" of %s is %s', (slot, version, expected) => {
    expect(read(`SLOT="${slot}"\n`, version).slot).toBe(expected);
  });

  test('live ebuilds have no keywords, unreadable slots are 0', () => {
    const text = 'SLOT="$(ver_cut 1)"\nif [[ ${PV} != 9999 ]]; then\n\tKEYWORDS="~amd64"\nfi\n';
    expect(read(text)).toMatchObject({ slot: '0', keywords: '~amd64' });
    expect(read(text, '9999')).toMatchObject({ keywords: '' });
  });
});

test('fingerprints differ with any character', () => {
  const texts = ['', 'a', 'b', 'ab', 'ba', 'a\0', 'x'.repeat(1000), `${'x'.repeat(999)}y`];
  expect(new Set(texts.map(fingerprint)).size).toBe(texts.length);
  expect(fingerprint('a')).toMatch(/^[0-9a-f]{16}$/);
});
