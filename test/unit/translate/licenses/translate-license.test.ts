import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LicenseEvidence } from '../../../../src/model/project.ts';
import { translateLicense } from '../../../../src/translate/licenses/translate-license.ts';

const none: LicenseEvidence = { expressions: [], texts: [], classifiers: [], files: [] };
const expression = (value: string): LicenseEvidence => ({
  ...none,
  expressions: [{ value, from: 'pyproject.toml' }],
});
const field = (value: string): LicenseEvidence => ({ ...none, texts: [{ value, from: 'License' }] });
const classified = (...names: string[]): LicenseEvidence => ({
  ...none,
  classifiers: names.map((name) => `License :: OSI Approved :: ${name}`),
});
const filed = (...texts: string[]): LicenseEvidence => ({
  ...none,
  files: texts.map((text, index) => ({ path: index === 0 ? 'LICENSE' : `LICENSE.${index}`, text })),
});
const translated = (evidence: LicenseEvidence) => translateLicense(evidence, undefined).value;
const codes = (evidence: LicenseEvidence, known?: ReadonlySet<string>) =>
  translateLicense(evidence, known).diagnostics.map(({ code }) => code);

const MIT =
  'Permission is hereby granted, free of charge, to any person obtaining a copy of this software, provided that the above copyright notice and this permission notice shall be included.';
const BSD_GRANT =
  'Redistribution and use in source and binary forms, with or without modification, are permitted.';
const BSD2 = `${BSD_GRANT} 2. Redistributions in binary form must reproduce the notice.`;
const BSD3 = `${BSD2} 3. The name may not be used to endorse or promote products derived from this.`;
const BSD4 = `${BSD3} All advertising materials mentioning features must say so.`;
const APACHE = 'Apache License\n  Version 2.0, January 2004\n';
const GPL3 = `GNU GENERAL PUBLIC LICENSE
  Version 3, 29 June 2007
How to Apply These Terms to Your New Programs
  GNU General Public License as published by the Free Software Foundation, either version 3 of the
  License, or (at your option) any later version.`;

describe('SPDX expressions', () => {
  test.each([
    ['MIT', 'MIT'],
    ['bsd-3-clause', 'BSD'],
    ['Apache-2.0 OR BSD-3-Clause', '|| ( Apache-2.0 BSD )'],
    ['Apache-2.0 or mit', '|| ( Apache-2.0 MIT )'],
    ['MIT AND (Apache-2.0 OR BSD-2-Clause)', 'MIT || ( Apache-2.0 BSD-2 )'],
    ['(MIT AND PSF-2.0) OR Zlib', '|| ( ( MIT PSF-2 ) ZLIB )'],
    ['MIT OR (ISC OR Zlib)', '|| ( MIT ISC ZLIB )'],
    ['MIT AND MIT', 'MIT'],
    ['Apache-2.0 WITH LLVM-exception', 'Apache-2.0-with-LLVM-exceptions'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2-with-classpath-exception'],
    ['GPL-3.0-or-later WITH GCC-exception-3.1', 'GPL-3+ gcc-runtime-library-exception-3.1'],
    [
      'MIT OR GPL-3.0-or-later WITH GCC-exception-3.1',
      '|| ( MIT ( GPL-3+ gcc-runtime-library-exception-3.1 ) )',
    ],
    ['GPL-3.0-or-later', 'GPL-3+'],
    ['gpl-2.0+', 'GPL-2+'],
    ['LGPL-2.1-only', 'LGPL-2.1'],
    ['AGPL-3.0-or-later', 'AGPL-3+'],
    ['GFDL-1.3-no-invariants-or-later', 'FDL-1.3+'],
    ['MPL-2.0+', 'MPL-2.0'],
    ['WTFPL', 'WTFPL-2'],
    ['LicenseRef-Public-Domain', 'public-domain'],
  ])('%s → %s', (text, license) => {
    expect(translateLicense(expression(text), undefined)).toEqual({ value: license, diagnostics: [] });
  });

  test('an exception that Gentoo has no name for is left out and said', () => {
    const evidence = expression('GPL-2.0-or-later WITH Bison-exception-2.2');
    expect(translated(evidence)).toBe('GPL-2+');
    expect(codes(evidence)).toEqual(['license-exception-dropped']);
  });

  test('a licence without Gentoo name gives way to weaker evidence that has one', () => {
    expect(
      translated({
        ...classified('MIT License'),
        ...{ expressions: expression('LicenseRef-Ours').expressions },
      }),
    ).toBe('MIT');
    expect(codes(expression('LicenseRef-Ours'))).toEqual(['license-unmapped']);
    expect(translated(expression('MIT AND LicenseRef-Ours'))).toBe('MIT all-rights-reserved');
  });

  test('an identifier that only the reference repository knows is taken as it is', () => {
    expect(translateLicense(expression('OSL-3.0'), new Set(['OSL-3.0'])).value).toBe('OSL-3.0');
  });

  test('a name that the reference repository lacks is an error', () => {
    expect(codes(expression('Unlicense'), new Set(['MIT']))).toEqual(['license-missing']);
  });
});

describe('free text', () => {
  test.each([
    ['BSD 3-Clause License', 'BSD'],
    ['BSD-2', 'BSD-2'],
    ['3-clause BSD', 'BSD'],
    ['New BSD License', 'BSD'],
    ['Simplified BSD', 'BSD-2'],
    ['Apache 2.0', 'Apache-2.0'],
    ['Apache License, Version 2.0', 'Apache-2.0'],
    ['Apache License 2.0 (http://www.apache.org/licenses/LICENSE-2.0)', 'Apache-2.0'],
    ['ASL 2.0', 'Apache-2.0'],
    ['ASL2', 'Apache-2.0'],
    ['http://www.apache.org/licenses/LICENSE-2.0', 'Apache-2.0'],
    ['https://opensource.org/licenses/MIT', 'MIT'],
    ['https://www.gnu.org/licenses/lgpl-3.0.html', 'LGPL-3'],
    ['https://creativecommons.org/licenses/by-sa/4.0/', 'CC-BY-SA-4.0'],
    ['https://spdx.org/licenses/BSD-2-Clause.html', 'BSD-2'],
    ['FreeBSD', 'BSD-2'],
    ['MIT, Zlib', 'MIT ZLIB'],
    ['MIT license', 'MIT'],
    ['The MIT License (MIT)', 'MIT'],
    ['MIT/X11', 'MIT'],
    ['GPLv3+', 'GPL-3+'],
    ['GPL v2 or later', 'GPL-2+'],
    ['GPL version 3, or (at your option) any later version', 'GPL-3+'],
    ['GNU GPLv3 only', 'GPL-3'],
    ['GNU General Public License v3 or later (GPLv3+)', 'GPL-3+'],
    ['LGPLv2.1+', 'LGPL-2.1+'],
    ['CeCILL V2', 'CeCILL-2'],
    ['CECILL-B', 'CeCILL-B'],
    ['GNU Lesser General Public License v3 or later', 'LGPL-3+'],
    ['GNU/LGPLv3+', 'LGPL-3+'],
    ['AGPLv3+', 'AGPL-3+'],
    ['MPL 2.0', 'MPL-2.0'],
    ['Mozilla Public License, v. 2.0', 'MPL-2.0'],
    ['PSF', 'PSF-2'],
    ['Python Software Foundation License', 'PSF-2'],
    ['zlib/libpng', 'ZLIB'],
    ['CC0 1.0 Universal', 'CC0-1.0'],
    ['CC BY-SA 4.0', 'CC-BY-SA-4.0'],
    ['Public Domain', 'public-domain'],
    ['MIT or Apache 2.0', '|| ( MIT Apache-2.0 )'],
    ['MIT/Apache-2.0', '|| ( MIT Apache-2.0 )'],
    ['Dual License: MIT, BSD-3-Clause', '|| ( MIT BSD )'],
    ['BSD 3-Clause and MIT', 'BSD MIT'],
    ['EUPL v1.2', 'EUPL-1.2'],
    ['Boost Software License', 'Boost-1.0'],
    ['Proprietary', 'all-rights-reserved'],
    [`Copyright 2020 Somebody\n\n${MIT}`, 'MIT'],
    [BSD3, 'BSD'],
  ])('%s → %s', (text, license) => {
    expect(translated(field(text))).toBe(license);
  });

  test.each(['', 'UNKNOWN', 'See LICENSE', 'LICENSE.txt', 'none'])('%j names nothing', (text) => {
    expect(translateLicense(field(text), undefined).value).toBe('all-rights-reserved');
    expect(codes(field(text))).toEqual(['license-unknown']);
  });
});

describe('licence texts', () => {
  test.each([
    [MIT, 'MIT'],
    [
      'Permission is hereby granted, free of charge, to any person obtaining a copy of this software to deal in it.',
      'MIT-0',
    ],
    [BSD2, 'BSD-2'],
    [BSD3, 'BSD'],
    [BSD4, 'BSD-4'],
    [BSD_GRANT, 'BSD-1'],
    [APACHE, 'Apache-2.0'],
    ['   Licensed under the Apache License, Version 2.0 (the "License")', 'Apache-2.0'],
    ['Mozilla Public License Version 2.0', 'MPL-2.0'],
    ['GNU LESSER GENERAL PUBLIC LICENSE\nVersion 2.1, February 1999', 'LGPL-2.1'],
    ['GNU AFFERO GENERAL PUBLIC LICENSE\n Version 3, 19 November 2007', 'AGPL-3'],
    ['This is free and unencumbered software released into the public domain.', 'Unlicense'],
    ['CC0 1.0 Universal', 'CC0-1.0'],
    ['Attribution-ShareAlike 4.0 International', 'CC-BY-SA-4.0'],
    ['PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2', 'PSF-2'],
    [
      'Permission is granted to anyone to use this software for any purpose,\nincluding commercial applications',
      'ZLIB',
    ],
    [
      'Permission to use, copy, modify, and/or distribute this software, provided that this permission notice appear in all copies.',
      'ISC',
    ],
    ['Permission to use, copy, modify, and/or distribute this software is hereby granted.', '0BSD'],
    ['European Union Public Licence v. 1.2', 'EUPL-1.2'],
    [GPL3, 'GPL-3'],
    [
      `# > GNU General Public License as published by the Free\n# > Software Foundation, either version 3 of the License, or\n# > (at your option) any later version.\n${GPL3}`,
      'GPL-3+',
    ],
  ])('%j → %s', (text, license) => {
    expect(translated(filed(text))).toBe(license);
  });

  test('several texts are all-of with a warning, any-of where one says so', () => {
    expect(translateLicense(filed(MIT, APACHE), undefined).value).toBe('MIT Apache-2.0');
    expect(codes(filed(MIT, APACHE))).toEqual(['license-joined']);
    const either = filed(
      'This is made available under the terms of either of the licenses below.',
      MIT,
      APACHE,
    );
    expect(translateLicense(either, undefined)).toEqual({ value: '|| ( MIT Apache-2.0 )', diagnostics: [] });
  });

  test('a file for each licence is a choice', () => {
    const files = [
      { path: 'LICENSE-APACHE', text: APACHE },
      { path: 'LICENSE-MIT', text: MIT },
    ];
    expect(translated({ ...classified('Apache Software License', 'MIT License'), files })).toBe(
      '|| ( Apache-2.0 MIT )',
    );
  });

  test('LGPL-3 stands on GPL-3, whose text comes along', () => {
    expect(translated(filed(GPL3, 'GNU LESSER GENERAL PUBLIC LICENSE Version 3, 29 June 2007'))).toBe(
      'LGPL-3',
    );
  });

  test('licences of bundled code are pointed at and not taken', () => {
    const evidence = {
      ...none,
      files: [
        { path: 'LICENSE', text: MIT },
        { path: 'src/p/_vendor/q/LICENSE', text: APACHE },
      ],
    };
    expect(translated(evidence)).toBe('MIT');
    expect(codes(evidence)).toEqual(['license-vendored']);
  });
});

describe('classifiers', () => {
  test.each([
    [classified('MIT License'), 'MIT', []],
    [{ ...classified('BSD License'), files: filed(BSD2).files }, 'BSD-2', []],
    [{ ...classified('BSD License'), texts: field('BSD 3-Clause').texts }, 'BSD', []],
    [classified('BSD License'), 'BSD', ['license-guessed']],
    [
      { ...classified('BSD License', 'MIT License'), files: filed(BSD3).files },
      'BSD MIT',
      ['license-joined'],
    ],
    [classified('GNU General Public License v2 or later (GPLv2+)'), 'GPL-2+', []],
    [classified('GNU General Public License v3 (GPLv3)'), 'GPL-3', ['license-later-unknown']],
    [{ ...classified('GNU General Public License v3 (GPLv3)'), texts: field('GPLv3+').texts }, 'GPL-3+', []],
    [
      classified('GNU General Public License (GPL)', 'GNU General Public License v3 or later (GPLv3+)'),
      'GPL-3+',
      [],
    ],
    [
      {
        ...classified('GNU Lesser General Public License v2 or later (LGPLv2+)'),
        files: filed('GNU LESSER GENERAL PUBLIC LICENSE Version 2.1, February 1999').files,
      },
      'LGPL-2.1+',
      [],
    ],
    [
      {
        ...classified('GNU General Public License v3 (GPLv3)'),
        notices: [{ path: 'README.md', text: 'under the GNU General Public License version 3 or later' }],
      },
      'GPL-3+',
      [],
    ],
    [
      {
        ...classified('GNU General Public License v2 (GPLv2)'),
        notices: [{ path: 'spam/__init__.py', text: '# SPDX-License-Identifier: GPL-2.0-only\nimport os' }],
      },
      'GPL-2',
      [],
    ],
    [
      {
        ...classified('Apache Software License', 'BSD License'),
        texts: field('Dual License').texts,
        files: filed(BSD3).files,
      },
      '|| ( Apache-2.0 BSD )',
      [],
    ],
    [classified('Apache Software License'), 'Apache-2.0', []],
    [{ ...none, classifiers: ['License :: Public Domain'] }, 'public-domain', ['license-guessed']],
    [
      {
        ...filed(BSD2),
        classifiers: ['License :: OSI Approved :: BSD License', 'License :: Other/Proprietary License'],
      },
      'BSD-2',
      [],
    ],
    [{ ...classified('ISC License (ISCL)'), files: filed(BSD3).files }, 'BSD', ['license-disagreement']],
    [
      { ...classified('Apache Software License'), texts: field('MIT').texts, files: filed(APACHE).files },
      'Apache-2.0',
      ['license-disagreement'],
    ],
    [{ ...expression('MIT'), files: filed(APACHE).files }, 'MIT', ['license-disagreement']],
    [
      { ...classified('GNU Lesser General Public License v3 (LGPLv3)'), files: filed(GPL3).files },
      'LGPL-3',
      ['license-later-unknown', 'license-disagreement'],
    ],
    [
      { ...classified('ISC License (ISCL)'), files: filed(`${BSD2} ${MIT}`).files },
      'ISC',
      ['license-disagreement'],
    ],
    [
      { ...filed(GPL3), classifiers: ['License :: Public Domain'] },
      'GPL-3',
      ['license-later-unknown', 'license-disagreement'],
    ],
    [
      { ...none, classifiers: ['License :: Other/Proprietary License'] },
      'all-rights-reserved',
      ['license-guessed'],
    ],
    [{ ...none, classifiers: ['License :: OSI Approved'] }, 'all-rights-reserved', ['license-unknown']],
  ] satisfies [LicenseEvidence, string, string[]][])('%j', (evidence, license, diagnostics) => {
    expect(translated(evidence)).toBe(license);
    expect(codes(evidence)).toEqual(diagnostics);
  });
});

test('LICENSE-MIT beside LICENSE-APACHE offers a choice, COPYING.BSD beside COPYING.GPL lists parts', () => {
  const both = (stem: string): LicenseEvidence => ({
    ...none,
    files: [
      { path: `${stem}BSD`, text: BSD3 },
      { path: `${stem}GPL`, text: GPL3 },
    ],
  });
  expect(translated(both('LICENSE-'))).toBe('|| ( BSD GPL-3 )');
  expect(translated(both('COPYING.'))).toBe('BSD GPL-3');
});

test('a mere list of names says so, a joined one does not', () => {
  expect(codes(field('MIT, Zlib'))).toEqual(['license-joined']);
  expect(codes(field('MIT and Zlib'))).toEqual([]);
});

test('stronger evidence wins, and what contradicts it is said', () => {
  const evidence = { ...classified('Apache Software License'), ...{ texts: field('MIT').texts } };
  expect(translated(evidence)).toBe('MIT');
  expect(codes(evidence)).toEqual(['license-disagreement']);
});

test('never throws, never invents: any text gives names or all-rights-reserved', () => {
  const word = fc.constantFrom(
    'MIT',
    'GPL',
    'v3',
    'or',
    'AND',
    '(',
    ')',
    'WITH',
    '+',
    '/',
    'BSD',
    '__proto__',
    'constructor',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, text, (first, second) => {
      const evidence = {
        ...expression(first),
        ...{ classifiers: [`License :: ${second}`] },
        ...field(second),
        files: filed(first).files,
      };
      expect(translated(evidence)).toMatch(/^[\w.+() |-]+$/);
    }),
    { seed: 4 },
  );
});
