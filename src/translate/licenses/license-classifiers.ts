import type { LicenseLeaf } from './license-tree.ts';

/** What a `License ::` classifier says: a licence, or only a family of them that other evidence must decide. */
export type ClassifierMeaning = LicenseLeaf | AmbiguousLicense;

export interface AmbiguousLicense {
  readonly kind: 'ambiguous';
  /** The identifiers that it may mean. */
  readonly members: RegExp;
  /** What is most often meant, for want of better evidence; undefined where nothing can be guessed. */
  readonly usual: LicenseLeaf | undefined;
  /** The name itself says "or later", whichever version it means. */
  readonly sayLater?: boolean;
}

const license = (id: string, later?: boolean): LicenseLeaf =>
  later === undefined ? { kind: 'license', id } : { kind: 'license', id, later };

const ambiguous = (members: RegExp, usual?: LicenseLeaf): AmbiguousLicense => ({
  kind: 'ambiguous',
  members,
  usual,
});

/** Names that say no version or variant. A GNU licence named without version is any of its versions (GPL-3.0, 14). */
export const AMBIGUOUS = {
  AFL: ambiguous(/^AFL-/, license('AFL-3.0')),
  AGPL: ambiguous(/^AGPL-/, license('AGPL-3.0')),
  Artistic: ambiguous(/^(?:Artistic-|ClArtistic)/, license('Artistic-2.0')),
  BSD: ambiguous(/^BSD-/, license('BSD-3-Clause')),
  CC: ambiguous(/^CC-BY/),
  CDDL: ambiguous(/^CDDL-/, license('CDDL-1.0')),
  EPL: ambiguous(/^EPL-/, license('EPL-2.0')),
  EUPL: ambiguous(/^EUPL-/, license('EUPL-1.2')),
  GFDL: ambiguous(/^GFDL-/, license('GFDL-1.3')),
  GPL: ambiguous(/^GPL-/, license('GPL-1.0', true)),
  LGPL: ambiguous(/^LGPL-/, license('LGPL-2.0', true)),
  LGPL2: ambiguous(/^LGPL-2/, license('LGPL-2.0')),
  LGPL2OrLater: { ...ambiguous(/^LGPL-2/, license('LGPL-2.0', true)), sayLater: true },
  MPL: ambiguous(/^MPL-/, license('MPL-2.0')),
  /** Classifiers for "none of the above": the licence's own text may be one that this program knows. */
  Other: ambiguous(/^(?:BUSL|SSPL|CPAL|CC-BY)/, license('LicenseRef-Proprietary')),
  PublicDomain: ambiguous(/^(?:Unlicense|CC0-1\.0)$/, license('LicenseRef-Public-Domain')),
} as const satisfies Readonly<Record<string, AmbiguousLicense>>;

/** The trove classifiers below `License ::` (pypi.org/classifiers), without `License :: ` and `OSI Approved :: `. */
const CLASSIFIERS: Readonly<Record<string, ClassifierMeaning>> = {
  'Academic Free License (AFL)': AMBIGUOUS.AFL,
  'Aladdin Free Public License (AFPL)': license('Aladdin'),
  'Apache Software License': license('Apache-2.0'),
  'Artistic License': AMBIGUOUS.Artistic,
  'BSD License': AMBIGUOUS.BSD,
  'Blue Oak Model License (BlueOak-1.0.0)': license('BlueOak-1.0.0'),
  'Boost Software License 1.0 (BSL-1.0)': license('BSL-1.0'),
  'CC0 1.0 Universal (CC0 1.0) Public Domain Dedication': license('CC0-1.0'),
  'CEA CNRS Inria Logiciel Libre License, version 2.1 (CeCILL-2.1)': license('CECILL-2.1'),
  'CeCILL-B Free Software License Agreement (CECILL-B)': license('CECILL-B'),
  'CeCILL-C Free Software License Agreement (CECILL-C)': license('CECILL-C'),
  'CMU License (MIT-CMU)': license('MIT-CMU'),
  'Common Development and Distribution License 1.0 (CDDL-1.0)': license('CDDL-1.0'),
  'Common Public License': license('CPL-1.0'),
  'Eclipse Public License 1.0 (EPL-1.0)': license('EPL-1.0'),
  'Eclipse Public License 2.0 (EPL-2.0)': license('EPL-2.0'),
  'Educational Community License, Version 2.0 (ECL-2.0)': license('ECL-2.0'),
  'European Union Public Licence 1.0 (EUPL 1.0)': license('EUPL-1.0'),
  'European Union Public Licence 1.1 (EUPL 1.1)': license('EUPL-1.1'),
  'European Union Public Licence 1.2 (EUPL 1.2)': license('EUPL-1.2'),
  'GNU Affero General Public License v3': license('AGPL-3.0'),
  'GNU Affero General Public License v3 or later (AGPLv3+)': license('AGPL-3.0', true),
  'GNU Free Documentation License (FDL)': AMBIGUOUS.GFDL,
  'GNU General Public License (GPL)': AMBIGUOUS.GPL,
  'GNU General Public License v2 (GPLv2)': license('GPL-2.0'),
  'GNU General Public License v2 or later (GPLv2+)': license('GPL-2.0', true),
  'GNU General Public License v3 (GPLv3)': license('GPL-3.0'),
  'GNU General Public License v3 or later (GPLv3+)': license('GPL-3.0', true),
  'GNU Lesser General Public License v2 (LGPLv2)': AMBIGUOUS.LGPL2,
  'GNU Lesser General Public License v2 or later (LGPLv2+)': AMBIGUOUS.LGPL2OrLater,
  'GNU Lesser General Public License v3 (LGPLv3)': license('LGPL-3.0'),
  'GNU Lesser General Public License v3 or later (LGPLv3+)': license('LGPL-3.0', true),
  'GNU Library or Lesser General Public License (LGPL)': AMBIGUOUS.LGPL,
  'Historical Permission Notice and Disclaimer (HPND)': license('HPND'),
  'IBM Public License': license('IPL-1.0'),
  'ISC License (ISCL)': license('ISC'),
  'MIT License': license('MIT'),
  'MIT No Attribution License (MIT-0)': license('MIT-0'),
  'MirOS License (MirOS)': license('MirOS'),
  'Mozilla Public License 1.0 (MPL)': license('MPL-1.0'),
  'Mozilla Public License 1.1 (MPL 1.1)': license('MPL-1.1'),
  'Mozilla Public License 2.0 (MPL 2.0)': license('MPL-2.0'),
  'Netscape Public License (NPL)': license('NPL-1.1'),
  'Open Software License 3.0 (OSL-3.0)': license('OSL-3.0'),
  'PostgreSQL License': license('PostgreSQL'),
  'Python License (CNRI Python License)': license('CNRI-Python'),
  'Python Software Foundation License': license('PSF-2.0'),
  'Qt Public License (QPL)': license('QPL-1.0'),
  'SIL Open Font License 1.1 (OFL-1.1)': license('OFL-1.1'),
  'Sleepycat License': license('Sleepycat'),
  'The Unlicense (Unlicense)': license('Unlicense'),
  'Universal Permissive License (UPL)': license('UPL-1.0'),
  'University of Illinois/NCSA Open Source License': license('NCSA'),
  'W3C License': license('W3C'),
  'Zero-Clause BSD (0BSD)': license('0BSD'),
  'Zope Public License': license('ZPL-2.1'),
  'zlib/libpng License': license('Zlib'),
  'Public Domain': AMBIGUOUS.PublicDomain,
  'Other/Proprietary License': AMBIGUOUS.Other,
  'Free for non-commercial use': license('LicenseRef-Proprietary'),
  'Free To Use But Restricted': license('LicenseRef-Proprietary'),
};

/** Meaning of a `License :: …` classifier; undefined for one that names no licence (`License :: OSI Approved`). */
export function tryReadClassifier(classifier: string): ClassifierMeaning | undefined {
  const name = classifier.replace(/^License :: (?:OSI Approved :: )?/, '').trim();
  return Object.hasOwn(CLASSIFIERS, name) ? CLASSIFIERS[name] : undefined;
}
