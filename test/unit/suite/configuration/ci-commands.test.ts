import { expect, test } from 'vitest';
import { readInstalled } from '../../../../src/suite/configuration/ci-commands.ts';
import { sourceTree } from '../../../support/source-tree.ts';

test.each<[file: string, line: string, extras: string[]]>([
  ['.github/workflows/test.yml', '      - run: pip install -e ".[web, cli]"', ['cli', 'web']],
  ['.github/workflows/ci.yaml', '        run: uv sync --frozen --extra Web --extra=cli', ['cli', 'web']],
  ['.github/workflows/ci.yaml', '          poetry install --extras "web cli"', ['cli', 'web']],
  ['Makefile', '\tpoetry install -E web', ['web']],
  ['scripts/bootstrap', 'python -m pip install ./[web]', ['web']],
  ['.github/workflows/ci.yaml', '        run: uv sync --group docs', []],
  ['.github/workflows/ci.yaml', '        run: uv sync --extra ${{ matrix.extra }}', []],
  ['docs/notes.txt', 'pip install -e .[web]', []],
])('%s with %j', (file, line, extras) => {
  const tree = sourceTree({ [file]: `# runs the tests\n${line}\n` });
  expect(readInstalled(tree)).toMatchObject({ extras, all: false });
});

test.each(['uv sync --all-extras', 'pdm install -G :all', 'uv run --all-extras pytest'])('%j', (command) => {
  const tree = sourceTree({ '.github/workflows/ci.yml': `run: ${command}\n# test\n` });
  expect(readInstalled(tree)).toMatchObject({ extras: [], all: true });
});

test('what does not speak of tests does not count', () => {
  const tree = sourceTree({ '.github/workflows/docs.yml': 'run: uv sync --all-extras\n' });
  expect(readInstalled(tree)).toEqual({ extras: [], all: false, requirements: [] });
});

test.each<[command: string, requirements: string[]]>([
  ['pip install pygments "redis>=4"', ['pygments', 'redis>=4']],
  ['python -m pip install -U pip -r requirements.txt mock && pytest tests', ['mock', 'pip']],
  ['pip install . ./plugin ${{ matrix.name }} $EXTRA', []],
  ['pip install --quiet -U numpy; echo done', ['numpy']],
  ['pip install a; pip install b', ['a']],
  ['pip install dist/spam.whl spam.whl -c pins.txt', []],
  ['uv sync install', []],
])('%s', (command, requirements) => {
  const tree = sourceTree({ '.github/workflows/ci.yml': `run: ${command}\n# test\n` });
  expect(readInstalled(tree).requirements).toEqual(requirements);
});
