/** What a project URL is for. */
export type UrlRole =
  | 'homepage'
  | 'source'
  | 'download'
  | 'changelog'
  | 'documentation'
  | 'issues'
  | 'funding'
  | 'other';

/** Well-known labels and their aliases, normalised (packaging.python.org, "Well-known Project URLs in Metadata"). */
const WELL_KNOWN: Readonly<Record<string, UrlRole>> = {
  homepage: 'homepage',
  home: 'homepage',
  website: 'homepage',
  source: 'source',
  repository: 'source',
  sourcecode: 'source',
  github: 'source',
  download: 'download',
  changelog: 'changelog',
  changes: 'changelog',
  whatsnew: 'changelog',
  history: 'changelog',
  releasenotes: 'changelog',
  documentation: 'documentation',
  docs: 'documentation',
  issues: 'issues',
  bugs: 'issues',
  issue: 'issues',
  tracker: 'issues',
  issuetracker: 'issues',
  bugtracker: 'issues',
  funding: 'funding',
  sponsor: 'funding',
  donate: 'funding',
  donation: 'funding',
};

/** Words in labels that people make up: `GitHub: repo`, `Source code`, `Bug reports`. The first that fits decides. */
const WORDS: readonly (readonly [RegExp, UrlRole])[] = [
  [/fund|sponsor|donat|coffee|patreon|liberapay|kofi/, 'funding'],
  [/conduct|coverage|codecov|chat|discord|twitter|mastodon|badge|pipeline|build|security|ci\b/, 'other'],
  [/issue|bug|tracker|ticket/, 'issues'],
  [/change|release|history|news/, 'changelog'],
  [/doc|manual|wiki|tutorial/, 'documentation'],
  [/source|repo|code|github|gitlab|codeberg|^git$|^scm$|^vcs$|development/, 'source'],
  [/homepage|website|web$|^url$|^project$/, 'homepage'],
];

/** The role of a label: punctuation and case count for nothing. */
export function urlRole(label: string): UrlRole {
  const normal = label.toLowerCase().replace(/[^a-z0-9]+/g, '');
  if (Object.hasOwn(WELL_KNOWN, normal)) return WELL_KNOWN[normal] ?? 'other';
  return WORDS.find(([word]) => word.test(normal))?.[1] ?? 'other';
}
