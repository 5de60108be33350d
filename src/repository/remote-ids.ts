import { normalizeName } from '../python/name.ts';

/** <remote-id type="pypi">requests</remote-id> */
const REMOTE_ID =
  /<remote-id\s+type\s*=\s*(?:"pypi"|'pypi')\s*>\s*(?<project>[A-Za-z0-9._-]{1,200})\s*<\/remote-id\s*>/g;

/**
 * The PyPI projects (normalised) that a metadata.xml names. A scan rather than an XML parse: nineteen thousand files are
 * read for a cold index, and a broken file still gives what can be read of it.
 */
export function parseRemoteIds(xml: string): readonly string[] {
  if (!xml.includes('pypi')) return [];
  return [...withoutComments(xml).matchAll(REMOTE_ID)].map(({ groups }) =>
    normalizeName(groups?.project ?? ''),
  );
}

/** <remote-id type="github">psf/requests</remote-id> */
const FORGE_ID =
  /<remote-id\s+type\s*=\s*["'](?<kind>github|codeberg)["']\s*>\s*(?<path>[\w.-]{1,100}\/[\w.-]{1,100})\s*<\/remote-id\s*>/g;

/** The repositories that a metadata.xml names, in lower case: `github:psf/requests`. */
export function parseForgeIds(xml: string): readonly string[] {
  if (!xml.includes('github') && !xml.includes('codeberg')) return [];
  return [...withoutComments(xml).matchAll(FORGE_ID)].map(({ groups }) =>
    `${groups?.kind ?? ''}:${groups?.path ?? ''}`.toLowerCase(),
  );
}

function withoutComments(xml: string): string {
  let rest = xml;
  let kept = '';
  for (let start = rest.indexOf('<!--'); start >= 0; start = rest.indexOf('<!--')) {
    const end = rest.indexOf('-->', start);
    kept += rest.slice(0, start);
    rest = end < 0 ? '' : rest.slice(end + 3);
  }
  return kept + rest;
}
