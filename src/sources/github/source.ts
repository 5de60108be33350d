import type { EbuildgenError } from '../../core/errors.ts';
import type { HttpClient } from '../../core/ports.ts';
import { found } from '../forge/findings.ts';
import { encodeTag, isPassing, type Listing, toPublicUrl } from '../forge/forge.ts';
import { formatRepository, type Repository } from '../forge/repository.ts';
import { createForgeSource } from '../forge/source.ts';
import type { UpstreamSource } from '../source.ts';
import { type GithubAddresses, publicGithub, resolveGithubAddresses } from './addresses.ts';
import type { ApiPage, GithubApi } from './api.ts';

export interface GithubOptions {
  readonly http: HttpClient;
  /** From GITHUB_TOKEN or GH_TOKEN. Without one, feeds are asked first: they cost nothing of the 60 requests an hour. */
  readonly token?: string;
  readonly addresses?: Partial<GithubAddresses>;
}

/** Releases, then tags, of repositories on github.com or on a GitHub Enterprise server. */
export function createGithubSource(options: GithubOptions): UpstreamSource {
  const addresses = resolveGithubAddresses(options.addresses ?? {});
  const { webUrl } = addresses;
  const session = createSession(options, addresses);
  return createForgeSource({
    kind: 'github',
    publicUrl: toPublicUrl(webUrl, publicGithub.webUrl),
    listings: (repository, wanted) => listings(session, repository, wanted),
    archiveUrl: (repository, tag) =>
      `${webUrl}/${formatRepository(repository)}/archive/refs/tags/${encodeTag(tag)}.tar.gz`,
  });
}

interface Session {
  readonly http: HttpClient;
  readonly webUrl: string;
  readonly hasToken: boolean;
  /** Asks the API, which is left alone for the rest of the run once it has reached its limit. */
  ask(request: (api: GithubApi) => Promise<ApiPage>): Promise<Listing & Pick<ApiPage, 'more'>>;
}

function createSession({ http, token }: GithubOptions, addresses: GithubAddresses): Session {
  let loading: Promise<GithubApi> | undefined;
  let limit: EbuildgenError | undefined;
  const ask: Session['ask'] = async (request) => {
    if (limit !== undefined) throw limit;
    loading ??= loadApi({ http, ...addresses, ...(token === undefined ? {} : { token }) });
    try {
      return { ...(await request(await loading)), diagnostics: [] };
    } catch (error) {
      if (isPassing(error) && error.code === 'UPSTREAM_RATE_LIMITED') limit = error;
      throw error;
    }
  };
  return { http, webUrl: addresses.webUrl, hasToken: token !== undefined, ask };
}

/** Octokit takes a tenth of a second to load: only runs that ask the API pay for it. */
async function loadApi(
  options: Parameters<typeof import('./api.ts').createGithubApi>[0],
): Promise<GithubApi> {
  const { createGithubApi } = await import('./api.ts');
  return createGithubApi(options);
}

/** With a token the API is asked, and feeds stand in for it in trouble; without one feeds come first. */
async function* listings(
  session: Session,
  repository: Repository,
  wanted: string | undefined,
): AsyncGenerator<Listing> {
  if (!session.hasToken) {
    yield* feeds(session, repository, 'there is no GITHUB_TOKEN');
    yield* apiListings(session, repository, wanted);
    return;
  }
  try {
    yield* apiListings(session, repository, wanted);
  } catch (error) {
    if (!isPassing(error)) throw error;
    yield* feeds(session, repository, error.message);
    throw error;
  }
}

/** Bounds on what one repository may cost. */
const mostPages = { releases: 5, tags: 5 } as const;

async function* apiListings(
  { ask }: Session,
  repository: Repository,
  wanted: string | undefined,
): AsyncGenerator<Listing> {
  yield* pages(mostPages.releases, (page) => ask((api) => api.listReleases(repository, page)));
  // A tag that was asked for by name may lie beyond any bound on pages.
  for (const prefix of wanted === undefined ? [] : [wanted, `v${wanted}`]) {
    yield await ask((api) => api.matchTags(repository, prefix));
  }
  yield* pages(mostPages.tags, (page) => ask((api) => api.listTags(repository, page)));
}

async function* pages(
  most: number,
  fetchPage: (page: number) => Promise<Listing & Pick<ApiPage, 'more'>>,
): AsyncGenerator<Listing> {
  for (let page = 1; page <= most; page++) {
    const listing = await fetchPage(page);
    yield listing;
    if (!listing.more) return;
  }
}

/** The two feeds of a repository; one that is not to be had is passed over. */
async function* feeds(session: Session, repository: Repository, reason: string): AsyncGenerator<Listing> {
  const { tryParseFeed } = await import('./feed.ts');
  const name = formatRepository(repository);
  for (const kind of ['releases', 'tags']) {
    const body = await tryFetchFeed(session, `${name}/${kind}.atom`);
    const feed = body === undefined ? undefined : tryParseFeed(body, session.webUrl);
    if (feed !== undefined) {
      yield { ...feed, diagnostics: [found['feed-used']({ repository: name, reason })] };
    }
  }
}

async function tryFetchFeed({ http, webUrl }: Session, path: string): Promise<string | undefined> {
  try {
    const response = await http.get({
      url: `${webUrl}/${path}`,
      subject: `requests on ${webUrl}`,
      accept: 'application/atom+xml',
    });
    return response.status === 200 ? response.body : undefined;
  } catch (error) {
    if (isPassing(error)) return undefined;
    throw error;
  }
}
