import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalFiles } from '../../src/io/local-files.ts';
import { packSdist, serveRecordedProjects } from '../support/recorded-index.mjs';
import { createWorkspace } from '../support/run-cli.ts';

const golden = fileURLToPath(new URL('../golden', import.meta.url));
const workspace = createWorkspace();
let index: Awaited<ReturnType<typeof serveRecordedProjects>>;
beforeAll(async () => {
  index = await serveRecordedProjects(golden);
});
afterAll(async () => {
  await index.close();
  workspace.remove();
});

const lint = (...argv: readonly string[]) => workspace.ebuildgen('lint', '--pypi-url', index.url, ...argv);

const pyproject = `[tool.poetry]
name = "spam"
version = "1.0"
description = "d"
license = "MIT"
include = ["CHANGELOG.md"] # kept
packages = [{ include = "spam" }, { include = "tests" }]

[tool.poetry.dependencies]
python = ">=3.10"
tzdata   =   "^2024.1"   # kept too

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
`;

/** Writes a project and gives its folder. */
function writeProject(name: string, text = pyproject): string {
  const folder = join(workspace.folder, name);
  const files = {
    'pyproject.toml': text,
    LICENSE: 'MIT',
    'CHANGELOG.md': '',
    'spam/__init__.py': '',
    'tests/test_a.py': '',
    '.venv/lib/x/setup.py': '',
    'py312/pyvenv.cfg': '',
    'py312/bin/activate.py': '',
    'build/lib/spam.py': '',
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

describe('targets', () => {
  test('a folder: findings on stdout, totals on stderr, status 1 for an error', async () => {
    const folder = writeProject('folder');
    const { status, stdout, stderr } = await lint(folder);
    expect(status).toBe(1);
    expect(stdout.replaceAll(folder, 'F')).toMatchInlineSnapshot(`
      "F (spam 1.0)
        F/pyproject.toml:7:35: error PO203 \`tests\` installs \`tests/\` right into site-packages; say \`format = "sdist"\` (--fix)
           7 | packages = [{ include = "spam" }, { include = "tests" }]
             |                                   ^^^^^^^^^^^^^^^^^^^^^
        F/pyproject.toml:11:1: warning PO102 \`tzdata = "^2024.1"\` pins a package that is data; say \`>=2024.1\` (--fix)
          11 | tzdata   =   "^2024.1"   # kept too
             | ^^^^^^

      "
    `);
    expect(stderr).toBe('1 target: 1 error, 1 warning, 2 notes (-v shows them), 3 can be fixed with --fix\n');
  });

  test('pyproject.toml alone', async () => {
    const folder = writeProject('alone');
    const { status, stdout } = await lint('--format', 'json', join(folder, 'pyproject.toml'));
    expect(status).toBe(0);
    const [{ findings }] = JSON.parse(stdout).targets;
    expect(findings.map(({ code }: { code: string }) => code)).toEqual(['PO402', 'PO102']);
    expect(findings[0].path).toBe(join(folder, 'pyproject.toml'));
  });

  test('an sdist file, and a project of the index, and both again from what an overlay came from', async () => {
    const archive = join(workspace.folder, 'tidewater-0.9.2.tar.gz');
    writeFileSync(archive, await packSdist(join(golden, 'tidewater/upstream/tree'), 'tidewater-0.9.2'));
    const codesOf = (stdout: string) =>
      JSON.parse(stdout).targets.map(({ findings }: { findings: readonly { code: string }[] }) =>
        findings.map(({ code }) => code),
      );
    const { stdout } = await lint('--format', 'json', archive, 'tidewater', 'pypi:tidewater==0.9.2');
    const [local, named, exact] = codesOf(stdout);
    expect(local.length).toBeGreaterThan(2);
    expect(named).toEqual(local);
    expect(exact).toEqual(local);
    await workspace.ebuildgen(
      'pypi',
      '-o',
      workspace.overlay,
      '--pypi-url',
      index.url,
      'tidewater',
      'lanternfish',
    );
    const all = await lint('--format', 'json', '--from', 'overlay', '-o', workspace.overlay);
    expect(JSON.parse(all.stdout).targets.map(({ target }: { target: string }) => target)).toEqual([
      'pypi:lanternfish',
      'pypi:tidewater',
    ]);
    expect(codesOf(all.stdout)[1]).toEqual(local);
    expect((await lint('--from', workspace.overlay, '--format', 'json')).stdout).toBe(all.stdout);
  });

  test('what is not there fails, the others go on', async () => {
    const { status, stdout } = await lint('./nowhere', writeProject('there'), 'no-such-project');
    expect(status).toBe(2);
    expect(stdout).toContain('there is nothing at `./nowhere`');
    expect(stdout).toContain('PO203');
    expect(stdout).toContain('UPSTREAM_NOT_FOUND');
  });

  test('a broken pyproject.toml names the line', async () => {
    const folder = writeProject('broken', '[project]\nname = \n');
    const { status, stdout } = await lint(folder);
    expect(status).toBe(1);
    expect(stdout).toContain('METADATA_INVALID');
    expect(stdout).toMatch(/pyproject\.toml:2/);
  });

  test('standard input, bounded', async () => {
    const read = (chunks: readonly Buffer[]) => createLocalFiles(Readable.from(chunks)).readInput();
    expect(await read([Buffer.from('a = "'), Buffer.from('ü"')])).toBe('a = "ü"');
    await expect(read(Array.from({ length: 5 }, () => Buffer.alloc(1024 * 1024)))).rejects.toThrow(
      'too large',
    );
  });

  test('a folder is read without what tools leave there, and links are not followed', async () => {
    const folder = writeProject('links');
    symlinkSync('/etc', join(folder, 'etc'));
    symlinkSync('/etc/passwd', join(folder, 'passwd.py'));
    const local = await createLocalFiles(Readable.from([])).readTree(folder, (path) =>
      path.endsWith('.toml'),
    );
    expect(local?.kind).toBe('folder');
    expect(local?.tree.entries.map(({ path }) => path)).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'pyproject.toml',
      'spam/__init__.py',
      'tests/test_a.py',
    ]);
    expect(local?.tree.tryReadText('pyproject.toml')).toBe(pyproject);
    expect(local?.tree.tryReadText('LICENSE')).toBeUndefined();
  });
});

describe('fixes', () => {
  test('--diff prints what --fix does, and nothing more is to be done then', async () => {
    const folder = writeProject('fix');
    const file = join(folder, 'pyproject.toml');
    const { stdout } = await lint('--diff', folder);
    expect(readFileSync(file, 'utf8')).toBe(pyproject);
    expect(stdout.replaceAll(folder, 'F')).toMatchInlineSnapshot(`
      "--- aF/pyproject.toml
      +++ bF/pyproject.toml
      @@ -3,12 +3,12 @@
       version = "1.0"
       description = "d"
       license = "MIT"
      -include = ["CHANGELOG.md"] # kept
      -packages = [{ include = "spam" }, { include = "tests" }]
      +include = [{ path = "CHANGELOG.md", format = "sdist" }] # kept
      +packages = [{ include = "spam" }, { include = "tests", format = "sdist" }]
       
       [tool.poetry.dependencies]
       python = ">=3.10"
      -tzdata   =   "^2024.1"   # kept too
      +tzdata   =   ">=2024.1"   # kept too
       
       [build-system]
       requires = ["poetry-core"]
      "
    `);
    const fixed = await lint('--fix', folder);
    expect(fixed.status).toBe(0);
    expect(fixed.stderr).toContain('3 fixed');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('tzdata   =   ">=2024.1"   # kept too');
    expect(text).toContain('# kept\n');
    expect((await lint('--diff', folder)).stdout).toBe('');
    expect((await lint('--fix', folder)).stderr).not.toContain(' fixed');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('options', () => {
  test('--select, --ignore, --strict', async () => {
    const folder = writeProject('options');
    expect((await lint('--select', 'PO102', '-q', folder)).stdout).toBe('');
    expect((await lint('--select', 'PO102', folder)).status).toBe(0);
    expect((await lint('--select', 'PO102', '--strict', folder)).status).toBe(1);
    expect((await lint('--ignore', 'PO1,po203', '--strict', folder)).status).toBe(0);
  });

  test('[tool.ebuildgen.lint] and comments', async () => {
    const own = `${pyproject.replace('# kept too', '# ebuildgen: ignore[PO102]')}\n[tool.ebuildgen.lint]\nignore = ["PO4"]\nstrict = true\n`;
    const { stdout } = await lint('--format', 'json', writeProject('settings', own));
    const [{ findings, silenced }] = JSON.parse(stdout).targets;
    expect(findings.map(({ code }: { code: string }) => code)).toEqual(['PO201', 'PO203']);
    expect(silenced).toBe(1);
    const wrong = await lint(writeProject('wrong', `${pyproject}\n[tool.ebuildgen.lint]\nselekt = []\n`));
    expect(wrong.status).toBe(2);
    expect(wrong.stdout).toContain('pyproject.toml:18');
  });

  test.each([
    [['--fix', '--diff', '.'], 'exclude each other'],
    [['--offline', '--refresh', '.'], 'exclude each other'],
    [[], 'nothing to lint'],
    [['--select', 'PX', '.'], '`PX` is the code of no rule'],
    [['--explain', 'PX'], '`PX` is the code of no rule'],
    [['github:nothing'], 'names no project'],
  ])('%j is wrong usage', async (argv, message) => {
    const { status, stderr } = await lint(...argv);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('--list and --explain', async () => {
    const { stdout } = await lint('--list');
    expect(stdout.split('\n')).toContain('PO201  warning  fix  `include` entry without `format`');
    const explained = await lint('--explain', 'po201');
    expect(explained.stdout).toMatch(
      /^PO201 `include` entry without `format` \(warning, can be fixed with --fix\)/,
    );
    expect(explained.stdout).toContain('Right:\n\n    [tool.poetry]\n');
  });

  test.each(['sarif', 'markdown', 'github'])('--format %s', async (format) => {
    const { stdout, stderr } = await lint('--format', format, writeProject('formats'));
    expect(stdout).toContain('PO203');
    expect(stderr).toBe('');
  });
});
