import { expect, test } from 'vitest';
import { indexPositions } from '../../../src/toml/positions.ts';

const text = `name = "x"
[tool.poetry]
include = [
  "a",
  { path = "b" },
]
group.dev.dependencies = { pytest = "^8" }

[[tool.poetry.packages]]
include = "src"
`;

test.each([
  [['name'], { line: 1, column: 1 }],
  [['tool', 'poetry'], { line: 2, column: 2 }],
  [['tool', 'poetry', 'include', 0], { line: 4, column: 3 }],
  [['tool', 'poetry', 'include', 1, 'path'], { line: 5, column: 5 }],
  [['tool', 'poetry', 'group', 'dev', 'dependencies', 'pytest'], { line: 7, column: 28 }],
  [['tool', 'poetry', 'packages', 0, 'include'], { line: 10, column: 1 }],
  [['tool', 'missing'], undefined],
])('%j', (path, position) => {
  expect(indexPositions(text).of(path)).toEqual(position);
});

test('text that is not TOML has no positions', () => {
  expect(indexPositions('= = =').of(['x'])).toBeUndefined();
});
