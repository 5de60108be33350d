import { defineFindings, type Staged } from '../../core/diagnostic.ts';
import type { ProjectUrl } from '../../core/release.ts';
import { type ForgeRepository, repositoryOf, tryParseRepository } from '../sources/forge-repository.ts';
import { type UrlRole, urlRole } from './url-role.ts';
import { tryParseWebUrl } from './web-url.ts';

/** The devmanual's page for packages whose home page is gone. */
const NO_HOMEPAGE = 'https://wiki.gentoo.org/wiki/No_homepage';

const found = defineFindings({
  'homepage-missing': {
    severity: 'warning',
    text: () => `The release names no home page: HOMEPAGE is \`${NO_HOMEPAGE}\``,
  },
});

export interface HomepageSource {
  readonly urls: readonly ProjectUrl[];
  readonly homePage?: string | undefined;
  /** Canonical name on PyPI; undefined for a project that is not there. */
  readonly pypiProject?: string | undefined;
  /** The repository where the release itself comes from one. */
  readonly repository?: ForgeRepository | undefined;
}

/**
 * HOMEPAGE as ::gentoo has it (rulebook 9.2): the project's site, its repository, its page on PyPI; each once, https,
 * only addresses that need no quoting.
 */
export function translateHomepage(source: HomepageSource): Staged<readonly string[]> {
  const repository = source.repository ?? repositoryOf(source.urls, source.homePage);
  const pypi =
    source.pypiProject === undefined ? undefined : `https://pypi.org/project/${source.pypiProject}/`;
  const site = selectSite(source, repository === undefined);
  const pages = [site, repository?.url, pypi].filter((page) => page !== undefined);
  if (pages.length === 0)
    return { value: [NO_HOMEPAGE], diagnostics: [found['homepage-missing'](undefined)] };
  return { value: [...new Map(pages.map((page) => [pageKey(page), page])).values()], diagnostics: [] };
}

/** The project's own site; its documentation only where there is neither site nor repository. */
function selectSite({ urls, homePage }: HomepageSource, useDocumentation: boolean): string | undefined {
  const all = homePage === undefined ? urls : [...urls, { label: 'Homepage', url: homePage }];
  const roles: readonly UrlRole[] = [
    'homepage',
    'source',
    ...(useDocumentation ? (['documentation'] as const) : []),
  ];
  for (const role of roles)
    for (const { label, url } of all) {
      const site = urlRole(label) === role ? toSite(url) : undefined;
      if (site !== undefined) return site;
    }
  return undefined;
}

/** Hosts whose pages are not the project's own: badges, chats, and what HOMEPAGE lists on its own account. */
const NOT_A_SITE =
  /(?:^|\.)(?:pypi\.org|pypi\.python\.org|gentoo\.org|shields\.io|badge\.fury\.io|codecov\.io|coveralls\.io|travis-ci\.(?:org|com)|circleci\.com|dev\.azure\.com|discord\.gg|discord\.com|gitter\.im|patreon\.com|liberapay\.com|opencollective\.com|ko-fi\.com|paypal\.(?:com|me)|example\.(?:com|org|net)|gist\.github\.com|raw\.githubusercontent\.com|localhost)$/;

function toSite(text: string): string | undefined {
  const url = tryParseWebUrl(text);
  if (url === undefined || NOT_A_SITE.test(url.hostname)) return undefined;
  return tryParseRepository(text) === undefined && !isForgePage(url) ? url.href : undefined;
}

/** An owner's page, or a sponsors' page, of a forge. */
function isForgePage({ hostname }: URL): boolean {
  return /^(?:www\.)?(?:github\.com|codeberg\.org|gitlab\.com|bitbucket\.org)$/.test(hostname);
}

function pageKey(page: string): string {
  return page
    .toLowerCase()
    .replace(/^https:\/\/www\./, 'https://')
    .replace(/\/$/, '');
}
