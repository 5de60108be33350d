import { describe, expect, test } from 'vitest';
import type { CoreMetadata } from '../../src/core/release.ts';
import { analyze } from '../../src/pyproject/analyze.ts';
import { translateLicense } from '../../src/translate/licenses/translate-license.ts';
import { corpusEntries, hasCorpus } from '../support/corpus.ts';

/** Entries where the ebuild says something else, each with who is right. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  asciidoc: 'ours: setup.py says GPLv2+ and its classifier "or later"',
  dacite: 'ours: metadata and licence file are MIT',
  'lazy-object-proxy': 'ours: License-Expression is BSD-2-Clause',
  'ensurepip-pip': 'theirs: the ebuild installs a wheel with vendored code; the corpus has no texts of it',
  readmdict: 'unknown: pyproject.toml and classifier say MIT, and there is no licence file',
  'termux-language-server': 'unknown: every file that is here says GPL-3 without "or later"',
  tiktoken: 'theirs: licences of the crates, which are read later',
  'uuid-utils': 'theirs: licences of the crates, which are read later',
};

interface Info {
  readonly name: string;
  readonly license?: string | null;
  readonly license_expression?: string | null;
  readonly classifiers?: readonly string[];
}

describe.skipIf(!hasCorpus)('LICENSE of real releases', () => {
  const rows = corpusEntries().flatMap((entry) => {
    const tree = entry.tree('sdist') ?? entry.tree('archive');
    const gold = entry.json<{ LICENSE: string }>('gold.json')?.LICENSE;
    const info = entry.json<{ info: Info }>('pypi.json')?.info;
    if (tree === undefined || gold === undefined) return [];
    const evidence = analyze(tree, { index: toMetadata(entry.name, info) }).value.license;
    return [{ name: entry.name, gold, ...translateLicense(evidence, undefined) }];
  });

  test('agrees with the human’s, or is known to be right', () => {
    const wrong = rows.filter(({ value, gold }) => tokens(value) !== tokens(gold));
    const explained = wrong.filter(({ name }) => DIFFERENCES[name]?.startsWith('ours'));
    const right = rows.length - wrong.length;
    console.info(
      `LICENSE: ${right} of ${rows.length} agree, ${explained.length} more are right where the ebuild is not`,
    );
    for (const { name, value, gold } of wrong)
      console.info(`  ${name}: ${value} for ${gold} (${DIFFERENCES[name]})`);
    expect(wrong.map(({ name }) => name).filter((name) => !Object.hasOwn(DIFFERENCES, name))).toEqual([]);
  });

  test('says what had to be guessed', () => {
    const silent = rows.filter(
      ({ name, diagnostics }) => name === 'termux-language-server' && diagnostics.length === 0,
    );
    expect(silent).toEqual([]);
  });
});

function tokens(license: string): string {
  return license
    .split(/[\s()]+/)
    .filter((token) => token !== '')
    .sort()
    .join(' ');
}

function toMetadata(name: string, info: Info | undefined): CoreMetadata {
  return {
    name: info?.name ?? name,
    ...(info?.license ? { license: info.license } : {}),
    ...(info?.license_expression ? { licenseExpression: info.license_expression } : {}),
    classifiers: info?.classifiers ?? [],
    projectUrls: [],
    licenseFiles: [],
    requiresDist: [],
    providesExtra: [],
    dynamic: [],
  };
}
