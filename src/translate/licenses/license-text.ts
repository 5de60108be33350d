import { LICENSE_ANCHORS } from './license-anchors.ts';
import type { LicenseLeaf } from './license-tree.ts';

/** A licence file longer than this holds third-party notices further down, not the project's own licence. */
const MAX_CHARACTERS = 300_000;

/** `either version 3 of the License, or (at your option) any later version` and its like, outside the licence itself. */
const NOTICE =
  /gnu (?<kind>lesser |library |affero )?(?:lesser )?general public license (?:l?gpl )?(?:as published by the free software foundation )?(?:either )?(?:version|v) (?<version>[123](?: [01])?)\b(?: of the license)?(?<later> or (?:at your option )?(?:any )?(?:later|newer))?/g;

const FAMILY: Readonly<Record<string, string>> = { lesser: 'LGPL', library: 'LGPL', affero: 'AGPL' };

/**
 * The licences that a text states, in the order of their first appearance: whole licences by their titles and grants,
 * wrapped, quoted or reformatted as may be, and the notices that refer to a GNU licence. The text of a GNU licence
 * cannot say whether later versions are allowed; a notice outside of it can.
 */
export function findLicenses(text: string): readonly LicenseLeaf[] {
  const words = withoutAppendices(toWords(text.slice(0, MAX_CHARACTERS)));
  const titles = findAnchored(words);
  return settle([...titles, ...findNotices(words)]);
}

/** Lower-case words with single spaces: line ends, quoting, comment signs and punctuation carry no meaning here. */
export function toWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/©/g, ' c ')
    .replace(/licence/g, 'license')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

interface Found {
  readonly at: number;
  readonly leaf: LicenseLeaf;
}

/** "How to apply these terms to your new programs" offers "or any later version" as an example, to everybody. */
function withoutAppendices(words: string): string {
  return words.replace(/how to apply these terms to your new .{0,3500}/g, '');
}

function findAnchored(words: string): readonly Found[] {
  const hits = LICENSE_ANCHORS.flatMap((anchor) =>
    [...words.matchAll(anchor.phrase)].map((match) => ({ anchor, match, at: match.index })),
  ).sort((a, b) => a.at - b.at);
  return hits.flatMap(({ anchor, match, at }, index) => {
    const segment = words.slice(at, hits[index + 1]?.at ?? words.length);
    const leaf = anchor.read(segment, match);
    return leaf === undefined ? [] : [{ at, leaf }];
  });
}

function findNotices(words: string): readonly Found[] {
  return [...words.matchAll(NOTICE)].flatMap((match) => {
    const { kind = '', version = '', later } = match.groups ?? {};
    const dated = /^ (?:june|february|29 june|19 november)/.test(words.slice(match.index + match[0].length));
    if (dated) return [];
    const family = FAMILY[kind.trim()] ?? 'GPL';
    const id = `${family}-${version.includes(' ') ? version.replace(' ', '.') : `${version}.0`}`;
    return [
      { at: match.index, leaf: { kind: 'license', id, ...(later === undefined ? {} : { later: true }) } },
    ];
  });
}

/** Texts that quote or contain others: the stack of Python's licences, LGPL-3 which stands on GPL-3. */
const CONTAINED: Readonly<Record<string, readonly string[]>> = {
  'PSF-2.0': ['0BSD', 'HPND', 'ISC', 'CNRI-Python'],
  'LGPL-3.0': ['GPL-3.0'],
  'LGPL-2.1': ['GPL-2.0'],
  'LGPL-2.0': ['GPL-2.0'],
  'ZPL-2.1': ['BSD-2-Clause', 'BSD-3-Clause'],
  'ZPL-2.0': ['BSD-2-Clause', 'BSD-3-Clause'],
  'Apache-1.1': ['BSD-2-Clause', 'BSD-3-Clause'],
  'PHP-3.01': ['BSD-2-Clause', 'BSD-3-Clause'],
  'EUPL-1.1': ['GPL-2.0', 'OSL-2.1', 'CPL-1.0', 'EPL-1.0'],
  'BSD-2-Clause-Patent': ['GPL-2.0'],
  'EUPL-1.2': [
    'OSL-2.1',
    'OSL-3.0',
    'EPL-1.0',
    'MPL-2.0',
    'GPL-2.0',
    'GPL-3.0',
    'AGPL-3.0',
    'LGPL-2.1',
    'LGPL-3.0',
  ],
  'MPL-2.0': ['GPL-2.0', 'LGPL-2.1', 'AGPL-3.0'],
  'CECILL-2.0': ['GPL-2.0'],
};

function settle(found: readonly Found[]): readonly LicenseLeaf[] {
  return mergeLicenses([...found].sort((a, b) => a.at - b.at).map(({ leaf }) => leaf));
}

/** One leaf a licence: a notice settles what a whole text leaves open, and what another text merely contains goes. */
export function mergeLicenses(leaves: readonly LicenseLeaf[]): readonly LicenseLeaf[] {
  const byId = new Map<string, LicenseLeaf>();
  for (const leaf of leaves) byId.set(leaf.id, { ...byId.get(leaf.id), ...leaf });
  const contained = new Set([...byId.keys()].flatMap((id) => CONTAINED[id] ?? []));
  return [...byId.values()].filter(({ id }) => !contained.has(id));
}
