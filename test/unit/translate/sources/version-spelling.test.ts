import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { trySpellVersion } from '../../../../src/translate/sources/version-spelling.ts';

const rows = [
  ['1.2.3', '1.2.3', '${PV}'],
  ['1.2', '1.2.0', '${PV}.0'],
  ['1.2', '1.2.0.0', '${PV}.0.0'],
  ['1.2.3', '1_2_3', '${PV//./_}'],
  ['1.2.3', '1-2-3', '${PV//./-}'],
  ['1.2_beta3', '1.2b3', '${PV/_beta/b}'],
  ['1.2_beta3', '1.2-beta.3', '${PV/_beta/-beta.}'],
  ['1.2_rc1', '1.2rc1', '${PV/_rc/rc}'],
  ['1.2_rc1', '1.2.rc1', '${PV/_rc/.rc}'],
  ['1.2_pre5', '1.2.dev5', '${PV/_pre/.dev}'],
  ['1.2_p1', '1.2.post1', '${PV/_p/.post}'],
  ['1.2_p1', '1.2-1', '${PV/_p/-}'],
  ['2.8.1_p1', '2.8.1-rev1', '${PV/_p/-rev}'],
  ['1.2_alpha0', '1.2a', '${PV/_alpha0/a}'],
  ['1.2.0', '1.2', '$(ver_cut 1-2)'],
  ['1.0.0', '1', '$(ver_cut 1-1)'],
] as const;

describe('trySpellVersion', () => {
  test.each(rows)('%s as %s', (PV, wanted, expected) => {
    expect(trySpellVersion(PV, wanted)?.bash).toBe(expected);
  });

  test('bash agrees', () => {
    const verCut = 'ver_cut() { cut -d. -f"$1" <<<"${PV}"; }';
    const script = rows.map(([PV, , expression]) => `PV=${PV}; X=${expression}; echo "$X"`).join('\n');
    const printed = execFileSync('bash', ['-c', `${verCut}\n${script}`], { encoding: 'utf8' });
    expect(printed.trim().split('\n')).toEqual(rows.map(([, wanted]) => wanted));
  });

  test.each([
    ['2024.1.5', '2024.01.05'],
    ['1.2_beta1_pre2', '1.2b1.dev2'],
    ['1.2', '1.3'],
    ['1.2.1', '1.2'],
    ['1.2', '1.2.1'],
    ['1.2_beta3', '1.2$(id)3'],
    ['1.2_beta3', '1.2/b3'],
    ['1.2_beta13', '1.2b3'],
    ['2.0', '1!2.0'],
  ])('%s cannot give %s', (PV, wanted) => {
    expect(trySpellVersion(PV, wanted)).toBeUndefined();
  });
});
