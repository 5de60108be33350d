import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tryParseTag } from '../../../../src/sources/forge/tag.ts';

describe('tryParseTag', () => {
  test.each([
    ['1.2.3', '1.2.3', '{version}', ''],
    ['v1.2.3', '1.2.3', 'v{version}', ''],
    ['V1.2', '1.2', 'V{version}', ''],
    ['v1.2-final', '1.2', 'v{version}-final', ''],
    ['v.1.5.0', '1.5.0', 'v.{version}', ''],
    ['1.2.3.Final', '1.2.3', '{version}.Final', ''],
    ['release-1.2', '1.2', 'release-{version}', ''],
    ['release_v2.09.1', '2.09.1', 'release_v{version}', ''],
    ['stable_v0.28.2', '0.28.2', 'stable_v{version}', ''],
    ['REL_1_2_3', '1.2.3', 'REL_{version}', ''],
    ['r1.2', '1.2', 'r{version}', ''],
    ['pkg-v1.2', '1.2', 'pkg-v{version}', 'pkg'],
    ['pkg==1.2', '1.2', 'pkg=={version}', 'pkg'],
    ['pkg/v1.2', '1.2', 'pkg/v{version}', 'pkg'],
    ['@scope/pkg@1.2', '1.2', '@scope/pkg@{version}', 'scope-pkg'],
    ['some-openai-v2==2.4b0', '2.4b0', 'some-openai-v2=={version}', 'some-openai-v2'],
    ['genders-1-32-1', '1.32.1', 'genders-{version}', 'genders'],
    ['pkg-2024-01-05', '2024.01.05', 'pkg-{version}', 'pkg'],
    ['py3.12-v1.0', '1.0', 'py3.12-v{version}', 'py3-12'],
    ['v0.96.0-beta.10', '0.96.0-beta.10', 'v{version}', ''],
    ['1.0.0-1', '1.0.0-1', '{version}', ''],
    ['2.8.1-rev1', '2.8.1-rev1', '{version}', ''],
    ['v1.0+ubuntu.1', '1.0+ubuntu.1', 'v{version}', ''],
    ['v1!2.0', '1!2.0', 'v{version}', ''],
    ['v1.4d', '1.4d', 'v{version}', ''],
    ['v1.0.0-nightly.3', '1.0.0-nightly.3', 'v{version}', ''],
  ])('%s is version %s by pattern %s of `%s`', (tag, version, pattern, component) => {
    expect(tryParseTag(tag)).toMatchObject({ tag, version, pattern, component });
  });

  test.each([
    'latest',
    'nightly-49x',
    'test-gpg',
    '',
    '1.x_final',
    'v',
    'pre_aix_patches',
    `v${'1'.repeat(300)}`,
    '../../x/v1.0',
    'a//v1.0',
    'v1.0\n',
    'a b-1.0',
    '.v1.0',
    'x/.v1.0',
    'v:1.0',
    '\ud800v1.0',
    'v99999999999999999999.1',
  ])('%s is no version', (tag) => expect(tryParseTag(tag)).toBeUndefined());

  test.each([
    ['v1.0', false],
    ['v1.0rc1', true],
    ['v1.0.dev3', true],
    ['v1.0.post1', false],
    ['v1.0.0-nightly.3', true],
    ['v1.4d', false],
  ])('%s: pre-release %s', (tag, prerelease) => {
    expect(tryParseTag(tag)?.prerelease).toBe(prerelease);
  });

  test('the pattern with the spelling of the tag is the tag again', () => {
    const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.'));
    const prefix = fc.constantFrom('', 'v', 'release-', 'a/b/v', '@x/y@', 'p==');
    fc.assert(
      fc.property(prefix, version, (before, text) => {
        expect(tryParseTag(before + text)?.pattern.replace('{version}', text)).toBe(before + text);
      }),
      { verbose: 1 },
    );
  });

  test('hostile tags take no time', () => {
    const begin = performance.now();
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (tag) => void tryParseTag(tag)),
      { verbose: 1 },
    );
    for (const tag of ['1.'.repeat(99), '1-'.repeat(99), 'a1'.repeat(99), `1.0.0-${'a.'.repeat(90)}!`])
      tryParseTag(tag);
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});
