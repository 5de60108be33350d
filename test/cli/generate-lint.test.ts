import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { pitfalls, startPoetryUpstream } from '../support/poetry-upstream.ts';
import { createWorkspace } from '../support/run-cli.ts';

/** What `lint` finds in a release is part of what generating it says. */
let upstream: Awaited<ReturnType<typeof startPoetryUpstream>>;
let workspace: ReturnType<typeof createWorkspace>;
beforeAll(async () => {
  upstream = await startPoetryUpstream();
});
afterAll(() => upstream.stop());
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

const run = (command: string, ...argv: readonly string[]) => runAt(upstream.url, command, ...argv);
const runAt = (url: string, command: string, ...argv: readonly string[]) => {
  const addresses = ['--pypi-url', url, '--github-url', url, '--github-api-url', url];
  return workspace.ebuildgen(command, '-o', workspace.overlay, ...addresses, ...argv);
};

interface Remark {
  readonly code: string;
  readonly severity: string;
  readonly where: { readonly file: string; readonly line?: number };
}
const packageOf = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout).packages[0];
const codesOf = (remarks: readonly Remark[]) => remarks.map(({ code }) => code);

test('what changes the ebuild is told, the rest only counted', async () => {
  const { status, stderr } = await run('pypi', 'spam');
  expect(status).toBe(0);
  const lines = stderr.split('\n');
  expect(lines).toContain(
    'pypi:spam: warning: `tests` installs `tests/` right into site-packages; say `format = "sdist"` (pyproject.toml:6:35) [PO203]',
  );
  expect(lines).toContain(
    'pypi:spam: warning: `uvloop` is optional, but no extra of [tool.poetry.extras] names it; add it to one (pyproject.toml:12:1) [PO301]',
  );
  expect(stderr).not.toContain('PO102');
  expect(lines.slice(-2)).toEqual(['lint has 1 remark for the upstream of pypi:spam (-v shows them)', '']);
  expect(workspace.read('dev-python/spam/spam-1.0.ebuild')).toContain('rm -r');
});

test('-v shows all of it, each once, and -q nothing', async () => {
  const { stderr } = await run('pypi', '-v', 'spam');
  expect(stderr).toContain('pypi:spam: upstream: `tzdata = "^2024.1"` pins a package that is data');
  expect(stderr.match(/\[PO203\]/g)).toHaveLength(1);
  expect(stderr).not.toContain('lint has');
  expect((await run('pypi', '-q', '--force', 'spam')).stderr).toBe('');
});

test.each([
  ['pypi', 'spam'],
  ['github', 'octo/spam'],
])('%s: all findings are in the JSON document', async (command, name) => {
  const { diagnostics, findings } = packageOf(await run(command, '--format', 'json', name));
  expect(codesOf(findings)).toEqual(['PO402', 'PO203', 'PO102', 'PO105', 'PO301']);
  expect(findings[1]).toMatchObject({ severity: 'error', where: { file: 'pyproject.toml', line: 6 } });
  const named = diagnostics.filter(({ code }: Remark) => code.startsWith('P'));
  expect(named.map(({ code, severity }: Remark) => `${code} ${severity}`)).toEqual([
    'PO203 warning',
    'PO301 warning',
  ]);
});

test('update lints what it generates, and nothing where nothing is new', async () => {
  mkdirSync(join(workspace.overlay, 'metadata'), { recursive: true });
  writeFileSync(join(workspace.overlay, 'metadata/ebuildgen.toml'), '[pypi.spam]\n');
  const first = await run('update', '--format', 'json');
  expect(codesOf(packageOf(first).diagnostics)).toEqual(expect.arrayContaining(['PO203', 'PO301']));
  expect(codesOf(packageOf(first).findings)).toContain('PO102');
  const second = packageOf(await run('update', '--format', 'json'));
  expect([second.status, second.findings]).toEqual(['unchanged', undefined]);
  const again = await run('update', '--regenerate');
  expect(again.stderr).toContain('[PO203]');
  expect(again.stderr).toMatch(/^lint has 1 remark for the upstream of pypi:spam/m);
});

test("upstream's own settings count", async () => {
  const settings = `${pitfalls}\n[tool.ebuildgen.lint]\nignore = ["PO2", "PO4", "PO1"]\n`;
  const quiet = await startPoetryUpstream(settings);
  const { findings } = packageOf(await runAt(quiet.url, 'pypi', '--format', 'json', 'spam'));
  expect(codesOf(findings)).toEqual(['PO301']);
  expect((await runAt(quiet.url, 'pypi', '--force', 'spam')).stderr).not.toContain('lint has');
  await quiet.stop();
});

test('settings that cannot be read are told and keep nothing from being generated', async () => {
  const wrong = await startPoetryUpstream(`${pitfalls}\n[tool.ebuildgen.lint]\nignore = 1\n`);
  const { status, diagnostics, findings } = packageOf(
    await runAt(wrong.url, 'pypi', '--format', 'json', 'spam'),
  );
  expect(status).toBe('created');
  expect(diagnostics).toContainEqual({
    code: 'lint-settings-invalid',
    severity: 'note',
    message: 'all rules of `lint` are asked: `tool.ebuildgen.lint.ignore` must be a list of codes',
    where: { file: 'pyproject.toml', line: 19, column: 1 },
  });
  expect(codesOf(findings)).toContain('PO203');
  await wrong.stop();
});
