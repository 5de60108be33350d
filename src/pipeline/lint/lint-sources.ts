import type { Ports } from '../../core/host.ts';
import { createCodebergSource } from '../../sources/codeberg/source.ts';
import { createGithubSource } from '../../sources/github/source.ts';
import { createPypiSource } from '../../sources/pypi/source.ts';
import type { LintSources } from './lint-source.ts';

export interface UpstreamAddresses {
  /** Without a trailing slash, like the others. */
  readonly pypiUrl: string;
  readonly githubApiUrl: string;
  readonly githubUrl: string;
  readonly githubToken: string | undefined;
}

/** Where `lint` gets releases from. It needs neither an overlay nor a reference repository. */
export function openLintSources(ports: Ports, addresses: UpstreamAddresses): LintSources {
  const { http } = ports;
  const { pypiUrl, githubApiUrl, githubUrl, githubToken } = addresses;
  return {
    ports,
    sources: {
      pypi: createPypiSource({ http, baseUrl: pypiUrl }),
      github: createGithubSource({
        http,
        addresses: { apiUrl: githubApiUrl, webUrl: githubUrl },
        ...(githubToken === undefined ? {} : { token: githubToken }),
      }),
      codeberg: createCodebergSource({ http }),
    },
  };
}
