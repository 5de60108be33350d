import { EbuildgenError } from '../../core/errors.ts';

/** A repository on a forge, as one asks for it; the forge may spell it in another case. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** Owners are words of letters, digits, `-`, `_` and `.`; GitHub still has old ones that end in a hyphen. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;
const REPO = /^[A-Za-z0-9._-]{1,100}$/;

/** First path segments of forges that are no owners. */
const reserved = new Set([
  'about',
  'apps',
  'collections',
  'contact',
  'explore',
  'features',
  'issues',
  'login',
  'marketplace',
  'notifications',
  'orgs',
  'pricing',
  'pulls',
  'search',
  'settings',
  'site',
  'sponsors',
  'topics',
  'user-attachments',
  'users',
]);

/** Reads `OWNER/REPO` and nothing else: the text becomes part of addresses. Throws USAGE_INVALID. */
export function parseRepository(text: string): Repository {
  const [owner = '', repo = '', ...rest] = text.split('/');
  const repository = rest.length === 0 ? tryMakeRepository(owner, repo) : undefined;
  if (repository === undefined) {
    throw new EbuildgenError('USAGE_INVALID', `\`${text.slice(0, 120)}\` is not a repository`, {
      hint: 'write it as `OWNER/REPO`',
    });
  }
  return repository;
}

export const formatRepository = ({ owner, repo }: Repository): string => `${owner}/${repo}`;

/** Whether two names are the same repository: forges do not tell the case of letters apart. */
export function isSameRepository(a: Repository, b: Repository): boolean {
  return formatRepository(a).toLowerCase() === formatRepository(b).toLowerCase();
}

/**
 * The repository that a web address of `webUrl`'s forge lies in: `https://github.com/O/R/issues`,
 * `git+https://github.com/O/R.git`, `git@github.com:O/R`. undefined for every other text.
 */
export function tryRepositoryFromUrl(text: string, webUrl: string): Repository | undefined {
  const address = text
    .trim()
    .replace(/^git\+/, '')
    .replace(/^(?:ssh:\/\/)?git@([^/:]+)[:/]/, 'https://$1/')
    .replace(/^git:/, 'https:');
  if (!URL.canParse(address) || !URL.canParse(webUrl)) return undefined;
  const url = new URL(address);
  const web = new URL(webUrl);
  if (url.host.replace(/^www\./, '') !== web.host) return undefined;
  const base = web.pathname.replace(/\/+$/, '');
  if (!url.pathname.startsWith(`${base}/`)) return undefined;
  const [owner = '', repo = ''] = url.pathname.slice(base.length + 1).split('/');
  return reserved.has(owner.toLowerCase()) ? undefined : tryMakeRepository(owner, repo);
}

function tryMakeRepository(owner: string, name: string): Repository | undefined {
  const repo = name.replace(/\.git$/, '');
  if (!NAME.test(owner) || !REPO.test(repo) || /^\.+$/.test(repo)) return undefined;
  return { owner, repo };
}
