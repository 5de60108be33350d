import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cacheEntry, metadataXml } from '../support/memory-repository.ts';
import { writeReferenceRepository } from '../support/reference-repository.ts';
import { createWorkspace } from '../support/run-cli.ts';
import { serveProjects } from '../support/serve-project.ts';

const targets = ['python3_11', 'python3_12', 'python3_13', 'python3_14'];
const cached = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([id, text]) => [`metadata/md5-cache/${id}`, text]));
const withKeywords = (keywords: string) => cacheEntry({ targets, keywords });

const files = {
  ...cached({
    'dev-python/psycopg-2.9': cacheEntry({ targets, slot: '2' }),
    'dev-python/psycopg-3.2': cacheEntry({ targets, slot: '0' }),
    'dev-python/cffi-2.0': cacheEntry({ targets, slot: '0/2.0' }),
    'dev-python/aged-1.0': cacheEntry({ targets: ['python3_12', 'python3_13'] }),
    'dev-python/hidden-2.0': withKeywords('~amd64'),
    'dev-python/elsewhere-1.0': withKeywords('~arm64'),
    'dev-python/young-0.9': withKeywords('~amd64'),
    'dev-python/flagged-1.0': cacheEntry({ targets, iuse: 'toml' }),
    'app-arch/brotli-1.2': cacheEntry({ targets, iuse: 'python' }),
  }),
  'dev-python/psycopg/metadata.xml': metadataXml('psycopg', 'psycopg2'),
  'dev-python/fork/metadata.xml': metadataXml('spruce'),
  'profiles/package.mask': 'dev-python/hidden\n',
  'profiles/package.deprecated': 'dev-python/toml\n',
  'profiles/updates/1Q-2026': 'move dev-python/old-pine dev-python/pine\n',
};
const packages = [
  'dev-python/spruce-1.0',
  'dev-python/fork-1.0',
  'dev-python/pine-3.0',
  'dev-python/bar3-1.0',
  'dev-python/toml-0.10',
  'app-misc/larch-1.0',
  'app-misc/willow-1.0',
];

const project = (name: string, dependencies: readonly string[], more: object = {}) => ({
  name,
  version: '1.0',
  summary: `The ${name} of a wood`,
  dependencies,
  ...more,
});

const compiled = {
  'pyproject.toml': '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
  'setup.py':
    'from setuptools import Extension, setup\nsetup(name="linked", ext_modules=[Extension("linked", ["linked.c"])])\n',
  'linked.c': '',
};

let workspace: ReturnType<typeof createWorkspace>;
let index: Awaited<ReturnType<typeof serveProjects>>;
const wanted: Readonly<Record<string, string>> = {
  slot: 'psycopg2>=2.8',
  flag: 'brotli',
  moved: 'old-pine>=2',
  illegal: 'bar-3',
  several: 'spruce',
  category: 'larch',
  missing: 'nowhere',
  range: 'young>=1.2',
  masked: 'hidden',
  keyword: 'elsewhere>=1',
  deprecated: 'toml',
  extra: 'flagged[toml]',
  target: 'aged',
};

beforeAll(async () => {
  index = await serveProjects([
    ...Object.entries(wanted).map(([name, dependency]) => project(name, [dependency])),
    project('linked', ['cffi>=1'], { files: compiled }),
    project('leaf-2', []),
    project('pine', []),
  ]);
});
afterAll(() => index.close());
beforeEach(() => {
  workspace = createWorkspace();
  writeReferenceRepository(join(workspace.folder, 'gentoo'), packages, files);
});
afterEach(() => workspace.remove());

const pypi = (...argv: readonly string[]) =>
  workspace.ebuildgen(
    'pypi',
    '-o',
    workspace.overlay,
    '--repo',
    join(workspace.folder, 'gentoo'),
    '--pypi-url',
    index.url,
    ...argv,
  );
const ebuildOf = (name: string) => workspace.read(`dev-python/${name}/${name}-1.0.ebuild`);

describe('the name of a dependency', () => {
  test.each([
    ['slot', '>=dev-python/psycopg-2.8:2[${PYTHON_USEDEP}]', ''],
    ['flag', 'app-arch/brotli[python,${PYTHON_USEDEP}]', ''],
    ['moved', '>=dev-python/pine-2[${PYTHON_USEDEP}]', ''],
    ['illegal', 'dev-python/bar3[${PYTHON_USEDEP}]', ''],
    ['category', 'app-misc/larch[${PYTHON_USEDEP}]', ''],
    ['extra', 'dev-python/flagged[toml,${PYTHON_USEDEP}]', ''],
    ['several', 'dev-python/fork[${PYTHON_USEDEP}]', ''],
  ])('%s', async (name, atom, remark) => {
    const { status, stderr } = await pypi(name);
    expect({ status, stderr }).toEqual({ status: 0, stderr: remark });
    expect(ebuildOf(name)).toContain(`RDEPEND="\n\t${atom}\n"`);
  });
});

test('a subslot that compiled modules are built against is followed', async () => {
  await pypi('linked');
  expect(ebuildOf('linked')).toContain('DISTUTILS_EXT=1');
  expect(ebuildOf('linked')).toContain('RDEPEND="\n\t>=dev-python/cffi-1:=[${PYTHON_USEDEP}]\n"');
});

test('several candidates: the one that claims the project, with a note', async () => {
  const { stderr } = await pypi('-v', 'several');
  expect(stderr).toContain(
    'note: `spruce` is taken to be `dev-python/fork`, although it could be `dev-python/spruce` as well',
  );
});

describe('a dependency that cannot be satisfied is reported with the reason', () => {
  test.each([
    ['missing', 'error', 'No repository has `dev-python/nowhere` (`nowhere` on PyPI) ['],
    ['range', 'error', 'No version satisfies `>=dev-python/young-1.2`: the repositories have `0.9`'],
    ['masked', 'error', 'Only masked versions satisfy `dev-python/hidden`: `2.0` in package.mask'],
    [
      'keyword',
      'warning',
      'No version that satisfies `>=dev-python/elsewhere-1` has the keyword `~amd64`: `1.0`',
    ],
    ['deprecated', 'warning', '`dev-python/toml` is in package.deprecated'],
  ])('%s', async (name, severity, text) => {
    const { status, stderr } = await pypi(name);
    expect(status).toBe(0);
    expect(stderr).toContain(`pypi:${name}: ${severity}: ${text}`);
    expect(stderr.split('\n').filter((line) => line.startsWith('pypi:'))).toHaveLength(1);
    expect(stderr.includes('hint: --recursive also generates')).toBe(name === 'missing');
  });
});

describe('interpreters that a dependency lacks', () => {
  test('are left out of PYTHON_COMPAT', async () => {
    const { stderr } = await pypi('-v', 'target');
    expect(ebuildOf('target')).toContain('PYTHON_COMPAT=( python3_{12..13} )');
    expect(stderr).toContain(
      'python3_14 is left out of PYTHON_COMPAT: `dev-python/aged` does not support it',
    );
  });

  test('stay and are reported with missing-targets = "keep"', async () => {
    await pypi('leaf-2');
    workspace.put('metadata/ebuildgen.toml', '[defaults]\nmissing-targets = "keep"\n');
    const { stderr } = await pypi('target');
    expect(ebuildOf('target')).toContain('PYTHON_COMPAT=( python3_{12..14} )');
    expect(stderr).toBe(
      'pypi:target: warning: No version that satisfies `dev-python/aged` supports `python3_14` [dependency-lacks-target]\n',
    );
  });
});

test('a name that ends like a version is written without the hyphen', async () => {
  const { status } = await pypi('leaf-2');
  expect(status).toBe(0);
  const ebuild = workspace.read('dev-python/leaf2/leaf2-1.0.ebuild');
  expect(ebuild).toContain('PYPI_PN=leaf-2');
});

test('what a repository has in a newer version is skipped, unless --force is given', async () => {
  const { status, stdout } = await pypi('pine');
  expect(status).toBe(0);
  expect(stdout).toBe('skipped    dev-python/pine-1.0 (gentoo has 3.0; --force generates it all the same)\n');
  expect((await pypi('--force', 'pine')).stdout).toBe('created    dev-python/pine-1.0\n');
});

describe('--explain', () => {
  test('prints the way to each name and touches nothing', async () => {
    const { status, stdout, stderr } = await pypi('--explain', 'old_pine', 'Bar.3', 'psycopg2', 'spruce');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "old_pine: dev-python/pine
        nothing by its pypi remote-id (metadata.xml), its name in dev-python
        \`dev-python/pine\` by a move of \`dev-python/old-pine\` (profiles/updates)
        ::gentoo has 3.0
      Bar.3: dev-python/bar3
        nothing by its pypi remote-id (metadata.xml)
        \`dev-python/bar3\` by its name in dev-python
        ::gentoo has 1.0
      psycopg2: dev-python/psycopg
        \`dev-python/psycopg\` by its pypi remote-id (metadata.xml)
        ::gentoo has 2.9, 3.2
        dependencies on it have slot 2
      spruce: dev-python/fork
        \`dev-python/fork\` by its pypi remote-id (metadata.xml), before \`dev-python/spruce\`
        ::gentoo has 1.0
      "
    `);
    expect(workspace.snapshot).toThrow(/ENOENT/);
  });

  test('as JSON', async () => {
    const { stdout } = await pypi('--explain', '--format', 'json', 'larch');
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ names: [{ package: 'app-misc/larch', exists: true }] });
    const schema = JSON.parse(readFileSync('src/report/names.schema.json', 'utf8'));
    expect(new Ajv({ strict: true }).validate(schema, document)).toBe(true);
  });

  test('asks no index', async () => {
    const { status, stdout } = await pypi('--explain', '--pypi-url', 'http://127.0.0.1:9', 'willow');
    expect(status).toBe(0);
    expect(stdout).toContain('willow: app-misc/willow\n');
  });
});
