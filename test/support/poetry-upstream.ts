import { createHash } from 'node:crypto';
import { tarGz } from './archives.ts';
import { startLocalServer } from './local-server.ts';

/** What upstreams do wrong: tests in the wheel, an optional requirement that nobody can ask for, a pin on data. */
export const pitfalls = `[tool.poetry]
name = "spam"
version = "1.0"
description = "d"
license = "MIT"
packages = [{ include = "spam" }, { include = "tests" }]

[tool.poetry.dependencies]
python = ">=3.10"
tzdata = "^2024.1"
rich = "^13.0"
uvloop = { version = ">=0.21", optional = true }

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
`;

const known: Readonly<Record<string, readonly string[]>> = {
  tzdata: ['2024.1', '2025.2'],
  rich: ['13.9', '14.0', '15.0rc1'],
};

/** A package index and a GitHub on loopback: \`spam\`, also as \`octo/spam\`, is a Poetry project. */
export async function startPoetryUpstream(pyproject = pitfalls) {
  const sdist = await packSpam('spam-1.0', pyproject, {
    'PKG-INFO': 'Metadata-Version: 2.1\nName: spam\nVersion: 1.0\n',
  });
  const archive = await packSpam('spam-1.0', pyproject, {});
  const server = await startLocalServer(({ path }) => {
    const project = /^\/pypi\/(?<name>[\w-]+)(?:\/[^/]+)?\/json$/.exec(path)?.groups?.name;
    if (project === 'spam') return { body: describeSpam(server.url, sdist) };
    if (project !== undefined && Object.hasOwn(known, project))
      return { body: describeOther(project, known[project] ?? []) };
    if (path === '/files/spam-1.0.tar.gz') return { body: sdist };
    if (path === '/octo/spam/releases.atom') return { body: feed(server.url) };
    if (path.startsWith('/octo/spam/archive/')) return { body: archive };
    return undefined;
  });
  return server;
}

function packSpam(top: string, pyproject: string, more: Readonly<Record<string, string>>): Promise<Buffer> {
  const files = {
    ...more,
    'pyproject.toml': pyproject,
    LICENSE: 'MIT License\n',
    'spam/__init__.py': '',
    'tests/test_spam.py': 'def test_spam():\n    pass\n',
  };
  return tarGz(
    Object.entries(files).map(([path, body]) => ({ name: `${top}/${path}`, body, mtime: new Date(0) })),
  );
}

function describeSpam(base: string, sdist: Buffer) {
  const file = {
    filename: 'spam-1.0.tar.gz',
    url: `${base}/files/spam-1.0.tar.gz`,
    packagetype: 'sdist',
    size: sdist.length,
    digests: { sha256: createHash('sha256').update(sdist).digest('hex') },
    yanked: false,
  };
  const info = { name: 'spam', version: '1.0', summary: 'd', classifiers: [], license_expression: 'MIT' };
  return { info, urls: [file], releases: { '1.0': [file] } };
}

function describeOther(name: string, versions: readonly string[]) {
  const file = (version: string) => ({
    filename: `${name}-${version}.tar.gz`,
    url: 'http://127.0.0.1:9/',
    packagetype: 'sdist',
    digests: { sha256: '0'.repeat(64) },
    yanked: false,
  });
  const version = versions.at(-1) ?? '';
  return {
    info: { name, version, summary: name, classifiers: [] },
    urls: [file(version)],
    releases: Object.fromEntries(versions.map((each) => [each, [file(each)]])),
  };
}

const feed = (base: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><updated>2025-01-02T03:04:05Z</updated><link rel="alternate" href="${base}/octo/spam/releases/tag/v1.0"/><title>v1.0</title></entry></feed>`;
