import type { BashText } from '../../gentoo/bash-quote.ts';

/**
 * How bash makes another spelling of a version out of PV: `1.2-beta.3` out of 1.2_beta3 is `${PV/_beta/-beta.}`.
 * undefined where no single expansion does it. The expressions are those that ::gentoo's ebuilds use.
 */
export function trySpellVersion(PV: string, wanted: string): BashText | undefined {
  for (const spell of spellings) {
    const expression = spell(PV, wanted);
    if (expression !== undefined) return { bash: expression };
  }
  return undefined;
}

type Spelling = (PV: string, wanted: string) => string | undefined;

const spellings: readonly Spelling[] = [
  (PV, wanted) => (PV === wanted ? `\${PV}` : undefined),
  spellZeros,
  spellSeparators,
  spellSuffix,
  spellCut,
];

/** 1.2 → `1.2.0` */
function spellZeros(PV: string, wanted: string): string | undefined {
  const rest = wanted.startsWith(PV) ? wanted.slice(PV.length) : '';
  return /^[\d.]+$/.test(PV) && /^(?:\.0)+$/.test(rest) ? `\${PV}${rest}` : undefined;
}

/** 1.2.3 → `1_2_3`, `1-2-3` */
function spellSeparators(PV: string, wanted: string): string | undefined {
  const separator = ['_', '-'].find((sign) => PV.replaceAll('.', sign) === wanted);
  return separator === undefined ? undefined : `\${PV//./${separator}}`;
}

/** 1.2_beta3 → `1.2b3`, `1.2-beta.3`; 1.2_p1 → `1.2.post1`; a number 0 may be left out: 1.2_alpha0 → `1.2a` */
function spellSuffix(PV: string, wanted: string): string | undefined {
  const groups = /^(?<base>[\d.]+)(?<suffix>_[a-z]+)(?<number>\d*)$/.exec(PV)?.groups;
  if (groups === undefined) return undefined;
  const { base = '', suffix = '', number = '' } = groups;
  if (!wanted.startsWith(base)) return undefined;
  const rest = wanted.slice(base.length);
  if (rest.endsWith(number) && isPlain(rest.slice(0, rest.length - number.length))) {
    return `\${PV/${suffix}/${rest.slice(0, rest.length - number.length)}}`;
  }
  return number === '0' && isPlain(rest) ? `\${PV/${suffix}0/${rest}}` : undefined;
}

/** Neither empty nor anything that a bash pattern or a digit of the number could be taken for. */
function isPlain(text: string): boolean {
  return /^(?:[A-Za-z.+-]|_)+$/.test(text) && text.length <= 20;
}

/** 1.2.0 → `1.2`: ver_cut is a function of the package manager since EAPI 7. */
function spellCut(PV: string, wanted: string): string | undefined {
  const rest = PV.startsWith(wanted) ? PV.slice(wanted.length) : '';
  if (!/^(?:\.0)+$/.test(rest) || !/^\d+(?:\.\d+)*$/.test(wanted)) return undefined;
  return `$(ver_cut 1-${wanted.split('.').length})`;
}
