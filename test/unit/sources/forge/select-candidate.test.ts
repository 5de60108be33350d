import { describe, expect, test } from 'vitest';
import { type Candidate, isOwnComponent, toVersioned } from '../../../../src/sources/forge/candidate.ts';
import { trySelectNewest, trySelectWanted } from '../../../../src/sources/forge/select-candidate.ts';

const candidate = (tag: string, extra: Partial<Candidate> = {}): Candidate => ({
  tag,
  draft: false,
  prerelease: false,
  assets: [],
  ...extra,
});
const plain = { prereleases: false };
const newest = (
  tags: readonly (string | Candidate)[],
  options: Parameters<typeof trySelectNewest>[2] = plain,
) => {
  const all = toVersioned(tags.map((tag) => (typeof tag === 'string' ? candidate(tag) : tag)));
  return trySelectNewest(all, ['python-demo'], options);
};

describe('trySelectNewest', () => {
  test.each([
    ['versions, not the list order', ['v1.9', 'v1.10', 'v1.2'], 'v1.10'],
    ['no pre-release', ['v2.0rc1', 'v1.0'], 'v1.0'],
    ['own names before other components', ['other-v9.0', 'demo-v1.1', 'v1.0'], 'demo-v1.1'],
    ['the Python part', ['rust-v9.0', 'python-v1.1'], 'python-v1.1'],
    ['no words', ['latest', 'nightly', 'v1.0'], 'v1.0'],
    ['no snapshot dates', ['20240101', 'v1.0'], 'v1.0'],
    ['dates where there is nothing else', ['20240101', '20230101'], '20240101'],
    ['the longer spelling of one version', ['v3', 'v3.0.0'], 'v3.0.0'],
    ['a post-release', ['1.0', '1.0.post1'], '1.0.post1'],
    ['a letter', ['v1.4', 'v1.4d', 'v1.4c'], 'v1.4d'],
    ['Semantic Versions', ['v1.0.0-nightly.3', 'v0.9.0'], 'v0.9.0'],
  ])('%s', (_, tags, expected) => {
    expect(newest(tags)?.chosen.tag).toBe(expected);
  });

  test('only pre-releases: the newest of them, and it says so', () => {
    const selection = newest(['v0.65b0', 'v0.64b0']);
    expect(selection).toMatchObject({ chosen: { tag: 'v0.65b0' }, certain: false });
    expect(selection?.diagnostics.map(({ code }) => code)).toEqual(['only-prereleases']);
    expect(newest(['v0.65b0'], { prereleases: true })).toMatchObject({ certain: true, diagnostics: [] });
  });

  test('only foreign components: the first one, and it says so', () => {
    const selection = newest(['core-v2.0', 'cli-v9.0', 'core-v3.0']);
    expect(selection).toMatchObject({ chosen: { tag: 'core-v3.0' }, certain: false });
    expect(selection?.diagnostics.map(({ code }) => code)).toEqual(['tag-component-chosen']);
    expect(selection?.family.map(({ version }) => version)).toEqual(['2.0', '3.0']);
  });

  test('a pattern that a person gave decides alone', () => {
    const selection = newest(['v9.0', 'cli-v1.0', 'cli-v1.1'], { ...plain, tagPattern: 'cli-v{version}' });
    expect(selection).toMatchObject({ chosen: { tag: 'cli-v1.1' }, certain: true });
  });

  test('the component of the project on PyPI goes before plain tags', () => {
    const tags = ['v0.65b0', 'v1.0', 'genai-util==0.4'];
    expect(newest(tags, { ...plain, projectName: 'Genai_Util' })?.chosen.tag).toBe('genai-util==0.4');
    expect(newest(tags, { ...plain, projectName: 'demo' })?.chosen.tag).toBe('v1.0');
  });

  test('accepted versions only', () => {
    const accepts = (version: string) => version.startsWith('1.');
    expect(newest(['v2.0', 'v1.5'], { ...plain, accepts })?.chosen.tag).toBe('v1.5');
    expect(newest(['v2.0'], { ...plain, accepts })).toBeUndefined();
  });

  test('drafts never, marked pre-releases like pre-releases', () => {
    const marked = candidate('v2.0', { prerelease: true });
    expect(newest([candidate('v3.0', { draft: true }), marked, 'v1.0'])?.chosen.tag).toBe('v1.0');
    expect(newest([marked, 'v1.0'], { prereleases: true })?.chosen.tag).toBe('v2.0');
  });

  test.each([
    ['[YANKED] v2.0', true],
    ['v2.0 (broken)', true],
    ['2.0: DO NOT USE', true],
    ['Release 2.0 is broken', true],
    ['Please do not use', true],
    ['v2.0 Fix broken links', false],
    ['v2.0 - yanked support', false],
    ['v2.0', false],
    ['', false],
  ])('a release called %j is withdrawn: %s', (title, withdrawn) => {
    const expected = withdrawn ? 'v1.0' : 'v2.0';
    expect(newest([candidate('v2.0', { title }), 'v1.0'])?.chosen.tag).toBe(expected);
  });

  test('a new way of counting ends the old one where dates tell', () => {
    const old = candidate('2019.4', { date: '2019-04-01T00:00:00Z' });
    const fresh = candidate('1.2', { date: '2025-01-01T00:00:00Z' });
    const backport = candidate('0.9', { date: '2025-02-01T00:00:00Z' });
    expect(newest([old, fresh, backport])?.chosen.tag).toBe('1.2');
    expect(newest(['2019.4', '1.2'])?.chosen.tag).toBe('2019.4');
    const major = candidate('v2.0', { date: '2020-01-01T00:00:00Z' });
    expect(newest([major, backport])?.chosen.tag).toBe('v2.0');
  });
});

describe('trySelectWanted', () => {
  const wanted = (tags: readonly string[], text: string, own = false) => {
    const all = toVersioned(tags.map((tag) => candidate(tag)));
    return trySelectWanted(all, ['demo'], { text, own });
  };
  test.each([
    [['v1.0', '1.0'], 'v1.0', 'v1.0'],
    [['v1.0'], '1.0', 'v1.0'],
    [['v1.0'], '1.0.0', 'v1.0'],
    [['release_v3.00'], '3.0', 'release_v3.00'],
    [['v1.0', 'demo-v1.0', 'other-v1.0'], '1.0', 'demo-v1.0'],
    [['other-v1.0'], '1.0', 'other-v1.0'],
    [['a-v1.0', 'b-v1.0'], '1.0', undefined],
    [['v0.96.0-beta.10'], '0.96.0b10', 'v0.96.0-beta.10'],
    [['v1.0'], '1.1', undefined],
    [['v1.0'], 'nonsense', undefined],
  ])('%j asked for %s is %s', (tags, text, expected) => {
    expect(wanted(tags, text)?.chosen.tag).toBe(expected);
  });

  test('own tags only, where the project is known', () => {
    expect(wanted(['other-v1.0'], '1.0', true)).toBeUndefined();
    expect(wanted(['demo-v1.0'], '1.0', true)?.chosen.tag).toBe('demo-v1.0');
  });

  test('one that was withdrawn is taken, and it says so', () => {
    const all = toVersioned([candidate('v2.0', { title: 'YANKED' })]);
    expect(trySelectWanted(all, [], { text: 'v2.0', own: false })?.diagnostics[0]?.code).toBe(
      'release-withdrawn',
    );
  });
});

test.each([
  ['', true],
  ['posthog', true],
  ['posthog-python', true],
  ['python', true],
  ['openfeature-provider-posthog', false],
])('tags of %j belong to posthog-python: %s', (component, own) => {
  expect(isOwnComponent(component, ['posthog-python'])).toBe(own);
});
