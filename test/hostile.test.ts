import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace } from './support/run-cli.ts';
import { serveProject, serveProjects } from './support/serve-project.ts';

/** Sources an ebuild with stubs for the eclasses, in an empty folder, and gives back what variables hold. */
function sourceEbuild(folder: string, ebuild: string, variables: readonly string[]) {
  const cwd = join(folder, 'sourced');
  mkdirSync(cwd, { recursive: true });
  const script = [
    'inherit() { :; }; distutils_enable_tests() { :; }; python_gen_cond_dep() { echo "$1"; }; pypi_sdist_url() { :; }',
    'PN=wreckage PV=1.0 P=wreckage-1.0 WORKDIR=/w PYTHON_USEDEP=targets',
    `source ${JSON.stringify(ebuild)} || exit 9`,
    ...variables.map((name) => `printf '%s\\0' "\${${name}}"`),
  ].join('\n');
  const output = execFileSync('bash', ['-c', script], { cwd, encoding: 'utf8' });
  return { values: output.split('\0').slice(0, -1), left: readdirSync(cwd) };
}

/** Printable, on one line, of 10 to 80 characters: what DESCRIPTION can hold as it is. */
const summaries = [
  '"$(touch PWNED)` + backticks, quotes, newlines, NUL and \\',
  '`touch PWNED`; touch PWNED & touch PWNED | touch PWNED',
  'it\'s "; touch PWNED; echo " and ${IFS} and $((1+1)) and \\$HOME \\\\',
  '${PV} $PN \\`id\\` !! !$ {a,b} ~root *',
  '-e words \\n \\x41 %s %n "\'"\'"',
];

describe.each(summaries)('the summary %j', (summary) => {
  const workspace = createWorkspace();
  let index: Awaited<ReturnType<typeof serveProject>>;
  beforeAll(async () => {
    const text = `${summary.slice(0, 20)}\u0000\u001b\u0007${summary.slice(20)}`;
    index = await serveProject({
      name: 'wreckage',
      version: '1.0',
      summary: text,
      dependencies: [summary, `idna>=1${summary}`],
    });
  });
  afterAll(async () => {
    await index.close();
    workspace.remove();
  });

  test('runs nothing when the ebuild is sourced, and comes back as it was', async () => {
    const { stderr } = await workspace.ebuildgen(
      'pypi',
      '-o',
      workspace.overlay,
      '--pypi-url',
      index.url,
      'wreckage',
    );
    const ebuild = join(workspace.overlay, 'dev-python/wreckage/wreckage-1.0.ebuild');
    const { values, left } = sourceEbuild(workspace.folder, ebuild, ['DESCRIPTION', 'RDEPEND']);
    expect(values[0]).toBe(summary);
    expect(left).toEqual([]);
    expect(stderr).not.toMatch(/[^\P{Cc}\n\t]/u);
  });
});

const folders = [
  'a; touch PWNED',
  '"; touch PWNED; "',
  '$(touch PWNED)',
  '`touch PWNED`',
  "a'b & touch PWNED #",
  'wreckage-1.0 (${IFS})',
];

describe.each(folders)('the top folder %j of an sdist', (top) => {
  const workspace = createWorkspace();
  let index: Awaited<ReturnType<typeof serveProject>>;
  beforeAll(async () => {
    index = await serveProject({
      name: 'wreckage',
      version: '1.0',
      summary: 'Planks',
      dependencies: [],
      top,
    });
  });
  afterAll(async () => {
    await index.close();
    workspace.remove();
  });

  test('is what S holds when the ebuild is sourced, and runs nothing', async () => {
    const { status } = await workspace.ebuildgen(
      'pypi',
      '-o',
      workspace.overlay,
      '--pypi-url',
      index.url,
      'wreckage',
    );
    expect(status).toBe(0);
    const ebuild = join(workspace.overlay, 'dev-python/wreckage/wreckage-1.0.ebuild');
    expect(sourceEbuild(workspace.folder, ebuild, ['S'])).toEqual({ values: [`/w/${top}`], left: [] });
  });
});

describe('TOML that names what every object inherits', () => {
  const workspace = createWorkspace();
  let index: Awaited<ReturnType<typeof serveProjects>>;
  const hostile = `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "wreckage"
version = "1.0"
[tool.hasOwnProperty]
call = "x"
[tool.toString]
call = "x"
[tool.pytest.ini_options]
addopts = [{ toString = "x", valueOf = "y" }]
`;
  beforeAll(async () => {
    const good = { version: '1.0', summary: 'Planks', dependencies: [] };
    index = await serveProjects([
      { ...good, name: 'wreckage', files: { 'pyproject.toml': hostile } },
      { ...good, name: 'driftwood' },
      { ...good, name: 'flotsam' },
    ]);
  });
  afterAll(async () => {
    await index.close();
    workspace.remove();
  });

  test('spoils nothing for the packages after it', async () => {
    const names = ['wreckage', 'driftwood', 'flotsam'];
    const { status, stderr } = await workspace.ebuildgen(
      'pypi',
      '-o',
      workspace.overlay,
      '--pypi-url',
      index.url,
      ...names,
    );
    expect({ status, stderr }).toMatchObject({ status: 0 });
    for (const name of names)
      expect(workspace.read(`dev-python/${name}/${name}-1.0.ebuild`)).toContain('Planks');
    expect(Reflect.ownKeys(Object.prototype.hasOwnProperty)).toEqual(['length', 'name']);
  });
});
