import type { CoreMetadata, ForgeRelease } from '../../core/release.ts';
import { type Repository, tryRepositoryFromUrl } from './repository.ts';

export interface KnownForge {
  readonly kind: ForgeRelease['kind'];
  /** Address of its web pages without a trailing slash. */
  readonly webUrl: string;
}

export interface FoundRepository extends Repository {
  readonly kind: ForgeRelease['kind'];
  /** The label of the address that names it, as the project wrote it. */
  readonly label: string;
}

/** Well-known labels, best evidence first: https://packaging.python.org/en/latest/specifications/well-known-project-urls/ */
const labelRanks = [
  /^(?:source|sourcecode|repository|repo|code|github|githubrepository|codeberg|git|vcs)$/,
  /^(?:homepage|home|website|project)$/,
  /^(?:issues?|bugs?|bugtracker|issuetracker|bugreports?|tracker|report)/,
  /^(?:changelog|changes|releasenotes|whatsnew|history|news|releases)$/,
  /^(?:documentation|docs)$/,
] as const;

/**
 * The forge repository that a project's metadata names as its own: the address with the most telling label decides.
 * undefined where none lies on a forge that we know.
 */
export function findForgeRepository(
  metadata: Pick<CoreMetadata, 'projectUrls' | 'homePage'>,
  forges: readonly KnownForge[],
): FoundRepository | undefined {
  const home = metadata.homePage === undefined ? [] : [{ label: 'Homepage', url: metadata.homePage }];
  const candidates = [...metadata.projectUrls, ...home].flatMap(({ label, url }) => {
    const found = tryFindOn(forges, url);
    return found === undefined ? [] : [{ ...found, label }];
  });
  return candidates.sort((a, b) => rankOf(a.label) - rankOf(b.label))[0];
}

function tryFindOn(forges: readonly KnownForge[], url: string): Omit<FoundRepository, 'label'> | undefined {
  for (const { kind, webUrl } of forges) {
    const repository = tryRepositoryFromUrl(url, webUrl);
    if (repository !== undefined) return { kind, ...repository };
  }
  return undefined;
}

/** Labels are compared as the specification says: without punctuation and blanks, in lower case. */
function rankOf(label: string): number {
  const normalized = label.toLowerCase().replace(/[\s!-/:-@[-`{-~]/g, '');
  const rank = labelRanks.findIndex((pattern) => pattern.test(normalized));
  return rank < 0 ? labelRanks.length : rank;
}
