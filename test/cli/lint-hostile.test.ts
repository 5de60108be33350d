import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { createLocalFiles } from '../../src/io/local-files.ts';
import { createWorkspace } from '../support/run-cli.ts';

/** What upstream writes reaches terminals, workflow logs and issues; there it must stay text. */
const payload = '\u001b[2J\u0007\r\n::error::owned\n\n# owned <img src=x> @all [l](http://l) `x` \u202e';
const text = JSON.stringify(payload);
const hostile = `[build-system]
requires = ["poetry-core", "wheel"]
build-backend = "poetry.core.masonry.api"

[tool.poetry]
name = ${text}
version = "1"
include = [${text}, { path = ${text}, format = "wheel" }]

[tool.poetry.dependencies]
tzdata = ${JSON.stringify('^2024.1\n')}
${text} = { version = "^0.1", optional = true }

[tool.poetry.extras]
${text} = [${text}]

[tool.poetry.scripts]
${text} = { reference = "a:b", extras = [${text}] }

[project]
name = "spam"
version = "1"
description = ${text}
license = ${text}
classifiers = [${JSON.stringify(`License :: ${payload}`)}]
requires-python = ${JSON.stringify('>=3.9,\n<4')}

[tool.pytest.ini_options]
addopts = ${JSON.stringify(`--cov-${payload}`)}
`;

let input = hostile;
const workspace = createWorkspace({
  adapt: (ports) => ({
    ...ports,
    local: { ...ports.local, readInput: createLocalFiles(Readable.from([input])).readInput },
  }),
});
afterAll(() => workspace.remove());

async function lint(format: string): Promise<string> {
  const { stdout, stderr } = await workspace.ebuildgen('lint', '--offline', '-v', '--format', format, '-');
  return stdout + stderr;
}

test('there is something to say', async () => {
  const codes = JSON.parse(await lint('json')).targets[0].findings.map(({ code }: { code: string }) => code);
  expect([...new Set(codes)].sort()).toEqual([
    'PK203',
    'PK301',
    'PK501',
    'PO102',
    'PO104',
    'PO105',
    'PO403',
    'PO501',
  ]);
});

test.each(['text', 'json', 'sarif', 'markdown', 'github'])(
  '%s sends no control characters',
  async (format) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(await lint(format)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  },
);

test('no line of the text begins with words of upstream', async () => {
  for (const line of (await lint('text')).split('\n'))
    expect(line).toMatch(/^(?:$|- \(spam 1\)$|1 target: | {2}pyproject\.toml:| {3,}\d* \|)/);
});

test('every annotation is ours', async () => {
  const lines = (await lint('github')).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines)
    expect(line).toMatch(/^::(?:error|warning|notice) file=pyproject\.toml,line=\d+,/);
});

test('Markdown stays ours', async () => {
  const outside = (await lint('markdown'))
    .replace(/^( *)(`{3,})toml\n[\s\S]*?\n\1\2$/gm, '')
    .replace(/`[^`\n]*`/g, '');
  expect(outside).not.toMatch(/<img|\]\(http|@all/);
  expect(outside.match(/^#.*/gm)).toEqual(outside.match(/^(?:## Packaging report: .*|### P[OK]\d+: .*)/gm));
});

const many = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => item(index)).join('');
const poetry = '[tool.poetry]\nname = "x"\nversion = "1"\n';

test.each([
  ['arrays in arrays', `x = ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`],
  ['tables in tables', `x = ${'{a='.repeat(20_000)}1${'}'.repeat(20_000)}\n`],
  ['a long key', `[x]\n${'a.'.repeat(50_000)}a = 1\n`],
  ['a long header', `[${'a.'.repeat(50_000)}a]\n`],
  ['findings without end', `${poetry}[tool.poetry.dependencies]\n${many(20_000, (n) => `d${n} = "^0.1"\n`)}`],
  ['entries without end', `${poetry}${many(10_000, () => '[[tool.poetry.include]]\npath = "a"\n')}`],
  ['comments without end', `${poetry}${many(50_000, () => '# ebuildgen: ignore[PO1]\n')}[x]\n`],
  [
    'spaces without end',
    `${poetry}description = "${' '.repeat(500_000)}\\n"\n[project]\nname = "x"\ndescription = "y"\n`,
  ],
])('%s: an answer in time', async (_, document) => {
  input = document;
  const started = performance.now();
  expect(JSON.parse(await lint('json')).targets).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(15_000);
  input = hostile;
});
