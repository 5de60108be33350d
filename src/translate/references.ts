import { quoteDouble } from '../gentoo/bash-quote.ts';
import type { BashText } from '../model/ebuild.ts';

export interface PackageVariables {
  readonly PN: string;
  readonly PV: string;
}

/**
 * Text for inside double quotes in which P, PN and PV stand as `${P}`, `${PN}`, `${PV}` wherever they occur as whole
 * words: a version bump then changes the file's name only, and pkgcheck's StaticSrcUri stays silent (rulebook 3.7).
 */
export function referToVariables(text: string, { PN, PV }: PackageVariables): BashText {
  const table: readonly (readonly [string, string])[] = [
    [`${PN}-${PV}`, '${P}'],
    [PV, '${PV}'],
    [PN, '${PN}'],
  ];
  const pattern = table.map(([literal]) => escapeRegExp(literal)).join('|');
  const words = new RegExp(`(?<![A-Za-z0-9.])(?:${pattern})(?![A-Za-z0-9]|\\.[0-9])`, 'g');
  let bash = '';
  let end = 0;
  for (const match of text.matchAll(words)) {
    const variable = table.find(([literal]) => literal === match[0])?.[1] ?? '';
    bash += inner(text.slice(end, match.index)) + variable;
    end = match.index + match[0].length;
  }
  return { bash: bash + inner(text.slice(end)) };
}

const inner = (text: string) => quoteDouble(text).slice(1, -1);
const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
