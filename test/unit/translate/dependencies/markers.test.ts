import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAtom } from '../../../../src/gentoo/atom.ts';
import type { Depset } from '../../../../src/gentoo/depset.ts';
import { formatDepset } from '../../../../src/gentoo/depset-format.ts';
import { normalizeDepset } from '../../../../src/gentoo/depset-normalize.ts';
import type { Marker, MarkerOperator, MarkerVariable } from '../../../../src/python/marker.ts';
import { evaluateMarker } from '../../../../src/python/marker-eval.ts';
import { parseRequirement } from '../../../../src/python/requirement.ts';
import { conditionByMarker } from '../../../../src/translate/dependencies/markers.ts';

const pythonVersions = ['3.12', '3.13', '3.14', '3.15'];
const children: Depset = [{ kind: 'atom', atom: parseAtom('a/b') }];

function condition(marker: string, extras: readonly string[] = []) {
  const { value, diagnostics } = conditionByMarker(parseRequirement(`b ; ${marker}`), children, {
    pythonVersions,
    extras,
  });
  return {
    text: formatDepset(normalizeDepset(value)).replace(/\s+/g, ' ').trim(),
    codes: diagnostics.map(({ code }) => code),
  };
}

const cond = (patterns: string) => `$(python_gen_cond_dep ' a/b ' ${patterns})`;

describe('conditionByMarker', () => {
  test.each([
    ['python_version < "3.11"', ''],
    ['python_version >= "3.8"', 'a/b'],
    ['python_version < "3.14"', cond('3.{12..13}')],
    ['python_version >= "3.14"', cond('3.{14..15}')],
    ['python_version == "3.13"', cond('3.13')],
    ['python_version != "3.13"', cond('3.12 3.{14..15}')],
    ['python_version in "3.12, 3.14"', cond('3.12 3.14')],
    ['python_full_version < "3.13.1"', cond('3.12')],
    ['sys_platform == "win32"', ''],
    ['sys_platform != "win32"', 'a/b'],
    ['os_name == "nt" and python_version < "3.14"', ''],
    ['platform_system == "Linux" and python_version < "3.13"', cond('3.12')],
    ['platform_python_implementation == "PyPy"', ''],
    ['implementation_name != "pypy"', 'a/b'],
    ['platform_machine == "x86_64"', 'amd64? ( a/b )'],
    ['platform_machine != "x86_64"', '!amd64? ( a/b )'],
    ['platform_machine != "x86_64" and platform_machine != "aarch64"', '!amd64? ( !arm64? ( a/b ) )'],
    ['platform_machine == "AMD64"', ''],
    ['"x86" in platform_machine', 'amd64? ( a/b )'],
    ['platform_machine in "x86_64 aarch64"', 'amd64? ( a/b ) arm64? ( a/b )'],
    ['platform_machine == "x86_64" and python_version < "3.13"', `amd64? ( ${cond('3.12')} )`],
    [
      'platform_machine == "x86_64" or python_version < "3.13"',
      `${cond('3.12')} amd64? ( ${cond('3.{13..15}')} )`,
    ],
    ['extra == "x"', ''],
    [
      'platform_machine == "i486" or platform_machine == "i586" or platform_machine == "i686"',
      'x86? ( a/b )',
    ],
  ])('%s gives %s', (marker, expected) => {
    expect(condition(marker)).toEqual({ text: expected, codes: [] });
  });

  test('an extra that is asked for counts', () => {
    expect(condition('extra == "X_y" and python_version < "3.14"', ['x-y']).text).toBe(cond('3.{12..13}'));
  });

  test('without a marker everything stays', () => {
    expect(conditionByMarker(parseRequirement('b'), children, { pythonVersions })).toEqual({
      value: children,
      diagnostics: [],
    });
  });

  test.each([
    ['platform_release >= "6"', 'a/b', ['marker-kept']],
    ['platform_release >= "6" and python_version < "3.13"', cond('3.12'), ['marker-kept']],
    ['platform_release >= "6" and platform_machine == "x86_64"', 'amd64? ( a/b )', ['marker-kept']],
    ['platform_release >= "6" and sys_platform == "darwin"', '', []],
    ['platform_machine == "armv7l"', 'arm? ( a/b )', ['marker-widened']],
    ['platform_machine != "ppc64le"', 'a/b', ['marker-widened']],
    [
      'platform_machine=="aarch64" or (platform_machine=="ppc64le" or (platform_machine=="x86_64" or platform_machine=="WIN32"))',
      'amd64? ( a/b ) arm64? ( a/b ) ppc64? ( a/b )',
      ['marker-widened'],
    ],
  ])('%s gives %s and says what an ebuild cannot know', (marker, text, codes) => {
    expect(condition(marker)).toEqual({ text, codes });
  });
});

const leaf = fc
  .constantFrom<[MarkerVariable, MarkerOperator, string]>(
    ['python_version', '<', '3.13'],
    ['python_version', '>=', '3.14'],
    ['python_version', '==', '3.12'],
    ['python_version', '!=', '3.15'],
    ['sys_platform', '==', 'linux'],
    ['os_name', '==', 'nt'],
    ['platform_machine', '==', 'x86_64'],
    ['platform_machine', '!=', 'aarch64'],
    ['platform_machine', 'in', 'x86_64 s390x'],
  )
  .map(
    ([name, operator, value]): Marker => ({
      kind: 'compare',
      left: { kind: 'variable', name },
      operator,
      right: { kind: 'string', value },
    }),
  );
const { marker: markers } = fc.letrec<{ marker: Marker }>((tie) => ({
  marker: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('marker'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, operands]): Marker => ({ kind, operands })),
  ),
}));

/** Whether the dependency applies with an interpreter on an architecture. */
function applies(depset: Depset, python: string, arch: string): boolean {
  return depset.some((node) => {
    if (node.kind === 'atom') return true;
    if (node.kind === 'use' && (node.flag === arch) === node.negated) return false;
    if (node.kind === 'python-cond' && !node.patterns.includes(python)) return false;
    return applies(node.children, python, arch);
  });
}

test('conditions say what the marker says, on every interpreter and machine', () => {
  const machines = { amd64: 'x86_64', arm64: 'aarch64', s390: 's390x', loong: 'loongarch64' };
  fc.assert(
    fc.property(markers, (marker) => {
      const { value } = conditionByMarker({ name: 'b', extras: [], specifiers: [], marker }, children, {
        pythonVersions,
      });
      const normalized = normalizeDepset(value);
      for (const python of pythonVersions) {
        for (const [arch, machine] of Object.entries(machines)) {
          const expected = evaluateMarker(marker, {
            python_version: python,
            sys_platform: 'linux',
            os_name: 'posix',
            platform_machine: machine,
          });
          expect(applies(value, python, arch)).toBe(expected);
          expect(applies(normalized, python, arch)).toBe(expected);
        }
      }
    }),
    { numRuns: 700 },
  );
});
