import { normalizeName } from '../../python/name.ts';
import { tryParseTag, type VersionTag } from './tag.ts';

/** A release or a bare tag as a forge lists it. */
export interface Candidate {
  readonly tag: string;
  /** What people call the release; absent for bare tags. */
  readonly title?: string;
  readonly draft: boolean;
  /** The forge's own mark; a version may be a pre-release without it. */
  readonly prerelease: boolean;
  /** ISO 8601. */
  readonly date?: string;
  readonly assets: readonly Asset[];
}

/** A file that someone uploaded to a release. */
export interface Asset {
  readonly name: string;
  readonly url: string;
  readonly size?: number;
  readonly sha256?: string;
}

/** A candidate whose tag names a version. */
export interface Versioned extends VersionTag {
  readonly candidate: Candidate;
  readonly withdrawn: boolean;
}

/** Those candidates that name a version and are published, each tag once; the first mention of a tag wins. */
export function toVersioned(candidates: readonly Candidate[]): readonly Versioned[] {
  const byTag = new Map<string, Versioned>();
  for (const candidate of candidates) {
    const read = candidate.draft || byTag.has(candidate.tag) ? undefined : tryParseTag(candidate.tag);
    if (read === undefined) continue;
    const prerelease = read.prerelease || candidate.prerelease;
    byTag.set(candidate.tag, { ...read, prerelease, candidate, withdrawn: isWithdrawn(candidate) });
  }
  return [...byTag.values()];
}

const withdrawal = /^(?:yanked|broken|withdrawn|retracted|do not use|don't use|dont use)$/;

/**
 * Whether a release's title says that it was withdrawn: `[YANKED] 1.2`, `v1.2 (broken)`, `1.2: DO NOT USE`. The words
 * count in brackets or beside nothing but the version, so that `Fix broken links` is a release like any other.
 */
function isWithdrawn({ tag, title = '' }: Candidate): boolean {
  const text = title.slice(0, 300).toLowerCase();
  const bracketed = [...text.matchAll(/[[(]([^[\]()]*)[\])]/g)].map((match) => match[1] ?? '');
  const rest = text
    .split(tag.toLowerCase())
    .join(' ')
    .replace(/\bv?\d[\w.+-]*|\b(?:release|version|this|is|was|please)\b/g, ' ');
  return [...bracketed, rest].some((part) => withdrawal.test(toWords(part)));
}

function toWords(text: string): string {
  return text.replace(/[^a-z']+/g, ' ').trim();
}

/**
 * Whether tags of this component are the project's own: plain ones, those under a name of it, and those of its Python
 * part. `posthog-v7.1` in `posthog-python` is; `openfeature-provider-posthog-v0.1` is not.
 */
export function isOwnComponent(component: string, names: readonly string[]): boolean {
  if (component === '' || component === 'py' || component === 'python') return true;
  const own = bareName(component);
  return names.some((name) => bareName(name) === own);
}

/** `python-foo`, `foo.py`, `Foo_python` are all called foo. */
function bareName(name: string): string {
  return normalizeName(name).replace(/^(?:python|py)-|-(?:python|py)$/g, '');
}
