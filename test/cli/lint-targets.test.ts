import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalFiles } from '../../src/io/local-files.ts';
import { zip } from '../support/archives.ts';
import { pitfalls, startPoetryUpstream } from '../support/poetry-upstream.ts';
import { createWorkspace } from '../support/run-cli.ts';

/** Standard input, as `cat pyproject.toml | ebuildgen lint -` gives it, and everything else as it is. */
let input = '';
const workspace = createWorkspace({
  adapt: (ports) => ({
    ...ports,
    local: { ...ports.local, readInput: createLocalFiles(Readable.from([input])).readInput },
  }),
});
let upstream: Awaited<ReturnType<typeof startPoetryUpstream>>;
beforeAll(async () => {
  upstream = await startPoetryUpstream();
});
afterAll(async () => {
  await upstream.stop();
  workspace.remove();
});

const addresses = () => [
  '--pypi-url',
  upstream.url,
  '--github-url',
  upstream.url,
  '--github-api-url',
  upstream.url,
];
const lint = (...argv: readonly string[]) => workspace.ebuildgen('lint', ...addresses(), ...argv);

interface Finding {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}
interface Target {
  readonly target: string;
  readonly project: string | null;
  readonly findings: readonly Finding[];
}
async function lintJson(...argv: readonly string[]): Promise<readonly Target[]> {
  return JSON.parse((await lint('--format', 'json', ...argv)).stdout).targets;
}
const codesOf = (target: Target | undefined) => target?.findings.map(({ code }) => code);

test('standard input', async () => {
  input = pitfalls;
  const [target] = await lintJson('-');
  expect(target).toMatchObject({ target: '-', project: 'spam 1.0' });
  expect(target?.findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'PO402 pyproject.toml',
    'PO102 pyproject.toml',
    'PO103 pyproject.toml',
    'PO105 pyproject.toml',
    'PO301 pyproject.toml',
  ]);
  const diff = await lint('--diff', '-');
  expect(diff.stdout).toContain('--- a/pyproject.toml\n');
  expect(diff.stdout).toContain('+tzdata = ">=2024.1"\n');
  const fix = await lint('--fix', '-');
  expect([fix.status, fix.stderr]).toEqual([2, expect.stringContaining('standard input cannot be fixed')]);
  input = '[tool.poetry\n';
  const broken = await lint('-');
  expect(broken.status).toBe(1);
  expect(broken.stdout).toContain('METADATA_INVALID');
});

test('the versions of the index tell which caps exclude a release', async () => {
  const [target] = await lintJson('--select', 'PO103', 'spam');
  expect(target?.findings.map(({ message }) => message)).toEqual([
    '`rich = "^13.0"` excludes 14.0, which is out; raise or drop the cap',
  ]);
  const asked = upstream.requests.map(({ path }) => path).filter((path) => path.startsWith('/pypi/'));
  expect(new Set(asked)).toEqual(new Set(['/pypi/spam/json', '/pypi/rich/json', '/pypi/tzdata/json']));
});

test('OWNER/REPO: the archive of the newest tag', async () => {
  const [target, exact] = await lintJson('octo/spam', 'github:octo/spam@v1.0');
  expect(target).toMatchObject({ target: 'octo/spam', project: 'spam 1.0' });
  expect(target?.findings[1]).toMatchObject({ code: 'PO203', path: 'spam-v1.0.tar.gz/pyproject.toml' });
  expect(codesOf(exact)).toEqual(codesOf(target));
});

test('--from overlay: all that it was generated from', async () => {
  await workspace.ebuildgen('pypi', '-o', workspace.overlay, ...addresses(), 'spam');
  const targets = await lintJson('--from', 'overlay', '-o', workspace.overlay, '--select', 'PO203');
  expect(targets).toMatchObject([{ target: 'pypi:spam', findings: [{ code: 'PO203' }] }]);
});

test('a wheel file', async () => {
  const file = join(workspace.folder, 'spam-1.0-py3-none-any.whl');
  const members = ['spam/__init__.py', 'tests/test_spam.py', 'README.md'].map((name) => ({ name, body: '' }));
  const metadata = { name: 'spam-1.0.dist-info/METADATA', body: 'Metadata-Version: 2.1\nName: spam\n' };
  writeFileSync(file, zip([...members, metadata]));
  const [target] = await lintJson(file);
  expect(codesOf(target)).toEqual(['PK101', 'PK303']);
  expect(target?.findings[0]?.message).toBe(
    '`README.md`, `tests/` would land right in site-packages; leave it out of the wheel',
  );
});

test('absolute paths are told as seen from the current folder', async () => {
  const here = createWorkspace({ cwd: workspace.folder });
  const folder = join(workspace.folder, 'checkout');
  mkdirSync(join(folder, 'spam'), { recursive: true });
  writeFileSync(join(folder, 'spam/__init__.py'), '');
  writeFileSync(join(folder, 'pyproject.toml'), pitfalls.replace(', { include = "tests" }', ''));
  const run = (...argv: readonly string[]) => here.ebuildgen('lint', ...addresses(), ...argv);
  for (const target of [folder, `${folder}/`, join(folder, 'pyproject.toml')]) {
    const { stdout } = await run('--diff', '--select', 'PO102', target);
    expect(stdout).toContain('--- a/checkout/pyproject.toml\n+++ b/checkout/pyproject.toml\n');
    const annotations = await run('--format', 'github', '--select', 'PO102', target);
    expect(annotations.stdout).toMatch(/^::warning file=checkout\/pyproject\.toml,line=10,/);
  }
  const sarif = JSON.parse((await run('--format', 'sarif', '--select', 'PO102', folder)).stdout);
  const { artifactLocation } = sarif.runs[0].results[0].locations[0].physicalLocation;
  expect(artifactLocation.uri).toBe('checkout/pyproject.toml');
  const inside = createWorkspace({ cwd: folder });
  expect((await inside.ebuildgen('lint', '--offline', '--diff', folder)).stdout).toMatch(
    /^--- a\/pyproject\.toml$/m,
  );
  here.remove();
  inside.remove();
});
