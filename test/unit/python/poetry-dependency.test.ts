import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../src/core/errors.ts';
import { parsePoetryDependency } from '../../../src/python/poetry-dependency.ts';
import { formatRequirement } from '../../../src/python/requirement.ts';

/** What poetry-core 2.5.0 wrote for the same value, in packaging's spelling. */
const requirements: [unknown, string][] = [
  ['^1.2', 'foo<2.0,>=1.2'],
  ['*', 'foo'],
  [{}, 'foo'],
  [{ version: '^1.2,!=1.3.0' }, 'foo!=1.3.0,<2.0,>=1.2'],
  [{ version: '~1.4', extras: ['B_c', 'a', 'b.C'] }, 'foo[a,b-c]<1.5,>=1.4'],
  [{ version: '1.0', python: '^3.8' }, 'foo==1.0; python_version >= "3.8" and python_version < "4.0"'],
  [{ version: '1.0', python: '3.12' }, 'foo==1.0; python_version == "3.12"'],
  [{ version: '1.0', python: '>=3.8.1' }, 'foo==1.0; python_full_version >= "3.8.1"'],
  [{ version: '1.0', python: '>3.12' }, 'foo==1.0; python_full_version > "3.12.0"'],
  [{ version: '1.0', python: '<=3.12' }, 'foo==1.0; python_full_version <= "3.12.0"'],
  [
    { version: '1.0', python: '~3.12.1' },
    'foo==1.0; python_full_version >= "3.12.1" and python_full_version < "3.13.0"',
  ],
  [{ version: '1.0', python: '3.12.*' }, 'foo==1.0; python_version >= "3.12" and python_version < "3.13"'],
  [{ version: '1.0', python: '!=3.13.*' }, 'foo==1.0; python_version < "3.13" or python_version >= "3.14"'],
  [{ version: '1.0', python: '*' }, 'foo==1.0'],
  [{ version: '1.0', platform: 'linux' }, 'foo==1.0; sys_platform == "linux"'],
  [
    { version: '1.0', platform: 'linux || darwin', python: '<3.13' },
    'foo==1.0; python_version < "3.13" and (sys_platform == "linux" or sys_platform == "darwin")',
  ],
  [
    { version: '1.0', platform: '!=win32,!=darwin' },
    'foo==1.0; sys_platform != "win32" and sys_platform != "darwin"',
  ],
  [
    { version: '1.0', markers: "platform_machine == 'x' or os_name == 'nt'", python: '<3.13' },
    'foo==1.0; (platform_machine == "x" or os_name == "nt") and python_version < "3.13"',
  ],
  [{ git: 'https://github.com/o/r.git', tag: 'v1' }, 'foo @ git+https://github.com/o/r.git@v1'],
  [
    { git: 'https://github.com/o/r.git', rev: 'a', subdirectory: 's' },
    'foo @ git+https://github.com/o/r.git@a#subdirectory=s',
  ],
  [{ git: 'git@github.com:o/r.git', branch: 'main' }, 'foo @ git+ssh://git@github.com/o/r.git@main'],
  [{ url: 'https://e.org/x.zip', markers: "os_name == 'nt'" }, 'foo @ https://e.org/x.zip ; os_name == "nt"'],
  [{ path: '../my foo', develop: true }, 'foo @ file:../my%20foo'],
];

describe('parsePoetryDependency', () => {
  test.each(requirements)('%j → %s', (value, requirement) => {
    expect(
      parsePoetryDependency('foo', value).map((dependency) => formatRequirement(dependency.requirement)),
    ).toEqual([requirement]);
  });

  test('a list has one requirement for each environment', () => {
    const dependencies = parsePoetryDependency('foo', [
      { version: '^1', python: '<3.13' },
      { version: '~2', python: '>=3.13', optional: true },
    ]);
    expect(
      dependencies.map(({ requirement, cap, optional }) => [formatRequirement(requirement), cap, optional]),
    ).toEqual([
      ['foo<2,>=1; python_version < "3.13"', 'caret', false],
      ['foo<3,>=2; python_version >= "3.13"', 'tilde', true],
    ]);
  });

  test('a union keeps its alternatives', () => {
    expect(parsePoetryDependency('foo', '>=1,<2 || >=3')[0]?.alternatives).toHaveLength(2);
  });

  test.each([
    1,
    null,
    [['1.0']],
    [1],
    { version: 1 },
    { version: '1.0', extras: 'a' },
    { version: '1.0', extras: [1] },
    { version: '1.0', python: '>3,<2' },
    { version: '1.0', platform: 'a b' },
    { version: '1.0', markers: 'nonsense' },
    JSON.parse('{"__proto__": {"version": "1.0"}, "version": "x.y"}'),
  ])('refuses %j', (value) => {
    expect(() => parsePoetryDependency('foo', value)).toThrow(EbuildgenError);
  });

  test('refuses what is no name', () => {
    expect(() => parsePoetryDependency('foo bar', '*')).toThrow(EbuildgenError);
  });
});
