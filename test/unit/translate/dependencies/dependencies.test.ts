import { describe, expect, test } from 'vitest';
import { formatDepset } from '../../../../src/gentoo/depset-format.ts';
import { parseGentooVersion } from '../../../../src/gentoo/version.ts';
import type { FoundPackage, PackageIndex, PackageVersion } from '../../../../src/model/package-index.ts';
import type { Dependency } from '../../../../src/model/project.ts';
import { parseRequirement } from '../../../../src/python/requirement.ts';
import { parseSpecifiers } from '../../../../src/python/specifier.ts';
import {
  type DependencyContext,
  translateDependencies,
} from '../../../../src/translate/dependencies/dependencies.ts';

interface Packaged {
  /** `1.0 2.0:2 2.1:0/5` */
  readonly versions?: string;
  readonly iuse?: readonly string[];
  readonly found?: Partial<FoundPackage>;
}

function indexOf(packages: Readonly<Record<string, Packaged>>): PackageIndex {
  const read = (name: string) => packages[name]?.versions?.split(' ') ?? [];
  return {
    known: true,
    find: (project) => ({
      category: 'dev-python',
      name: project.toLowerCase(),
      by: 'name',
      exists: Object.hasOwn(packages, project),
      ...packages[project]?.found,
    }),
    versions: (_, name) =>
      read(name).map((text): PackageVersion => {
        const [pv = '', slot = '0'] = text.split(':');
        return {
          version: parseGentooVersion(pv),
          slot,
          keywords: ['~amd64'],
          iuse: packages[name]?.iuse ?? [],
          pythonTargets: ['python3_13', 'python3_14'],
          masked: false,
        };
      }),
    licenses: undefined,
    pythonTargets: ['python3_13', 'python3_14'],
    backendSpelling: (backend) => backend,
    findRepository: () => undefined,
    deprecated: () => false,
  };
}

const where = { file: 'pyproject.toml', line: 7 };
const dependency = (text: string, more: Partial<Dependency> = {}): Dependency => ({
  requirement: parseRequirement(text),
  cap: 'written',
  where,
  ...more,
});

const context: DependencyContext = {
  index: indexOf({}),
  bounds: 'relax',
  pythonVersions: ['3.13', '3.14'],
  drop: [],
  blockers: true,
  linked: false,
  areTools: false,
};

function translate(dependencies: readonly Dependency[], more: Partial<DependencyContext> = {}) {
  const { value, diagnostics } = translateDependencies(dependencies, { ...context, ...more });
  const text = formatDepset(value).replaceAll('[${PYTHON_USEDEP}]', '').replace(/\s+/g, ' ').trim();
  return { text, diagnostics, codes: diagnostics.map(({ code }) => code) };
}

describe('translateDependencies', () => {
  test.each([
    ['a', 'dev-python/a'],
    ['a>=1', '>=dev-python/a-1'],
    ['a; sys_platform == "win32"', ''],
    ['importlib-metadata; python_version < "3.8"', ''],
    ['a; python_version < "3.14"', "$(python_gen_cond_dep ' dev-python/a ' 3.13)"],
    ['a[x]', 'dev-python/a'],
  ])('%s becomes %s', (text, expected) => {
    expect(translate([dependency(text)]).text).toBe(expected);
  });

  test('what requirements for each interpreter have in common is under no condition', () => {
    const each = ['a>=1,<7; python_version < "3.14"', 'a>=2,<7; python_version >= "3.14"'];
    expect(translate(each.map((text) => dependency(text))).text).toBe(
      "<dev-python/a-7 $(python_gen_cond_dep ' >=dev-python/a-1 ' 3.13) $(python_gen_cond_dep ' >=dev-python/a-2 ' 3.14)",
    );
  });

  test('of more requirements than anybody has the first are taken, and an error tells', () => {
    const start = performance.now();
    const many = Array.from({ length: 50_000 }, (_, index) => dependency(`p${index}>=1,<2`));
    const { text, diagnostics } = translate([...many]);
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(text).toContain('dev-python/p4999-1');
    expect(text).not.toContain('dev-python/p5000-1');
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
      {
        code: 'dependencies-too-many',
        message:
          'of 50000 requirements in one list only the first 5000 are taken; the ebuild lacks the others',
      },
    ]);
  });

  test('an atom of a package for one Python at a time has no USE dependency that would be empty', () => {
    const index = indexOf({ torch: { found: { python: 'single' } } });
    const { value, diagnostics } = translateDependencies([dependency('torch')], { ...context, index });
    expect(formatDepset(value)).toBe('\tdev-python/torch');
    expect(diagnostics.map(({ code }) => code)).toEqual(['dependency-single']);
  });

  test('an extra is a USE dependency where every version has the flag', () => {
    const index = indexOf({ a: { versions: '1 2', iuse: ['+x'] } });
    const { value } = translateDependencies([dependency('a[x,y]')], {
      index,
      bounds: 'keep',
      pythonVersions: ['3.14'],
      drop: [],
      blockers: true,
      linked: false,
      areTools: false,
    });
    expect(formatDepset(value).trim()).toBe('dev-python/a[x,${PYTHON_USEDEP}]');
  });

  test('what a person drops is not asked about, by either name', () => {
    const both = [dependency('a'), dependency('b')];
    expect(translate(both, { drop: ['A'] }).text).toBe('dev-python/b');
    expect(translate(both, { drop: ['dev-python/b'] }).text).toBe('dev-python/a');
  });

  test('the cap on a project whose packaged versions are dates goes, whatever the clause looks like', () => {
    const dated = { index: indexOf({ a: { versions: '24.1 24.6 24.11 25.3 26.2' } }) };
    expect(translate([dependency('a>=24.1,<27')], dated).text).toBe('>=dev-python/a-24.1');
    const plain = { index: indexOf({ a: { versions: '24.1 24.20 25.0 26.0' } }) };
    expect(translate([dependency('a>=24.1,<27')], plain).text).toBe('<dev-python/a-27 >=dev-python/a-24.1');
  });

  test('tools keep lower bounds, exclusions and what a person wants kept', () => {
    const tools = ['a==1.5', 'b>=1,<2', 'c~=3.1', 'd'].map((text) => dependency(text));
    const { text, codes } = translate(tools, { areTools: true, blockers: false });
    expect(text).toBe('>=dev-python/a-1.5 >=dev-python/b-1 >=dev-python/c-3.1 dev-python/d');
    expect(codes.filter((code) => code === 'cap-dropped')).toHaveLength(3);
    const kept = translate([dependency('b>=1,<2')], { areTools: true, bounds: 'keep' }).text;
    expect(kept).toBe('<dev-python/b-2 >=dev-python/b-1');
  });

  test('every finding says where the requirement is written', () => {
    const { codes, diagnostics } = translate([
      dependency('a===1.0+local'),
      dependency('b; platform_release > "5"'),
      dependency('c @ https://example.org/c.zip'),
      dependency('d<3', { cap: 'caret' }),
    ]);
    expect(codes).toEqual(expect.arrayContaining(['marker-kept', 'dependency-url', 'cap-dropped']));
    expect(diagnostics.every((each) => each.where?.line === 7)).toBe(true);
  });
});

test("Qt's libraries for PyQt's wheels are no packages", () => {
  const packages = indexOf({ PyQt6: {} });
  const { text, codes } = translate([dependency('PyQt6-Qt6>=6.5'), dependency('PyQt6')], { index: packages });
  expect(text).toBe('dev-python/pyqt6');
  expect(codes).toEqual(['dependency-binaries']);
});

describe('slots', () => {
  const index = indexOf({
    a: { versions: '1.0:0/1 2.0:0/2 3.0:0/3', found: { subslot: true } },
    p: { versions: '2.9:2 3.1:3', found: { slot: '2' } },
  });

  test.each([
    ['a', 'dev-python/a:='],
    ['a>=2', '>=dev-python/a-2:='],
    ['a>=1.5; python_version < "3.14"', "$(python_gen_cond_dep ' >=dev-python/a-1.5:= ' 3.13)"],
    ['a; platform_machine == "x86_64"', 'amd64? ( dev-python/a:= )'],
    ['a!=2.0', 'dev-python/a:= !~dev-python/a-2.0'],
  ])('compiled modules that require %s get %s', (text, expected) => {
    expect(translate([dependency(text)], { index, linked: true }).text).toBe(expected);
    expect(translate([dependency(text)], { index }).text).toBe(expected.replace(':=', ''));
  });

  test('a choice cannot say which version was built against', () => {
    const alternatives = [parseSpecifiers('<1.5'), parseSpecifiers('>=3')];
    const { text } = translate([dependency('a', { alternatives })], { index, linked: true });
    expect(text).toBe('|| ( <dev-python/a-1.5 >=dev-python/a-3 )');
  });

  test('the slot of a project stands in conditions and choices', () => {
    const alternatives = [parseSpecifiers('<2.9'), parseSpecifiers('>=2.10')];
    expect(translate([dependency('p', { alternatives })], { index }).text).toBe(
      '|| ( <dev-python/p-2.9:2 >=dev-python/p-2.10:2 )',
    );
    const text = translate([dependency('p>=2; platform_machine == "x86_64"')], { index, linked: true }).text;
    expect(text).toBe('amd64? ( >=dev-python/p-2:2 )');
  });
});
