import { expect, test } from 'vitest';
import type { DepNode } from '../../../../src/gentoo/depset.ts';
import type { EbuildModel, TestSettings } from '../../../../src/model/ebuild.ts';
import type { ReferenceIndex } from '../../../../src/model/package-index.ts';
import type { TestNeed } from '../../../../src/model/test-suite.ts';
import { leaveOutUnpackaged } from '../../../../src/pipeline/package/unpackaged-tests.ts';
import { createEmptyIndex } from '../../../../src/repository/empty-index.ts';

const atom = (name: string): DepNode => ({ kind: 'atom', atom: { category: 'dev-python', name, use: [] } });
const inTests = (...children: DepNode[]): DepNode => ({
  kind: 'use',
  flag: 'test',
  negated: false,
  children,
});

const repositories = (names: readonly string[], more: Partial<ReferenceIndex> = {}): ReferenceIndex => ({
  ...createEmptyIndex(),
  known: true,
  complete: true,
  find: (name) => ({ category: 'dev-python', name, by: 'name', exists: names.includes(name) }),
  ...more,
});

/** Of the ebuild only what the function looks at. */
const ebuildWith = (runner: TestSettings['runner'] = 'pytest') =>
  ({
    bdepend: [atom('beanie'), inTests(atom('beanie'), atom('httpx'))],
    tests: { runner, ignore: ['tests/z.py'] },
  }) as unknown as EbuildModel;

const needs = (onlyIn?: readonly string[]): TestNeed[] => [
  { distribution: 'beanie', reasons: [], ...(onlyIn === undefined ? {} : { onlyIn }) },
  { distribution: 'httpx', reasons: [], onlyIn: ['tests/h.py'] },
];

const leave = (index: ReferenceIndex, onlyIn?: readonly string[], runner?: TestSettings['runner']) =>
  leaveOutUnpackaged(
    { ebuild: ebuildWith(runner), needs: needs(onlyIn), testModules: 9 },
    index,
    () => false,
  );

test('tests that alone need what a complete repository lacks are left out', () => {
  const { value, diagnostics } = leave(repositories(['httpx']), ['tests/b.py', 'tests/a.py']);
  expect(value.bdepend).toEqual([atom('beanie'), inTests(atom('httpx'))]);
  expect(value.tests.ignore).toEqual(['tests/a.py', 'tests/b.py', 'tests/z.py']);
  expect(diagnostics).toMatchObject([{ code: 'tests-left-out', severity: 'warning' }]);
  expect(diagnostics[0]?.message).toContain('with the tests in `tests/b.py`, `tests/a.py`;');
});

test('what nothing imports goes alone', () => {
  const { value, diagnostics } = leave(repositories(['httpx']), []);
  expect(value.bdepend).toEqual([atom('beanie'), inTests(atom('httpx'))]);
  expect(value.tests.ignore).toEqual(['tests/z.py']);
  expect(diagnostics[0]?.message).toContain('no repository has and no test imports');
});

test('with an excerpt of a repository they are named', () => {
  const index = repositories(['httpx'], { complete: false });
  const importers = ['tests/a.py', 'tests/b.py', 'tests/c.py', 'tests/d.py'];
  const { value, diagnostics } = leave(index, importers);
  expect(value).toEqual(ebuildWith());
  expect(diagnostics).toMatchObject([{ code: 'test-dependency-unpackaged', severity: 'note' }]);
  expect(diagnostics[0]?.message).toContain('`tests/a.py`, `tests/b.py`, `tests/c.py`, 1 more alone');
  expect(leave(index, []).diagnostics).toEqual([]);
});

test.each<[why: string, index: ReferenceIndex, onlyIn?: string[], runner?: TestSettings['runner']]>([
  ['more than some tests need it', repositories(['httpx'])],
  ['it is packaged', repositories(['beanie', 'httpx']), ['tests/a.py']],
  ['no repository is known', createEmptyIndex(), ['tests/a.py']],
  ['unittest cannot leave modules out', repositories(['httpx']), ['tests/a.py'], 'unittest'],
])('nothing changes where %s', (_, index, onlyIn, runner) => {
  expect(leave(index, onlyIn, runner)).toEqual({ value: ebuildWith(runner), diagnostics: [] });
});

test('tests of what is built for one Python at a time are left out of any repository', () => {
  const index = repositories(['httpx', 'beanie'], { complete: false });
  const single = (name: string) => ({
    ...index.find(name),
    ...(name === 'beanie' ? { python: 'single' as const } : {}),
  });
  const { value, diagnostics } = leave({ ...index, find: single }, ['tests/a.py']);
  expect(value.bdepend).toEqual([atom('beanie'), inTests(atom('httpx'))]);
  expect(value.tests.ignore).toEqual(['tests/a.py', 'tests/z.py']);
  expect(diagnostics).toMatchObject([{ code: 'tests-of-single' }]);
});

test('what this run writes is there', () => {
  const tested = { ebuild: ebuildWith(), needs: needs(['tests/a.py']), testModules: 9 };
  const staged = leaveOutUnpackaged(tested, repositories(['httpx']), (_, name) => name === 'beanie');
  expect(staged).toEqual({ value: ebuildWith(), diagnostics: [] });
});

test('nothing is left out where no test would be left', () => {
  const tested = { ebuild: ebuildWith(), needs: needs(['tests/a.py']), testModules: 2 };
  const { value, diagnostics } = leaveOutUnpackaged(tested, repositories([]), () => false);
  expect(value).toEqual(ebuildWith());
  expect(diagnostics.map(({ code }) => code)).toEqual([
    'test-dependency-unpackaged',
    'test-dependency-unpackaged',
  ]);
});
