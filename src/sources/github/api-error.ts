import { RequestError } from 'octokit';
import { EbuildgenError } from '../../core/errors.ts';

/** What octokit throws, in our words. Octokit's own error is left behind: it holds the request with its headers. */
export function toApiError(error: unknown, repository: string): unknown {
  if (!(error instanceof RequestError)) return error;
  if (error.cause instanceof EbuildgenError) return error.cause;
  const make = failures.find(({ matches }) => matches(error))?.make ?? unexpected;
  return make(repository, error);
}

interface ApiFailure {
  readonly matches: (error: RequestError) => boolean;
  readonly make: (repository: string, error: RequestError) => EbuildgenError;
}

const failures: readonly ApiFailure[] = [
  {
    matches: ({ status }) => status === 404 || status === 410,
    make: (repository) =>
      new EbuildgenError('UPSTREAM_NOT_FOUND', `GitHub has no repository \`${repository}\``, {
        hint: 'check the spelling; a private repository needs a token in GITHUB_TOKEN',
      }),
  },
  {
    matches: ({ status }) => status === 401,
    make: () =>
      new EbuildgenError('CONFIG_INVALID', 'GitHub does not accept the token', {
        hint: 'correct or unset GITHUB_TOKEN and GH_TOKEN',
      }),
  },
  {
    matches: ({ status }) => status === 451,
    make: (repository) => new EbuildgenError('UPSTREAM_NOT_FOUND', `GitHub blocks \`${repository}\``),
  },
  {
    // The limits that headers speak of are the HttpClient's to wait for and to report; this one only its text tells.
    matches: ({ status, message }) => (status === 403 || status === 429) && /rate limit|abuse/i.test(message),
    make: (repository) =>
      new EbuildgenError('UPSTREAM_RATE_LIMITED', `GitHub refuses further requests, for \`${repository}\``, {
        hint: 'try again later; a token in GITHUB_TOKEN raises the limit',
      }),
  },
];

function unexpected(repository: string, { status }: RequestError): EbuildgenError {
  return new EbuildgenError('UPSTREAM_INVALID', `GitHub answered ${status}, for \`${repository}\``);
}
