import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { serveRecordedProjects } from './recorded-index.mjs';

interface MadeUpProject {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly dependencies: readonly string[];
  /** Top folder of the sdist; that of its file name where absent. */
  readonly top?: string;
  readonly requiresPython?: string;
  /** Besides the backend. */
  readonly buildRequires?: readonly string[];
  /** Path → text of further files of the sdist. */
  readonly files?: Readonly<Record<string, string>>;
  /** Leave the sdist out of what upstream has, so that downloading it fails. */
  readonly broken?: boolean;
}

/** Serves one project made up for a test, as a package index on loopback. */
export function serveProject(project: MadeUpProject) {
  return serveProjects([project]);
}

/** Serves projects made up for a test, as a package index on loopback. */
export async function serveProjects(projects: readonly MadeUpProject[]) {
  const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-index-'));
  for (const project of projects) writeProject(folder, project);
  const index = await serveRecordedProjects(folder);
  return {
    url: index.url,
    close: async () => {
      await index.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function writeProject(folder: string, project: MadeUpProject): void {
  const { name, version, summary, dependencies, buildRequires = [], files = {}, broken, top } = project;
  const put = (path: string, text: string) => {
    const file = join(folder, name, 'upstream', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const { requiresPython = '>=3.11' } = project;
  const info = {
    name,
    version,
    summary,
    classifiers: [],
    license_expression: 'MIT',
    requires_python: requiresPython,
  };
  const packagetype = broken === true ? 'bdist_wheel' : 'sdist';
  const urls = [{ filename: `${name}-${version}.tar.gz`, packagetype, yanked: false, top }];
  put('pypi.json', JSON.stringify({ info, urls }));
  const head = `Metadata-Version: 2.4\nName: ${name}\nVersion: ${version}\nSummary: ${summary}\nRequires-Python: ${requiresPython}\n`;
  put('tree/PKG-INFO', head + dependencies.map((each) => `Requires-Dist: ${each}\n`).join(''));
  put(
    'tree/pyproject.toml',
    [
      '[build-system]',
      `requires = ${JSON.stringify(['hatchling', ...buildRequires])}`,
      'build-backend = "hatchling.build"',
      '[project]',
      `name = ${JSON.stringify(name)}`,
      `version = ${JSON.stringify(version)}`,
      `requires-python = ${JSON.stringify(requiresPython)}`,
      `dependencies = ${JSON.stringify(dependencies)}`,
    ].join('\n'),
  );
  put('tree/LICENSE', 'MIT License\n');
  for (const [path, text] of Object.entries(files)) put(`tree/${path}`, text);
}
