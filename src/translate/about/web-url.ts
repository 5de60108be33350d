const MAX_LENGTH = 300;

/** Only what needs no quoting anywhere: in an ebuild's double quotes, in XML, in a dependency-like variable. */
const HARMLESS = /^https:\/\/[a-z0-9][a-z0-9.-]*\.[a-z0-9-]+(?::\d+)?\/[\w./~%@,+=&?#!:-]*$/;

/**
 * A web address of upstream, checked and tidied: https, lower-case host, no fragment, no credentials. undefined for
 * anything that is none, or that holds characters which mean something to a shell.
 */
export function tryParseWebUrl(text: string): URL | undefined {
  if (text.length > MAX_LENGTH || !/^https?:\/\//i.test(text.trim())) return undefined;
  try {
    const url = new URL(text.trim());
    if (url.username !== '' || url.password !== '') return undefined;
    if (url.port === '') url.protocol = 'https:';
    url.hash = '';
    url.hostname = url.hostname.replace(/\.(?:readthedocs\.org|rtfd\.(?:org|io))$/, '.readthedocs.io');
    return HARMLESS.test(url.href) ? url : undefined;
  } catch {
    return undefined;
  }
}
