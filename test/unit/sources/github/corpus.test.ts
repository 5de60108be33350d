import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGithubSource } from '../../../../src/sources/github/source.ts';
import { createPlainHttp } from '../../../support/plain-http.ts';
import {
  corpusFolder,
  hasCorpus,
  startUpstream,
  type UpstreamProcess,
} from '../../../support/upstream-process.ts';

if (!hasCorpus) console.warn('skipped: no ../shared/corpus to resolve releases of');

interface CorpusRepository {
  readonly full_name: string;
  readonly tag: string;
  readonly tags: readonly { readonly name: string }[];
  readonly entry: string;
  readonly version: string;
}

function readCorpus(): CorpusRepository[] {
  return readdirSync(corpusFolder).map((entry) => {
    const read = (file: string) => JSON.parse(readFileSync(`${corpusFolder}/${entry}/${file}`, 'utf8'));
    const { pv } = read('gold.json') as { readonly pv: string };
    return { entry, ...read('github.json'), version: pv.replace('_beta', 'b') };
  });
}

const repositories = hasCorpus ? readCorpus() : [];
const tagged = repositories.filter(({ tags }) => tags.length > 0);

describe.skipIf(!hasCorpus)('every repository of the corpus', () => {
  let upstream: UpstreamProcess;
  beforeAll(async () => {
    upstream = await startUpstream();
  });
  afterAll(() => upstream.stop());

  const source = (token?: string) => {
    const http = createPlainHttp();
    const addresses = { webUrl: upstream.url };
    return { http, ...createGithubSource({ http, addresses, ...(token ? { token } : {}) }) };
  };

  test.each(tagged)('$entry: $full_name by tag $tag and by version $version', async (repository) => {
    const { full_name: project, tag, version } = repository;
    for (const wanted of [tag, version]) {
      const { value } = await source('a-token').fetchRelease(
        { source: 'github', project, version: wanted },
        { prereleases: false },
      );
      expect(value.forge).toMatchObject({ tag, kind: 'github', url: `https://github.com/${project}` });
      expect(value.files.map(({ kind, url }) => [kind, url])).toEqual([
        ['archive', `${upstream.url}/${project}/archive/refs/tags/${tag}.tar.gz`],
      ]);
    }
  });

  test('the newest of each repository costs one request, by API or by feed', async () => {
    const names = [...new Set(tagged.map(({ full_name }) => full_name))];
    for (const project of names) {
      const [api, feed] = [source('a-token'), source()];
      const ref = { source: 'github', project } as const;
      const byApi = await api.fetchRelease(ref, { prereleases: true });
      const byFeed = await feed.fetchRelease(ref, { prereleases: true });
      expect(byFeed.value.forge).toEqual(byApi.value.forge);
      expect(byApi.diagnostics).toEqual([]);
      expect([project, api.http.requests.length, feed.http.requests.length]).toEqual([project, 1, 1]);
    }
  });

  test('a repository without tags', async () => {
    const untagged = repositories.find(({ tags }) => tags.length === 0);
    const project = untagged?.full_name ?? '';
    const fetching = source('a-token').fetchRelease({ source: 'github', project }, { prereleases: false });
    await expect(fetching).rejects.toMatchObject({ code: 'UPSTREAM_NOT_FOUND' });
  });
});
