import { expect, test } from 'vitest';
import { resolveGithubAddresses } from '../../../../src/sources/github/addresses.ts';

const http = 'https://';
test.each([
  [{}, `${http}api.github.com`, `${http}github.com`],
  [{ webUrl: `${http}github.com/` }, `${http}api.github.com`, `${http}github.com`],
  [{ apiUrl: `${http}api.github.com` }, `${http}api.github.com`, `${http}github.com`],
  [{ webUrl: `${http}git.example` }, `${http}git.example/api/v3`, `${http}git.example`],
  [{ apiUrl: `${http}git.example/api/v3/` }, `${http}git.example/api/v3`, `${http}git.example`],
  [{ webUrl: `${http}acme.ghe.com` }, `${http}api.acme.ghe.com`, `${http}acme.ghe.com`],
  [{ apiUrl: `${http}api.acme.ghe.com` }, `${http}api.acme.ghe.com`, `${http}acme.ghe.com`],
  [
    { apiUrl: 'http://127.0.0.1:8/api/v3', webUrl: 'http://127.0.0.1:9' },
    'http://127.0.0.1:8/api/v3',
    'http://127.0.0.1:9',
  ],
])('%j', (given, apiUrl, webUrl) => {
  expect(resolveGithubAddresses(given)).toEqual({ apiUrl, webUrl });
});

test.each(['nonsense', 'ftp://x', 'https://user:secret@x', 'https://x/?q=1'])(
  '%s is refused, without repeating it',
  (apiUrl) => {
    expect(() => resolveGithubAddresses({ apiUrl })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
    expect(() => resolveGithubAddresses({ apiUrl })).not.toThrow(/secret/);
  },
);
