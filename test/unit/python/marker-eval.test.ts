import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../src/core/errors.ts';
import { formatMarker, parseMarker } from '../../../src/python/marker.ts';
import { evaluateFor, evaluateMarker } from '../../../src/python/marker-eval.ts';

const pythonVersions = ['3.12', '3.13', '3.14'];

/** One word an interpreter, or the part of the marker that stays open. */
function verdicts(text: string, extras: readonly string[] = []): string[] {
  const verdict = evaluateFor(parseMarker(text), { pythonVersions, extras });
  return pythonVersions.map((version) => {
    const answer = verdict.get(version);
    return typeof answer === 'object' ? formatMarker(answer) : String(answer);
  });
}

describe('evaluateFor', () => {
  test('no marker holds everywhere', () => {
    expect([...evaluateFor(undefined, { pythonVersions, extras: [] }).values()]).toEqual([true, true, true]);
  });

  test.each([
    ['python_version < "3.13"', ['true', 'false', 'false']],
    ['"3.13" <= python_version', ['false', 'true', 'true']],
    ['python_version in "3.12 3.14"', ['true', 'false', 'true']],
    ['python_full_version < "3.13.2"', ['true', 'false', 'false']],
    ['python_full_version >= "3.13.2"', ['false', 'true', 'true']],
    ['sys_platform == "win32" or os_name == "nt"', ['false', 'false', 'false']],
    ['platform_system == "Linux" and implementation_name == "cpython"', ['true', 'true', 'true']],
    ['extra == "test"', ['false', 'false', 'false']],
    ['"x" in dependency_groups', ['false', 'false', 'false']],
  ])('decides %s', (text, expected) => {
    expect(verdicts(text)).toEqual(expected);
  });

  test.each([
    ['platform_machine == "x86_64"', Array(3).fill('platform_machine == "x86_64"')],
    [
      'platform_machine == "x86_64" and python_version < "3.13"',
      ['platform_machine == "x86_64"', 'false', 'false'],
    ],
    [
      'platform_machine == "x86_64" or python_version < "3.13"',
      ['true', 'platform_machine == "x86_64"', 'platform_machine == "x86_64"'],
    ],
    [
      'python_version >= "3.13" and (platform_machine == "arm" or platform_machine == "arm64" or sys_platform == "win32")',
      [
        'false',
        'platform_machine == "arm" or platform_machine == "arm64"',
        'platform_machine == "arm" or platform_machine == "arm64"',
      ],
    ],
    ['platform_release >= "6"', Array(3).fill('platform_release >= "6"')],
    ['os_name ~= "posix"', Array(3).fill('os_name ~= "posix"')],
  ])('leaves open in %s what no ebuild can know', (text, expected) => {
    expect(verdicts(text)).toEqual(expected);
  });

  test.each([
    ['extra == "Foo.Bar"', ['foo-bar'], 'true'],
    ['extra == "a" or extra == "b"', ['B'], 'true'],
    ['extra == "a" and extra == "b"', ['a', 'b'], 'false'],
    ['extra != "a"', ['a'], 'false'],
    ['extra != "a"', [], 'true'],
    ['"a" in extras', ['a', 'b'], 'true'],
  ])('%s with %j', (text, extras, expected) => {
    expect(new Set(verdicts(text, extras))).toEqual(new Set([expected]));
  });

  test('a free-threaded interpreter has the version of its series', () => {
    const marker = parseMarker('python_version >= "3.14" and python_full_version >= "3.14.0"');
    expect(evaluateFor(marker, { pythonVersions: ['3.14t'], extras: [] }).get('3.14t')).toBe(true);
  });
});

describe('evaluateMarker', () => {
  test.each(['os_name ~= "posix"', 'platform_machine == "x"', 'os_name === "posix"'])(
    'throws on %s',
    (text) => {
      expect(() => evaluateMarker(parseMarker(text), { os_name: 'posix' })).toThrow(EbuildgenError);
    },
  );
});
