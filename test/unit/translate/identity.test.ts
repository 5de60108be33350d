import { describe, expect, test } from 'vitest';
import type { ForgeRelease } from '../../../src/core/release.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { loadReferenceIndex } from '../../../src/repository/load-index.ts';
import { translateIdentity } from '../../../src/translate/identity.ts';
import { cacheEntry, memoryRepositories } from '../../support/memory-repository.ts';

const claim = (path: string) =>
  `<pkgmetadata><upstream><remote-id type="github">${path}</remote-id></upstream></pkgmetadata>`;
const targets = ['python3_14'];
const { value: index } = loadReferenceIndex(
  memoryRepositories({
    '/gentoo': {
      'profiles/repo_name': 'gentoo',
      'metadata/md5-cache/app-text/asciidoc-1': cacheEntry({ targets }),
      'app-text/asciidoc/metadata.xml': claim('asciidoc-py/asciidoc-py'),
      'metadata/md5-cache/dev-python/otel-api-1': cacheEntry({ targets }),
      'dev-python/otel-api/metadata.xml': claim('otel/otel'),
      'metadata/md5-cache/dev-python/otel-sdk-1': cacheEntry({ targets }),
      'dev-python/otel-sdk/metadata.xml': claim('otel/otel'),
      'metadata/md5-cache/dev-libs/tool-1': cacheEntry({}),
      'dev-libs/tool/metadata.xml': claim('owner/tool'),
      'metadata/md5-cache/dev-python/known-1': cacheEntry({ targets }),
      'metadata/md5-cache/app-misc/knownish-1': cacheEntry({ targets }),
      'app-misc/knownish/metadata.xml': claim('owner/known'),
    },
  }),
  { directories: ['/gentoo'], configRoot: '/' },
);

const forge = (owner: string, repo: string): ForgeRelease => ({
  kind: 'github',
  owner,
  repo,
  tag: 'v2',
  url: `https://github.com/${owner}/${repo}`,
});

describe('a release of a repository', () => {
  test.each([
    ['that one package names', 'asciidoc-py', forge('AsciiDoc-Py', 'asciidoc-py'), 'app-text/asciidoc'],
    ['that several packages name', 'otel', forge('otel', 'otel'), 'dev-python/otel'],
    ['that a package of another language names', 'tool', forge('owner', 'tool'), 'dev-python/tool'],
    ['whose project has a package by name', 'known', forge('owner', 'known'), 'dev-python/known'],
    ['that nobody names', 'new', forge('owner', 'new'), 'dev-python/new'],
    ['that is not asked for', 'asciidoc-py', undefined, 'dev-python/asciidoc-py'],
  ])('%s', (_, project, repository, expected) => {
    const { category, name } = translateIdentity({
      project,
      version: '2',
      forge: repository,
      settings: defaultSettings,
      index,
    }).value;
    expect(`${category}/${name}`).toBe(expected);
  });
});
