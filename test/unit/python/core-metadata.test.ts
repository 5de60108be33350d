import { describe, expect, test } from 'vitest';
import { parseCoreMetadata } from '../../../src/python/core-metadata.ts';

describe('parseCoreMetadata', () => {
  test('reads a document of today', () => {
    const text = `Metadata-Version: 2.4
Name: some-project
Version: 1.2.3
Summary: =?utf-8?q?Fa=C3=A7ade_of?= =?utf-8?B?IHRlYQ==?=
Home-page: https://example.org
Author-email: Someone <a@example.org>
License-Expression: MIT AND BSD-3-Clause
License-File: LICENSE
License-File: vendor/LICENSE.txt
Project-URL: Source, code, https://example.org/a,b
Project-URL: https://example.org/unlabelled
Classifier: Topic :: Utilities
classifier: Typing :: Typed
Requires-Python: >=3.10
Requires-Dist: idna<4,>=2.5
Requires-Dist: chardet; extra ==
    "chardet"
Provides-Extra: chardet
Dynamic: License-File
Description-Content-Type: text/markdown

# Name: not-this

Requires-Dist: nor-this
`;
    expect(parseCoreMetadata(text)).toEqual({
      metadataVersion: '2.4',
      name: 'some-project',
      version: '1.2.3',
      summary: 'Façade of tea',
      homePage: 'https://example.org',
      licenseExpression: 'MIT AND BSD-3-Clause',
      licenseFiles: ['LICENSE', 'vendor/LICENSE.txt'],
      projectUrls: [
        { label: 'Source', url: 'code, https://example.org/a,b' },
        { label: '', url: 'https://example.org/unlabelled' },
      ],
      classifiers: ['Topic :: Utilities', 'Typing :: Typed'],
      requiresPython: '>=3.10',
      requiresDist: ['idna<4,>=2.5', 'chardet; extra == "chardet"'],
      providesExtra: ['chardet'],
      dynamic: ['license-file'],
    });
  });

  test('reads what distutils wrote', () => {
    const text =
      'Metadata-Version: 1.0\r\nName: old\r\nHome-page: UNKNOWN\r\nLicense: First\r\n        Second\r\n' +
      '       |Third\r\n        \r\nDescription: It\r\n        goes\r\n        \r\n        on\r\nSummary: Late\r\n';
    expect(parseCoreMetadata(text)).toMatchObject({
      name: 'old',
      license: 'First\nSecond\nThird',
      summary: 'Late',
    });
    expect(parseCoreMetadata(text)).not.toHaveProperty('homePage');
  });

  test('skips lines that are no headers', () => {
    const text =
      '\ufeff\n\n: no name\nno colon\n  hanging\nName: a\nBad Name: x\n__proto__: y\n tail\nVersion: 1\nName: b';
    expect(parseCoreMetadata(text)).toMatchObject({ name: 'a', version: '1' });
  });

  test.each(['', '\n', ' ', ' continued', ':', '=?utf-8?b?!!?=', 'Name:'])('%j has nothing in it', (text) => {
    const { name, version, requiresDist } = parseCoreMetadata(text);
    expect([name, version, requiresDist]).toEqual([undefined, undefined, []]);
  });
});
