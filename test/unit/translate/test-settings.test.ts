import { describe, expect, test } from 'vitest';
import { formatDepset } from '../../../src/gentoo/depset-format.ts';
import type { PackageIndex } from '../../../src/model/package-index.ts';
import { defaultSettings, type PackageSettings } from '../../../src/model/settings.ts';
import type { TestSuite } from '../../../src/model/test-suite.ts';
import { translateTests } from '../../../src/translate/test-settings.ts';

const suite = (more: Partial<TestSuite>): TestSuite => ({
  runner: 'pytest',
  reason: '',
  plugins: [],
  ownPlugin: false,
  loadViaEnv: false,
  xdist: false,
  dependencies: [],
  arguments: [],
  ignore: [],
  deselectMarks: [],
  ...more,
});

const indexOf = (names: readonly string[], known = true): PackageIndex => ({
  known,
  find: (name) => ({ category: 'dev-python', name, by: 'name', exists: names.includes(name) }),
  versions: () => [],
  licenses: undefined,
  pythonTargets: ['python3_14'],
  backendSpelling: (backend) => backend,
  findRepository: () => undefined,
  deprecated: () => false,
});

function translate(
  given: Partial<TestSuite>,
  { settings = {}, index = indexOf([]) }: { settings?: Partial<PackageSettings>; index?: PackageIndex } = {},
) {
  const context = { index, bounds: 'relax', pythonVersions: ['3.14'], drop: [], blockers: false } as const;
  return translateTests(
    suite(given),
    { ...defaultSettings, ...settings },
    { ...context, linked: false, areTools: true },
  );
}

describe('the runner', () => {
  const present = indexOf(['pytest-import-check']);

  test.each<
    [given: Partial<TestSuite>, index: PackageIndex, settings: Partial<PackageSettings>, runner: string]
  >([
    [{ runner: 'none', importable: true }, present, {}, 'import-check'],
    [{ runner: 'none', importable: true }, indexOf([]), {}, 'none'],
    [{ runner: 'none', importable: false }, present, {}, 'none'],
    [{ runner: 'none', importable: true }, present, { test: 'none' }, 'none'],
    [{ runner: 'none' }, present, { test: 'import-check' }, 'import-check'],
    [{ runner: 'unittest', importable: true }, present, {}, 'unittest'],
  ])('%j', (given, index, settings, runner) => {
    const { value } = translate(given, { settings, index });
    expect(value.settings).toMatchObject({ runner, plugins: [] });
  });
});

test('Python’s own tests come from a package of their own', () => {
  const { value } = translate({ stdlibTests: 'tests/a.py' });
  expect(formatDepset(value.dependencies, 0)).toContain('dev-python/test[${PYTHON_USEDEP}]');
});

describe('programs that tests start', () => {
  test('are dependencies, and git knows who commits', () => {
    const { value } = translate({ programs: [{ name: 'git', path: 'tests/a.py', commits: true }] });
    expect(formatDepset(value.dependencies, 0)).toBe('dev-vcs/git');
    expect(value.functions.map(({ name }) => name)).toEqual(['src_test']);
    expect(value.functions[0]?.lines.at(-1)?.bash).toBe('distutils-r1_src_test');
  });

  test.each<[runner: TestSuite['runner'], commits: boolean, atoms: string]>([
    ['unittest', false, 'dev-vcs/mercurial'],
    ['none', true, ''],
  ])('%s, commits %j', (runner, commits, atoms) => {
    const { value } = translate({ runner, programs: [{ name: 'hg', path: 'tests/a.py', commits }] });
    expect(formatDepset(value.dependencies, 0)).toBe(atoms);
    expect(value.functions).toEqual([]);
  });
});

describe('python_test', () => {
  test.each<[given: Partial<TestSuite>, lines: string[]]>([
    [{}, []],
    [{ arguments: ['-o', 'addopts='] }, ['epytest -o addopts=']],
    [{ deselectMarks: ['docker', 'network'] }, ['epytest -m "not docker and not network"']],
    [
      { arguments: ['-o', 'addopts=-p no:x'], deselectMarks: ['network'] },
      ['epytest -o "addopts=-p no:x" -m "not network"'],
    ],
    [{ occludingFolders: ['sample', 'other'] }, ['rm -rf sample other || die', 'epytest']],
    [
      { paths: ['tests', 'more tests'], arguments: ['-o', 'addopts='] },
      ['epytest -o addopts= tests "more tests"'],
    ],
    [{ paths: ['sample', 'tests'], occludingFolders: ['sample'] }, ['rm -rf sample || die', 'epytest tests']],
    [{ paths: ['sample'], installedTests: 'sample' }, ['cd "${T}" || die', 'epytest --pyargs sample']],
    [{ installedTests: 'sample' }, ['cd "${T}" || die', 'epytest --pyargs sample']],
    [
      { installedTests: 'sample', occludingFolders: ['sample'] },
      ['rm -rf sample || die', 'epytest --pyargs sample'],
    ],
    [{ runner: 'unittest', occludingFolders: ['sample'] }, ['rm -rf sample || die', 'eunittest']],
    [{ runner: 'unittest', installedTests: 'sample' }, ['cd "${T}" || die', 'eunittest -s sample']],
    [{ runner: 'unittest' }, []],
    [
      { runner: 'unittest', paths: ['sample/unit', 'more tests'] },
      ['eunittest -s sample/unit -t .', 'eunittest -s "more tests" -t .'],
    ],
    [
      { runner: 'unittest', paths: ['sample/tests'], occludingFolders: ['sample'] },
      ['rm -rf sample || die', 'eunittest'],
    ],
    [{ runner: 'none', occludingFolders: ['sample'] }, []],
  ])('%j', (given, lines) => {
    expect(translate(given).value.functions.flatMap((each) => each.lines.map(({ bash }) => bash))).toEqual(
      lines,
    );
  });
});
