import { createHash } from 'node:crypto';
import { tarGz } from './archives.ts';
import { type LocalAnswer, startLocalServer } from './local-server.ts';

export interface IndexRelease {
  readonly version: string;
  /** PEP 508 */
  readonly dependencies?: readonly string[];
  readonly summary?: string;
  /** Address of the repository. */
  readonly repository?: string;
  /** ISO 8601 */
  readonly uploaded?: string;
  readonly yanked?: boolean;
  /** In the archive, beside pyproject.toml and the package. */
  readonly files?: Readonly<Record<string, string>>;
  /** Changes the archive's bytes and nothing else. */
  readonly salt?: string;
}

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const long = '2026-01-01T00:00:00Z';

/** A package index on loopback whose projects change while it runs. `requests` are all that it was asked. */
export async function startChangingIndex() {
  const documents = new Map<string, string>();
  const files = new Map<string, Buffer>();
  const failing = new Map<string, LocalAnswer>();
  const server = await startLocalServer(({ path, headers }) => {
    const failure = failing.get(path);
    if (failure !== undefined) return failure;
    const file = files.get(path);
    if (file !== undefined) return { headers: { 'content-type': 'application/gzip' }, body: file };
    const body = documents.get(path);
    if (body === undefined) return undefined;
    const etag = `"${sha256(body)}"`;
    if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
    return { headers: { etag, 'content-type': 'application/json' }, body };
  });

  /** Sets all of a project's releases, the newest last; none makes it disappear. */
  async function publish(name: string, releases: readonly IndexRelease[]) {
    const described = await Promise.all(
      releases.map(async (release) => ({ release, file: await addFile(name, release) })),
    );
    const listed = Object.fromEntries(described.map(({ release, file }) => [release.version, [file]]));
    documents.delete(`/pypi/${name}/json`);
    for (const { release, file } of described) {
      const info = infoOf(name, release);
      documents.set(`/pypi/${name}/${release.version}/json`, JSON.stringify({ info, urls: [file] }));
    }
    const newest = described.filter(({ release }) => !release.yanked).at(-1) ?? described.at(-1);
    if (newest === undefined) return;
    const info = infoOf(name, newest.release);
    documents.set(`/pypi/${name}/json`, JSON.stringify({ info, urls: [newest.file], releases: listed }));
  }

  async function addFile(name: string, release: IndexRelease) {
    const filename = `${name.replaceAll('-', '_')}-${release.version}.tar.gz`;
    const bytes = await packProject(name, release);
    const path = `/files/${name}/${filename}`;
    files.set(path, bytes);
    return {
      filename,
      url: server.url + path,
      packagetype: 'sdist',
      size: bytes.length,
      digests: { sha256: sha256(bytes) },
      yanked: release.yanked ?? false,
      upload_time_iso_8601: release.uploaded ?? long,
    };
  }

  return { ...server, publish, failing };
}

function infoOf(name: string, { version, summary = `The ${name}` }: IndexRelease) {
  return { name, version, summary, classifiers: [], license_expression: 'MIT' };
}

async function packProject(
  name: string,
  { version, dependencies = [], summary = `The ${name}`, repository, salt = '', files = {} }: IndexRelease,
): Promise<Buffer> {
  const top = `${name.replaceAll('-', '_')}-${version}`;
  const pyproject = [
    '[build-system]',
    'requires = ["hatchling"]',
    'build-backend = "hatchling.build"',
    '[project]',
    `name = ${JSON.stringify(name)}`,
    `version = ${JSON.stringify(version)}`,
    `description = ${JSON.stringify(summary)}`,
    `dependencies = ${JSON.stringify(dependencies)}`,
    ...(repository === undefined ? [] : [`urls = { Repository = ${JSON.stringify(repository)} }`]),
  ].join('\n');
  const url = repository === undefined ? '' : `Project-URL: Repository, ${repository}\n`;
  const requires = dependencies.map((dependency) => `Requires-Dist: ${dependency}\n`).join('');
  const pkgInfo = `Metadata-Version: 2.4\nName: ${name}\nVersion: ${version}\nSummary: ${summary}\n${url}${requires}`;
  const mtime = new Date(0);
  return tarGz([
    { name: `${top}/PKG-INFO`, body: pkgInfo, mtime },
    { name: `${top}/pyproject.toml`, body: pyproject, mtime },
    { name: `${top}/${name.replaceAll('-', '_')}/__init__.py`, body: `# ${salt}\n`, mtime },
    ...Object.entries(files).map(([path, body]) => ({ name: `${top}/${path}`, body, mtime })),
  ]);
}
