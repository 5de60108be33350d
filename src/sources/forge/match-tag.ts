import { normalizeName } from '../../python/name.ts';
import { compareVersions } from '../../python/version.ts';
import { isOwnComponent } from './candidate.ts';
import { tryParseTag, type VersionTag } from './tag.ts';

/**
 * The tag that is release `version` of the project known by `names` (PyPI name, repository): equal by PEP 440, and a
 * plain tag or one that carries a name of the project. undefined where there is none: tags of other projects in the
 * same repository never match.
 */
export function matchVersionTag<Tag extends VersionTag>(
  tags: readonly Tag[],
  version: string,
  names: readonly string[],
): Tag | undefined {
  const own = tags.filter(({ component }) => isOwnComponent(component, names));
  const named = new Set(names.map(normalizeName));
  const rank = (tag: Tag) => Number(!named.has(tag.component)) * 2 + Number(tag.version !== version);
  return sameVersion(own, version).sort((a, b) => rank(a) - rank(b))[0];
}

/** Those tags that mean `version` in any spelling (`v1.0` and `1.0.0` are one version). */
export function sameVersion<Tag extends VersionTag>(tags: readonly Tag[], version: string): Tag[] {
  const wanted = tryParseTag(version);
  if (wanted === undefined) return [];
  return tags.filter((tag) => compareVersions(tag.order, wanted.order) === 0);
}
