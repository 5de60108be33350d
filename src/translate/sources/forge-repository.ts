import type { ProjectUrl } from '../../core/release.ts';
import { type UrlRole, urlRole } from '../about/url-role.ts';
import { tryParseWebUrl } from '../about/web-url.ts';

/** Types of metadata.xml's remote-id (rulebook 9.6) that a web address can tell. */
export type ForgeKind =
  | 'github'
  | 'codeberg'
  | 'gitlab'
  | 'gnome-gitlab'
  | 'freedesktop-gitlab'
  | 'kde-invent'
  | 'heptapod'
  | 'bitbucket'
  | 'sourcehut'
  | 'sourceforge'
  | 'launchpad'
  | 'savannah'
  | 'savannah-nongnu';

export interface ForgeRepository {
  readonly kind: ForgeKind;
  /** Group path on GitLab (`group/subgroup`), `~user` on sourcehut, '' on forges without owners. */
  readonly owner: string;
  readonly repo: string;
  /** Value of the remote-id: `owner/repo`. */
  readonly remoteId: string;
  /** Web address with a trailing slash. */
  readonly url: string;
}

type ForgeShape = 'owner/repo' | 'groups/repo' | 'project';

interface Forge {
  readonly kind: ForgeKind;
  readonly shape: ForgeShape;
  /** Path before the project's name, where the forge has one. */
  readonly prefix?: string;
}

const FORGES: Readonly<Record<string, Forge>> = {
  'github.com': { kind: 'github', shape: 'owner/repo' },
  'www.github.com': { kind: 'github', shape: 'owner/repo' },
  'codeberg.org': { kind: 'codeberg', shape: 'owner/repo' },
  'bitbucket.org': { kind: 'bitbucket', shape: 'owner/repo' },
  'git.sr.ht': { kind: 'sourcehut', shape: 'owner/repo' },
  'sr.ht': { kind: 'sourcehut', shape: 'owner/repo' },
  'gitlab.com': { kind: 'gitlab', shape: 'groups/repo' },
  'gitlab.gnome.org': { kind: 'gnome-gitlab', shape: 'groups/repo' },
  'gitlab.freedesktop.org': { kind: 'freedesktop-gitlab', shape: 'groups/repo' },
  'invent.kde.org': { kind: 'kde-invent', shape: 'groups/repo' },
  'foss.heptapod.net': { kind: 'heptapod', shape: 'groups/repo' },
  'sourceforge.net': { kind: 'sourceforge', shape: 'project', prefix: 'projects' },
  'launchpad.net': { kind: 'launchpad', shape: 'project' },
  'savannah.gnu.org': { kind: 'savannah', shape: 'project', prefix: 'projects' },
  'savannah.nongnu.org': { kind: 'savannah-nongnu', shape: 'project', prefix: 'projects' },
};

/** First path parts of a forge's own pages: `github.com/sponsors/o` is no repository. */
const RESERVED: ReadonlySet<string> = new Set(
  'about account apps collections contact dashboard explore features groups help login marketplace notifications orgs organizations pricing projects search security settings site sponsors topics users'.split(
    ' ',
  ),
);

/**
 * The repository that a web address lies in, from any page of it: `/tree/main/sub`, `/issues`, `.git`, `git+https:`.
 * undefined for other hosts and for the forge's own pages.
 */
export function tryParseRepository(url: string): ForgeRepository | undefined {
  const parsed = tryParseWebUrl(
    url.replace(/^git\+/, '').replace(/^git@(?<host>[\w.-]+):/, 'https://$<host>/'),
  );
  if (parsed === undefined) return undefined;
  const forge = Object.hasOwn(FORGES, parsed.hostname) ? FORGES[parsed.hostname] : undefined;
  if (forge === undefined) return undefined;
  const parts = parsed.pathname.split('/').filter((part) => part !== '');
  const path = pathParts(forge, parts);
  return path === undefined ? undefined : toRepository(forge, parsed.hostname.replace(/^www\./, ''), path);
}

function pathParts(forge: Forge, parts: readonly string[]): readonly string[] | undefined {
  if (forge.shape === 'project') {
    const [first, second] = parts;
    const name = forge.prefix === undefined ? first : second;
    if (forge.prefix !== undefined && first !== forge.prefix && first !== 'p') return undefined;
    return name === undefined ? undefined : [name];
  }
  const dash = parts.indexOf('-');
  const page = parts.findIndex(
    (part, index) => index >= 2 && /^(?:tree|blob|raw|issues|merge_requests|wikis|releases|tags)$/.test(part),
  );
  const ends = [dash, page].filter((end) => end > 0);
  const path =
    forge.shape === 'owner/repo' ? parts.slice(0, 2) : parts.slice(0, Math.min(parts.length, ...ends));
  return path.length < 2 || RESERVED.has(path[0] ?? '') ? undefined : path;
}

/** Names that every forge accepts; anything else is no repository, or somebody's trap. */
const NAME = /^~?\w[\w.+-]*$/;

function toRepository(forge: Forge, host: string, path: readonly string[]): ForgeRepository | undefined {
  const parts = path.map((part, index) => (index === path.length - 1 ? part.replace(/\.git$/, '') : part));
  if (!parts.every((part) => NAME.test(part))) return undefined;
  const remoteId = parts.join('/');
  const prefix = forge.prefix === undefined ? '' : `${forge.prefix}/`;
  return {
    kind: forge.kind,
    owner: parts.slice(0, -1).join('/'),
    repo: parts.at(-1) ?? '',
    remoteId,
    url: `https://${host}/${prefix}${remoteId}/`,
  };
}

/** Roles that point into the project's own repository, most telling first. */
const TELLING: readonly UrlRole[] = [
  'source',
  'homepage',
  'issues',
  'changelog',
  'download',
  'documentation',
];

/** The project's repository, as its URLs tell; undefined where none of them lies on a forge that metadata.xml knows. */
export function repositoryOf(
  urls: readonly ProjectUrl[],
  homePage: string | undefined,
): ForgeRepository | undefined {
  const all = homePage === undefined ? urls : [...urls, { label: 'Homepage', url: homePage }];
  for (const role of TELLING)
    for (const { label, url } of all) {
      const repository = urlRole(label) === role ? tryParseRepository(url) : undefined;
      if (repository !== undefined) return repository;
    }
  return undefined;
}
