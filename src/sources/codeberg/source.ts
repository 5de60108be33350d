import { EbuildgenError } from '../../core/errors.ts';
import type { HttpClient } from '../../core/ports.ts';
import type { Candidate } from '../forge/candidate.ts';
import { encodeTag, type Listing, toPublicUrl } from '../forge/forge.ts';
import { formatRepository, type Repository, tryRepositoryFromUrl } from '../forge/repository.ts';
import { createForgeSource } from '../forge/source.ts';
import { fieldOf, listFieldOf, textFieldOf, tryParseJson } from '../json-value.ts';
import type { UpstreamSource } from '../source.ts';

export interface CodebergOptions {
  readonly http: HttpClient;
  /** Address of the Forgejo server; absent for Codeberg itself. */
  readonly webUrl?: string;
}

const codeberg = 'https://codeberg.org';

/** Releases, then tags, of repositories on Codeberg, by Forgejo's API: https://codeberg.org/api/swagger */
export function createCodebergSource({ http, webUrl = codeberg }: CodebergOptions): UpstreamSource {
  const server = webUrl.replace(/\/+$/, '');
  return createForgeSource({
    kind: 'codeberg',
    publicUrl: toPublicUrl(server, codeberg),
    listings: (repository) => listings(http, server, repository),
    archiveUrl: (repository, tag) =>
      `${server}/${formatRepository(repository)}/archive/${encodeTag(tag)}.tar.gz`,
  });
}

/** Codeberg gives at most 50 entries a page. */
const pageSize = 50;
const mostPages = 10;

async function* listings(http: HttpClient, server: string, repository: Repository): AsyncGenerator<Listing> {
  for (const kind of ['releases', 'tags'] as const) {
    for (let page = 1; page <= mostPages; page++) {
      const entries = await fetchPage(
        http,
        `${server}/api/v1/repos/${formatRepository(repository)}/${kind}`,
        page,
      );
      const [link] = entries.map((entry) => textFieldOf(entry, 'html_url'));
      const current = link === undefined ? undefined : tryRepositoryFromUrl(link, server);
      yield {
        candidates: entries.flatMap(toCandidate),
        ...(current === undefined ? {} : { repository: current }),
        diagnostics: [],
      };
      if (entries.length < pageSize) break;
    }
  }
}

async function fetchPage(http: HttpClient, url: string, page: number): Promise<readonly unknown[]> {
  const response = await http.get({
    url: `${url}?limit=${pageSize}&page=${page}`,
    subject: `requests on ${new URL(url).origin}`,
    accept: 'application/json',
  });
  if (response.status === 404) {
    throw new EbuildgenError('UPSTREAM_NOT_FOUND', `there is nothing at \`${url}\``, {
      hint: 'check the spelling of OWNER/REPO',
    });
  }
  const list = response.status === 200 ? tryParseJson(response.body) : undefined;
  if (Array.isArray(list)) return list;
  throw new EbuildgenError('UPSTREAM_INVALID', `\`${url}\` answered ${response.status} without a list`);
}

/** A release (`tag_name`) or a tag (`name`); [] for anything else. */
function toCandidate(entry: unknown): readonly Candidate[] {
  const tag = textFieldOf(entry, 'tag_name') ?? textFieldOf(entry, 'name');
  if (tag === undefined) return [];
  const title = fieldOf(entry, 'tag_name') === undefined ? undefined : textFieldOf(entry, 'name');
  const date = textFieldOf(entry, 'published_at');
  return [
    {
      tag,
      ...(title === undefined ? {} : { title }),
      draft: fieldOf(entry, 'draft') === true,
      prerelease: fieldOf(entry, 'prerelease') === true,
      ...(date === undefined ? {} : { date }),
      assets: listFieldOf(entry, 'assets').flatMap(toAsset),
    },
  ];
}

function toAsset(entry: unknown): Candidate['assets'] {
  const [name, url, size] = [
    textFieldOf(entry, 'name'),
    textFieldOf(entry, 'browser_download_url'),
    fieldOf(entry, 'size'),
  ];
  if (name === undefined || url === undefined) return [];
  return [{ name, url, ...(typeof size === 'number' && size >= 0 ? { size } : {}) }];
}
