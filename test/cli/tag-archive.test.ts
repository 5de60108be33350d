import { afterEach, beforeEach, expect, test } from 'vitest';
import { tarGz } from '../support/archives.ts';
import { startChangingIndex } from '../support/changing-index.ts';
import { createWorkspace } from '../support/run-cli.ts';

let index: Awaited<ReturnType<typeof startChangingIndex>>;
let workspace: ReturnType<typeof createWorkspace>;

beforeEach(async () => {
  index = await startChangingIndex();
  workspace = createWorkspace();
});
afterEach(async () => {
  await index.stop();
  workspace.remove();
});

const SETUP = `import pkgconfig
from setuptools import Extension, setup
fast = Extension("widget.fast", ["widget/fast.c", "vendor/lib/a.c"], **pkgconfig.parse("libffi"))
setup(name="widget", version="1.0", packages=["widget"], ext_modules=[fast])
`;
const PROJECT = {
  'setup.py': SETUP,
  'widget/__init__.py': '',
  'widget/fast.pyx': '',
  'tests/test_widget.py': 'def test_it():\n    pass\n',
};
const SUBMODULE = '[submodule "lib"]\n\tpath = vendor/lib\n\turl = https://example.org/lib.git\n';

async function pack(files: Readonly<Record<string, string>>) {
  const mtime = new Date(0);
  return tarGz(Object.entries(files).map(([path, body]) => ({ name: `widget-1.0/${path}`, body, mtime })));
}

async function tag(files: Readonly<Record<string, string>>) {
  const link = `<link href="${index.url}/octo/widget/releases/tag/v1.0"/>`;
  const entry = `<entry>${link}<title>v1.0</title><updated>2026-01-01T00:00:00Z</updated></entry>`;
  const feed = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${entry}</feed>`;
  index.failing.set('/octo/widget/releases.atom', { body: feed });
  index.failing.set('/octo/widget/archive/refs/tags/v1.0.tar.gz', { body: await pack(files) });
}

async function generate(...argv: readonly string[]) {
  const github = ['--github-url', index.url, '--github-api-url', index.url];
  const where = ['-o', workspace.overlay, '--pypi-url', index.url, '--format', 'json'];
  const { stdout } = await workspace.ebuildgen(...argv, ...where, ...github);
  const [{ diagnostics, files }] = JSON.parse(stdout).packages;
  const ebuild: string = files.find(({ path }: { path: string }) => path.endsWith('.ebuild')).path;
  return { text: workspace.read(ebuild), diagnostics };
}

test('what the tag archive of an extension module lacks', async () => {
  await tag({ ...PROJECT, '.gitmodules': SUBMODULE });
  const { text, diagnostics } = await generate('github', 'octo/widget');
  expect(text).toContain('DISTUTILS_EXT=1\n');
  expect(text).toContain('DEPEND="\n\tdev-libs/libffi:=\n"');
  expect(text).toContain('\tdev-python/cython[${PYTHON_USEDEP}]\n\tvirtual/pkgconfig\n');
  expect(text).toContain('python_configure_all() {\n\tcython widget/fast.pyx || die\n}\n');
  const codes = diagnostics.map((one: { severity: string; code: string }) => `${one.severity} ${one.code}`);
  expect(codes).toEqual(
    expect.arrayContaining([
      'error submodule-needed',
      'warning cython-sources',
      'warning extension-source-missing',
    ]),
  );
});

const ASKS_GIT =
  '[build-system]\nrequires = ["setuptools", "setuptools-scm"]\n[project]\nname = "widget"\nversion = "1.0"\n';
const HELPED = { 'tests/test_widget.py': 'from .helpers import x\n\ndef test_it(client):\n    pass\n' };

test.each([
  ['has what the sdist lacks', { 'tests/helpers.py': 'x = 1\n', 'tests/conftest.py': '' }, true],
  ['lacks it too', {}, false],
])('an sdist with half of its suite, and a tag archive that %s', async (_, more, taken) => {
  await index.publish('widget', [{ version: '1.0', files: HELPED }]);
  await tag({ ...PROJECT, ...HELPED, ...more });
  await linkRepository();
  const { text, diagnostics } = await generate('pypi', 'widget');
  expect(text.includes('/archive/refs/tags/')).toBe(taken);
  const codes = diagnostics.map(({ code }: { code: string }) => code);
  expect(codes.includes('archive-for-tests')).toBe(taken);
  expect(codes).not.toContain('tests-incomplete');
});

test('an sdist with half of its suite, of which there is no other source', async () => {
  await index.publish('widget', [{ version: '1.0', files: HELPED }]);
  const { diagnostics } = await generate('pypi', 'widget');
  expect(diagnostics).toContainEqual(
    expect.objectContaining({
      code: 'tests-incomplete',
      message: expect.stringContaining('`tests/helpers.py`'),
    }),
  );
});

async function linkRepository() {
  const path = '/pypi/widget/json';
  const document = JSON.parse(await (await fetch(index.url + path)).text());
  document.info.project_urls = { Repository: `${index.url}/octo/widget` };
  index.failing.set(path, { body: JSON.stringify(document) });
}

test.each([
  ['whole', {}, true],
  ['without a submodule that the build needs', { '.gitmodules': SUBMODULE }, false],
  ['whose data files only git knows', { 'pyproject.toml': ASKS_GIT, 'widget/data.json': '{}' }, false],
])('an sdist without tests, and a tag archive %s', async (_, more, taken) => {
  await index.publish('widget', [{ version: '1.0' }]);
  await tag({ ...PROJECT, ...more });
  await linkRepository();
  const { text } = await generate('pypi', 'widget');
  expect(text.includes('/archive/refs/tags/')).toBe(taken);
});
