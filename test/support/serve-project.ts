import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { serveRecordedProjects } from './recorded-index.mjs';

interface MadeUpProject {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly dependencies: readonly string[];
}

/** Serves one project made up for a test, as a package index on loopback. */
export async function serveProject({ name, version, summary, dependencies }: MadeUpProject) {
  const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-index-'));
  const put = (path: string, text: string) => {
    const file = join(folder, name, 'upstream', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const info = { name, version, summary, classifiers: [], license_expression: 'MIT' };
  const urls = [{ filename: `${name}-${version}.tar.gz`, packagetype: 'sdist', yanked: false }];
  put('pypi.json', JSON.stringify({ info, urls }));
  put('tree/PKG-INFO', `Metadata-Version: 2.4\nName: ${name}\nVersion: ${version}\nSummary: ${summary}\n`);
  put(
    'tree/pyproject.toml',
    [
      '[build-system]',
      'requires = ["hatchling"]',
      'build-backend = "hatchling.build"',
      '[project]',
      `name = ${JSON.stringify(name)}`,
      `version = ${JSON.stringify(version)}`,
      `dependencies = ${JSON.stringify(dependencies)}`,
    ].join('\n'),
  );
  const index = await serveRecordedProjects(folder);
  return {
    url: index.url,
    close: async () => {
      await index.close();
      rmSync(folder, { recursive: true });
    },
  };
}
