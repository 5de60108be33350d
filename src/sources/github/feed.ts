import { XMLParser } from 'fast-xml-parser';
import type { Candidate } from '../forge/candidate.ts';
import { type Repository, tryRepositoryFromUrl } from '../forge/repository.ts';
import { fieldOf } from '../json-value.ts';

export interface Feed {
  readonly candidates: readonly Candidate[];
  readonly repository?: Repository;
}

/**
 * Reads `releases.atom` or `tags.atom`: the ten newest, without marks of pre-releases and without files. The tag is what
 * follows `/releases/tag/` in an entry's link. undefined where the text is no Atom feed.
 */
export function tryParseFeed(text: string, webUrl: string): Feed | undefined {
  const root = tryParseXml(text);
  const feed = fieldOf(root, 'feed');
  if (feed === undefined) return undefined;
  const entries = asList(fieldOf(feed, 'entry')).flatMap((entry) => readEntry(entry, webUrl) ?? []);
  const [first] = entries;
  return {
    candidates: entries.map(({ candidate }) => candidate),
    ...(first === undefined ? {} : { repository: first.repository }),
  };
}

/** A document type declaration is refused and entities stay as they stand, so that none is ever expanded. */
function tryParseXml(text: string): unknown {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return undefined;
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
  });
  try {
    return parser.parse(text);
  } catch {
    return undefined;
  }
}

interface FeedEntry {
  readonly candidate: Candidate;
  readonly repository: Repository;
}

function readEntry(entry: unknown, webUrl: string): FeedEntry | undefined {
  const links = asList(fieldOf(entry, 'link')).map((link) => decodeXml(textOf(fieldOf(link, '@href'))));
  const link = links.find((href) => href.includes('/releases/tag/')) ?? '';
  const repository = tryRepositoryFromUrl(link, webUrl);
  const tag = tryDecode(/\/releases\/tag\/(?<tag>[^?#]+)/.exec(link)?.groups?.tag ?? '');
  if (repository === undefined || tag === '') return undefined;
  const title = decodeXml(textOf(fieldOf(entry, 'title')));
  const date = textOf(fieldOf(entry, 'updated'));
  return { repository, candidate: { tag, title, draft: false, prerelease: false, date, assets: [] } };
}

/** '' for what is not well encoded. */
function tryDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

const xmlEntities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;

/** The five entities that XML itself knows. */
function decodeXml(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: string) => xmlEntities[name as keyof typeof xmlEntities],
  );
}

/** Text of an attribute, or of an element with or without attributes; '' for anything else. */
function textOf(node: unknown): string {
  const text = fieldOf(node, '#text') ?? node;
  return typeof text === 'string' ? text : '';
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
