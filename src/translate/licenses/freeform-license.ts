import { AMBIGUOUS, type ClassifierMeaning } from './license-classifiers.ts';
import { gnuLicense, type LicenseLeaf } from './license-tree.ts';

/** A License field longer than this is a licence's text, not its name. */
export const MAX_NAME = 160;

/** What a free-text field names: one licence, several joined, or none that this table knows. */
export interface FreeformLicense {
  readonly kind: 'all' | 'any';
  /** Says how several combine; a mere list does not. */
  readonly explicit: boolean;
  readonly parts: readonly ClassifierMeaning[];
}

interface NameRule {
  readonly names: RegExp;
  readonly read: (name: string) => ClassifierMeaning | undefined;
}

const is = (id: string) => (): LicenseLeaf => ({ kind: 'license', id });

/** Names as people write them, in words of lower case; the first rule that matches decides. */
const NAME_RULES: readonly NameRule[] = [
  { names: /\bagpl|\baffero\b/, read: (name) => readGnu('AGPL', name) },
  { names: /\blgpl|\b(?:lesser|library)\b.*\bpublic\b/, read: (name) => readGnu('LGPL', name) },
  { names: /\bgpl|\bgnu(?: general)? public\b|^gnu$/, read: (name) => readGnu('GPL', name) },
  { names: /\b(?:g?fdl|free documentation)\b/, read: (name) => readVersioned('GFDL', name) },
  { names: /\bllvm\b/, read: () => ({ kind: 'license', id: 'Apache-2.0', exception: 'LLVM-exception' }) },
  { names: /\bapache|\basl ?\d?\b/, read: readApache },
  { names: /\b0bsd\b|\bzero clause\b|\b0 clause\b/, read: is('0BSD') },
  { names: /\b(?:free)?bsd|\b[1-4] clause\b/, read: readBsd },
  { names: /\bmit (?:no attribution|0)\b/, read: is('MIT-0') },
  { names: /\bmit\b|\bexpat\b|\bmit[/ -]?x11\b/, read: is('MIT') },
  { names: /\biscl?\b/, read: is('ISC') },
  { names: /\bmpl|\bmozilla\b/, read: (name) => readVersioned('MPL', name) },
  { names: /\bpsfl?\b|\bpython software foundation\b|^psf|^python(?: 2 0)?$/, read: is('PSF-2.0') },
  { names: /\bzlib\b/, read: is('Zlib') },
  { names: /\bunlicense\b/, read: is('Unlicense') },
  { names: /\bcc ?0\b|\bcreative commons zero\b/, read: is('CC0-1.0') },
  { names: /\bcc by\b|\bcreative commons\b/, read: readCreativeCommons },
  { names: /\bbsl 1 0\b|\bboost\b/, read: is('BSL-1.0') },
  { names: /\bbusl\b|\bbusiness source\b|\bbsl 1 1\b/, read: is('BUSL-1.1') },
  { names: /\bwtfpl\b/, read: is('WTFPL') },
  { names: /\bepl\b|\beclipse public\b/, read: (name) => readVersioned('EPL', name) },
  { names: /\beupl\b|\beuropean union public\b/, read: (name) => readVersioned('EUPL', name) },
  { names: /\bcddl\b/, read: (name) => readVersioned('CDDL', name) },
  { names: /\bafl\b|\bacademic free\b/, read: (name) => readVersioned('AFL', name) },
  { names: /\becl 2\b|\beducational community\b/, read: is('ECL-2.0') },
  { names: /\bzpl\b|\bzope\b/, read: is('ZPL-2.1') },
  { names: /\bartistic\b/, read: (name) => readVersioned('Artistic', name) },
  { names: /\blppl\b/, read: is('LPPL-1.3c') },
  { names: /\bhpnd\b/, read: is('HPND') },
  { names: /\bbeer ?ware\b/, read: is('Beerware') },
  { names: /\bpostgres(?:ql)?\b/, read: is('PostgreSQL') },
  { names: /\bncsa\b/, read: is('NCSA') },
  { names: /\bofl\b|\bopen font\b/, read: is('OFL-1.1') },
  { names: /\bupl\b|\buniversal permissive\b/, read: is('UPL-1.0') },
  { names: /\bcecill b\b/, read: is('CECILL-B') },
  { names: /\bcecill c\b/, read: is('CECILL-C') },
  { names: /\bcecill (?:v )?2 1\b/, read: is('CECILL-2.1') },
  { names: /\bcecill\b/, read: is('CECILL-2.0') },
  { names: /\bblue ?oak\b/, read: is('BlueOak-1.0.0') },
  { names: /\bsspl\b/, read: is('SSPL-1.0') },
  { names: /\bw3c\b/, read: is('W3C') },
  { names: /\bpublic domain\b/, read: is('LicenseRef-Public-Domain') },
  {
    names: /\bproprietary\b|\ball rights reserved\b|\bcommercial\b|\bclosed source\b/,
    read: is('LicenseRef-Proprietary'),
  },
];

/**
 * Reads what people write into the License field: `Apache License, Version 2.0`, `GPLv3+`, `BSD 3-Clause`, `MIT or GPL`.
 * undefined where nothing in it is a licence's name. Names without version or variant come out as ambiguous.
 */
export function tryParseFreeform(text: string): FreeformLicense | undefined {
  if (text.length > MAX_NAME) return undefined;
  const names = toNames(text);
  const parts = names.split(/[|/;,&]|\bor\b|\band\b/).flatMap((name) => {
    const meaning = NAME_RULES.find((rule) => rule.names.test(name))?.read(name);
    return meaning === undefined ? [] : [meaning];
  });
  if (parts.length === 0) return undefined;
  const any = CHOICE.test(names);
  return { kind: any ? 'any' : 'all', explicit: any || /\band\b|&/.test(names), parts };
}

const CHOICE = /\||\/|\bor\b|\beither\b|\bdual\b|\bchoice\b/;

/** True for `Dual License`, `MIT or Apache 2.0`: a field that offers licences as alternatives, named in it or not. */
export function offersChoice(text: string): boolean {
  return text.length <= MAX_NAME && CHOICE.test(toNames(text));
}

/** Lower-case words; "or later" in all its forms becomes a `+`, so that the remaining "or" joins licences. */
function toNames(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/https?:\S+/g, nameInUrl)
    .replace(/licence/g, 'license')
    .replace(/[\s"'()[\]{}<>_:=-]+/g, ' ')
    .replace(
      /,? (?:or|and) (?:at your option,? )?(?:\(?any )?(?:later|newer|above|greater|higher|upwards?)(?: versions?)?/g,
      '+',
    )
    .replace(/,? (?:version|ver|v)\b\.?/g, ' v')
    .replace(/,(?= v)/g, ' ')
    .replace(/\bmit\/x(?:11|consortium)\b/g, 'mit')
    .replace(/\bzlib\/libpng\b/g, 'zlib')
    .replace(/\bgnu\/(?=[al]?gpl)/g, 'gnu ')
    .replace(/(?<=\d)\.(?=\d)/g, ' ')
    .replace(/\.(?=\s|$)/g, ' ')
    .trim();
}

/** Addresses of well-known licences end in their names: `opensource.org/licenses/MIT`. */
function nameInUrl(url: string): string {
  const path = /(?:licen[cs]es|publicdomain)\/(?<name>[\w./-]+)/.exec(url)?.groups?.name ?? '';
  const name = path.replace(/\.(?:html|txt|php)$/, '').replace(/^license(?=-)/, 'apache');
  const spelled = /creativecommons/.test(url) ? name.replace(/^by/, 'cc by').replace(/^zero/, 'cc0') : name;
  return ` ${spelled.replaceAll('/', ' ')} `;
}

function versionIn(name: string): string | undefined {
  const match = /(?:^|[a-z ])(?<major>[1-4])(?: (?<minor>\d))?(?!\d)/.exec(name)?.groups;
  return match?.major === undefined ? undefined : `${match.major}.${match.minor ?? '0'}`;
}

function readGnu(family: 'GPL' | 'LGPL' | 'AGPL', name: string): ClassifierMeaning {
  const version = versionIn(name);
  if (version === undefined) return AMBIGUOUS[family];
  return gnuLicense(`${family}-${version}`, name);
}

function readVersioned(
  family: 'AFL' | 'Artistic' | 'CDDL' | 'EPL' | 'EUPL' | 'GFDL' | 'MPL',
  name: string,
): ClassifierMeaning {
  const version = versionIn(name);
  return version === undefined ? AMBIGUOUS[family] : { kind: 'license', id: `${family}-${version}` };
}

function readApache(name: string): LicenseLeaf {
  const version = versionIn(name);
  return { kind: 'license', id: version === undefined ? 'Apache-2.0' : `Apache-${version}` };
}

/** Clauses by number or by the names that the variants go by. */
function readBsd(name: string): ClassifierMeaning {
  const clauses = /(?:^|[^\d])(?<count>[1-4])(?:[ -]?clauses?|$| )/.exec(name)?.groups?.count;
  if (clauses !== undefined) return { kind: 'license', id: `BSD-${clauses}-Clause` };
  if (/\btwo\b|\bsimplified\b|\bfreebsd\b/.test(name)) return { kind: 'license', id: 'BSD-2-Clause' };
  if (/\bthree\b|\bnew\b|\bmodified\b|\brevised\b/.test(name)) return { kind: 'license', id: 'BSD-3-Clause' };
  if (/\bfour\b|\boriginal\b/.test(name)) return { kind: 'license', id: 'BSD-4-Clause' };
  return AMBIGUOUS.BSD;
}

function readCreativeCommons(name: string): ClassifierMeaning {
  const version = versionIn(name);
  if (version === undefined) return AMBIGUOUS.CC;
  const terms = [
    ...(/\bnc\b|non ?commercial/.test(name) ? ['NC'] : []),
    ...(/\bnd\b|no ?deriv/.test(name) ? ['ND'] : []),
    ...(/\bsa\b|share ?alike/.test(name) ? ['SA'] : []),
  ];
  return { kind: 'license', id: ['CC-BY', ...terms, version].join('-') };
}
