import { expect, test } from 'vitest';
import { matchVersionTag } from '../../../../src/sources/forge/match-tag.ts';
import { tryParseTag } from '../../../../src/sources/forge/tag.ts';

test.each([
  [['v1.0', 'v1.1'], '1.1', 'v1.1'],
  [['v1.1.0'], '1.1', 'v1.1.0'],
  [['demo-v1.1', 'v1.1'], '1.1', 'demo-v1.1'],
  [['demo==1.1', 'other==1.1'], '1.1', 'demo==1.1'],
  [['other==1.1'], '1.1', undefined],
  [['v1.1-1'], '1.1.post1', 'v1.1-1'],
  [['v1.1rc1'], '1.1', undefined],
  [[], '1.1', undefined],
  [['v1.1', '1.1'], '1.1', 'v1.1'],
])('%j for %s is %s', (tags, version, expected) => {
  const read = tags.map(tryParseTag).filter((tag) => tag !== undefined);
  expect(matchVersionTag(read, version, ['Demo'])?.tag).toBe(expected);
});
