import { EbuildgenError } from '../../core/errors.ts';

/** Where a GitHub is: github.com, an Enterprise server, or a stand-in. Without trailing slashes. */
export interface GithubAddresses {
  readonly apiUrl: string;
  readonly webUrl: string;
}

export const publicGithub: GithubAddresses = {
  apiUrl: 'https://api.github.com',
  webUrl: 'https://github.com',
};

/**
 * Completes what was given by flags or GITHUB_API_URL and GITHUB_SERVER_URL: of a server's two addresses either tells
 * the other (`HOST/api/v3` on Enterprise Server, `api.SUB.ghe.com` on Enterprise Cloud). Throws CONFIG_INVALID.
 */
export function resolveGithubAddresses(given: Partial<GithubAddresses>): GithubAddresses {
  const apiUrl = given.apiUrl === undefined ? undefined : checkAddress(given.apiUrl);
  const webUrl = given.webUrl === undefined ? undefined : checkAddress(given.webUrl);
  return {
    apiUrl: apiUrl ?? (webUrl === undefined ? publicGithub.apiUrl : apiOf(webUrl)),
    webUrl: webUrl ?? (apiUrl === undefined ? publicGithub.webUrl : webOf(apiUrl)),
  };
}

function checkAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url !== undefined && url.username === '' && url.password === '' && url.search === '';
  if (plain && /^https?:$/.test(url.protocol)) return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  // The text is not repeated: it may hold a password.
  throw new EbuildgenError('CONFIG_INVALID', 'the address of GitHub is not a plain http or https address', {
    hint: 'correct GITHUB_API_URL or GITHUB_SERVER_URL',
  });
}

function apiOf(webUrl: string): string {
  if (webUrl === publicGithub.webUrl) return publicGithub.apiUrl;
  const url = new URL(webUrl);
  return url.host.endsWith('.ghe.com') ? `${url.protocol}//api.${url.host}` : `${webUrl}/api/v3`;
}

function webOf(apiUrl: string): string {
  if (apiUrl.endsWith('/api/v3')) return apiUrl.slice(0, -'/api/v3'.length);
  return apiUrl.replace('//api.', '//');
}
