import { Octokit } from 'octokit';
import type { z } from 'zod';
import { EbuildgenError } from '../../core/errors.ts';
import type { HttpClient } from '../../core/ports.ts';
import type { Candidate } from '../forge/candidate.ts';
import { formatRepository, type Repository, tryRepositoryFromUrl } from '../forge/repository.ts';
import type { GithubAddresses } from './addresses.ts';
import { toApiError } from './api-error.ts';
import { bareTag, referenceSchema, releaseSchema, releaseToCandidate, tagSchema } from './api-schema.ts';
import { fetchThrough } from './fetch-through.ts';

/** The part of GitHub's REST API that releases need; pages count from 1. */
export interface GithubApi {
  listReleases(repository: Repository, page: number): Promise<ApiPage>;
  listTags(repository: Repository, page: number): Promise<ApiPage>;
  /** Tags whose names begin so. */
  matchTags(repository: Repository, prefix: string): Promise<ApiPage>;
}

export interface ApiPage {
  readonly candidates: readonly Candidate[];
  readonly repository?: Repository;
  readonly more: boolean;
}

export interface GithubApiOptions extends GithubAddresses {
  readonly http: HttpClient;
  /** Only ever sent to `apiUrl`, in the Authorization header. */
  readonly token?: string;
}

const pageSize = 100;

/**
 * Octokit builds the requests, authenticates and queues them (throttling plugin: ten at once); it never repeats one.
 * That is the HttpClient's business, which sees dropped connections, waits as GitHub's headers ask and knows the patience
 * of the whole run: two places that retry would multiply each other. So the retry plugin is off, and the throttling
 * plugin is told not to try again.
 */
export function createGithubApi(options: GithubApiOptions): GithubApi {
  const { repos, git } = createOctokit(options).rest;
  return {
    listReleases: (repository, page) =>
      readPage(repository, repos.listReleases({ ...repository, per_page: pageSize, page }), {
        schema: releaseSchema,
        toCandidate: releaseToCandidate,
        repositoryOf: ({ html_url }) => tryRepositoryFromUrl(html_url, options.webUrl),
      }),
    listTags: (repository, page) =>
      readPage(repository, repos.listTags({ ...repository, per_page: pageSize, page }), {
        schema: tagSchema,
        toCandidate: ({ name }) => bareTag(name),
        repositoryOf: ({ zipball_url }) => tryRepositoryFromUrl(zipball_url, `${options.apiUrl}/repos`),
      }),
    matchTags: (repository, prefix) =>
      readPage(repository, git.listMatchingRefs({ ...repository, ref: `tags/${prefix}` }), {
        schema: referenceSchema,
        toCandidate: ({ ref }) => bareTag(ref.slice('refs/tags/'.length)),
        repositoryOf: () => undefined,
      }),
  };
}

function createOctokit({ http, apiUrl, token }: GithubApiOptions): Octokit {
  const silent = () => undefined;
  return new Octokit({
    baseUrl: apiUrl,
    ...(token === undefined ? {} : { auth: token }),
    userAgent: 'ebuildgen',
    request: { fetch: fetchThrough(http) },
    retry: { enabled: false },
    throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

interface Reading<Item> {
  readonly schema: z.ZodType<Item>;
  readonly toCandidate: (item: Item) => Candidate;
  /** The repository as GitHub itself calls it: after it was renamed or moved, an old name still answers. */
  readonly repositoryOf: (item: Item) => Repository | undefined;
}

async function readPage<Item>(
  repository: Repository,
  request: Promise<{ readonly data: unknown; readonly headers: { readonly link?: string | undefined } }>,
  { schema, toCandidate, repositoryOf }: Reading<Item>,
): Promise<ApiPage> {
  const name = formatRepository(repository);
  const { data, headers } = await request.catch((error: unknown) => {
    throw toApiError(error, name);
  });
  if (!Array.isArray(data)) {
    throw new EbuildgenError('UPSTREAM_INVALID', `GitHub's answer is not a list, for \`${name}\``);
  }
  const items = data
    .map((entry) => schema.safeParse(entry))
    .flatMap((read) => (read.success ? [read.data] : []));
  const current = items[0] && repositoryOf(items[0]);
  return {
    candidates: items.map(toCandidate),
    ...(current === undefined ? {} : { repository: current }),
    more: /rel="next"/.test(headers.link ?? ''),
  };
}
