import type { LicenseLeaf } from './license-tree.ts';

/**
 * A phrase that begins a licence (or its grant) in a text of lower-case words, and how the text from there to the next
 * such phrase tells which licence it is. `undefined` where it turns out to be none.
 */
export interface LicenseAnchor {
  readonly phrase: RegExp;
  readonly read: (segment: string, match: RegExpMatchArray) => LicenseLeaf | undefined;
}

const is = (id: string, exception?: string) => (): LicenseLeaf => ({
  kind: 'license',
  id,
  ...(exception === undefined ? {} : { exception }),
});

/** Titles of whole texts and the grants of short ones. Words are separated by one space; `c` stands for ©. */
export const LICENSE_ANCHORS: readonly LicenseAnchor[] = [
  { phrase: /gnu affero general public license version 3 19 november 2007/g, read: is('AGPL-3.0') },
  { phrase: /gnu lesser general public license version 3 29 june 2007/g, read: is('LGPL-3.0') },
  { phrase: /gnu lesser general public license version 2 1 february 1999/g, read: is('LGPL-2.1') },
  { phrase: /gnu library general public license version 2 june 1991/g, read: is('LGPL-2.0') },
  { phrase: /gnu general public license version 3 29 june 2007/g, read: is('GPL-3.0') },
  { phrase: /gnu general public license version 2 june 1991/g, read: is('GPL-2.0') },
  { phrase: /gnu general public license version 1 february 1989/g, read: is('GPL-1.0') },
  { phrase: /gnu free documentation license version (1 [123]) /g, read: readVersioned('GFDL') },
  { phrase: /llvm exceptions to the apache 2 0 license/g, read: is('Apache-2.0', 'LLVM-exception') },
  { phrase: /apache license version 2 0 january 2004/g, read: is('Apache-2.0') },
  {
    phrase: /licensed under the (?:terms of the )?apache (?:software )?license version 2 0/g,
    read: is('Apache-2.0'),
  },
  { phrase: /mozilla public license (?:version|v) (2 0|1 1|1 0)/g, read: readVersioned('MPL') },
  { phrase: /eclipse public license (?:version |v )?(2 0|1 0)/g, read: readVersioned('EPL') },
  { phrase: /european union public license (?:version |v )?(1 [012])/g, read: readVersioned('EUPL') },
  {
    phrase: /common development and distribution license (?:cddl )?version (1 [01])/g,
    read: readVersioned('CDDL'),
  },
  { phrase: /academic free license (?:afl )?(?:version |v )?([23] [01])/g, read: readVersioned('AFL') },
  { phrase: /open software license (?:osl )?(?:version |v )?([123] [01])/g, read: readVersioned('OSL') },
  { phrase: /zope public license (?:zpl )?version (2 [01])/g, read: readVersioned('ZPL') },
  { phrase: /educational community license version 2 0/g, read: is('ECL-2.0') },
  { phrase: /the artistic license 2 0/g, read: is('Artistic-2.0') },
  { phrase: /the clarified artistic license/g, read: is('ClArtistic') },
  { phrase: /the artistic license preamble/g, read: is('Artistic-1.0') },
  { phrase: /boost software license version 1 0/g, read: is('BSL-1.0') },
  { phrase: /business source license 1 1/g, read: is('BUSL-1.1') },
  { phrase: /server side public license version 1/g, read: is('SSPL-1.0') },
  { phrase: /sil open font license version 1 1/g, read: is('OFL-1.1') },
  { phrase: /the universal permissive license (?:upl )?version 1 0/g, read: is('UPL-1.0') },
  { phrase: /blue oak model license version 1 0 0/g, read: is('BlueOak-1.0.0') },
  { phrase: /community data license agreement permissive version 2 0/g, read: is('CDLA-Permissive-2.0') },
  { phrase: /python software foundation license version 2/g, read: is('PSF-2.0') },
  {
    phrase: /this is free and unencumbered software released into the public domain/g,
    read: is('Unlicense'),
  },
  { phrase: /cc0 1 0 universal/g, read: is('CC0-1.0') },
  { phrase: /do what the fuck you want to public license/g, read: is('WTFPL') },
  { phrase: /the beer ware license/g, read: is('Beerware') },
  { phrase: /the vim license/g, read: is('Vim') },
  { phrase: /w3c software (?:notice and|and document notice and) license/g, read: is('W3C') },
  { phrase: /the php license version 3 01/g, read: is('PHP-3.01') },
  { phrase: /unicode license v3/g, read: is('Unicode-3.0') },
  { phrase: /cecill b free software license agreement/g, read: is('CECILL-B') },
  { phrase: /cecill c free software license agreement/g, read: is('CECILL-C') },
  { phrase: /cecill free software license agreement (?:notice|version 2 [01])/g, read: readCecill },
  { phrase: /apache software license version 1 1/g, read: is('Apache-1.1') },
  { phrase: /common public license (?:version |v )?1 0/g, read: is('CPL-1.0') },
  { phrase: /the openldap public license version 2 [78]/g, read: is('OLDAP-2.8') },
  {
    phrase:
      /copying and distribution of this file with or without modification are permitted in any medium without royalty/g,
    read: is('FSFAP'),
  },
  {
    phrase:
      /(?:creative commons )?attribution(?<terms>(?: noncommercial| sharealike| noderivatives| noderivs)*) (?<version>[1-4] [05]) (?:international|unported|generic)/g,
    read: readCreativeCommons,
  },
  {
    phrase: /permission is hereby granted free of charge to any person obtaining a copy of/g,
    read: readMitLike,
  },
  { phrase: /redistribution and use in source and binary forms/g, read: readBsdLike },
  {
    phrase: /permission to use copy modify (?:and or |and )?(?:distribute|sell|sublicense)/g,
    read: readIscLike,
  },
  {
    phrase:
      /permission is granted to anyone to use this software for any purpose including commercial applications/g,
    read: is('Zlib'),
  },
];

function readCecill(segment: string): LicenseLeaf {
  return is(/\bversion 2 1\b/.test(segment) ? 'CECILL-2.1' : 'CECILL-2.0')();
}

function readVersioned(family: string): LicenseAnchor['read'] {
  return (_segment, match) => ({ kind: 'license', id: `${family}-${(match[1] ?? '').replace(' ', '.')}` });
}

function readCreativeCommons(_segment: string, match: RegExpMatchArray): LicenseLeaf {
  const terms = match.groups?.terms ?? '';
  const parts = [
    'CC-BY',
    ...(terms.includes('noncommercial') ? ['NC'] : []),
    ...(terms.includes('noderiv') ? ['ND'] : []),
    ...(terms.includes('sharealike') ? ['SA'] : []),
  ];
  return { kind: 'license', id: `${parts.join('-')}-${(match.groups?.version ?? '').replace(' ', '.')}` };
}

/** Licences with the grant of the MIT licence. */
function readMitLike(segment: string): LicenseLeaf {
  if (segment.includes('shall be used for good not evil')) return is('JSON')();
  if (segment.includes('copy of the unicode data files') || segment.includes('copy of data files'))
    return is(/unicode data files/.test(segment) ? 'Unicode-DFS-2016' : 'Unicode-3.0')();
  if (segment.includes('redistributions of source code must retain')) return is('NCSA')();
  if (segment.includes('all advertising materials')) return is('MIT-advertising')();
  return is(
    /above copyright notices? (?:and|including) |this permission notice/.test(segment) ? 'MIT' : 'MIT-0',
  )();
}

/** The BSD licences differ in which clauses follow the same grant. */
function readBsdLike(segment: string): LicenseLeaf {
  if (segment.includes('software developed by the openssl project')) return is('OpenSSL')();
  if (segment.includes('perpetual worldwide non exclusive no charge')) return is('BSD-2-Clause-Patent')();
  if (segment.includes('no express or implied licenses to any party s patent'))
    return is('BSD-3-Clause-Clear')();
  if (/all advertising materials mentioning features/.test(segment)) return is('BSD-4-Clause')();
  if (/endorse or promote|used to endorse|to promote products/.test(segment)) return is('BSD-3-Clause')();
  if (/binary form must reproduce|binary forms? must/.test(segment)) return is('BSD-2-Clause')();
  return is('BSD-1-Clause')();
}

/** ISC and its relatives: permission to use, copy, modify and distribute. */
function readIscLike(segment: string): LicenseLeaf {
  if (segment.includes('without a written agreement')) return is('PostgreSQL')();
  if (segment.includes('in supporting documentation')) return is('HPND')();
  if (segment.includes('the name of a copyright holder shall not be used')) return is('curl')();
  return is(/appear in all copies|must be included|keep intact/.test(segment) ? 'ISC' : '0BSD')();
}
