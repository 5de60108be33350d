import type { EbuildFacts } from './md5-cache.ts';

interface Package {
  /** `category/name` */
  readonly id: string;
  readonly ebuilds: readonly { readonly facts: Pick<EbuildFacts, 'pythonNeeds'> }[];
}

/** Fewer needs than these prove nothing. */
const FEWEST = 20;

/** A name may be wrong here and there: a version is told from a name by its looks. */
const SHARE = 0.95;

/**
 * Whether a repository holds what its own Python packages need, so that it is a whole tree and no excerpt and no overlay
 * on another.
 */
export function isComplete(packages: readonly Package[]): boolean {
  const ids = new Set(packages.map(({ id }) => id));
  const needed = new Set(
    packages.flatMap(({ ebuilds }) => ebuilds.flatMap(({ facts }) => facts.pythonNeeds ?? [])),
  );
  const present = [...needed].filter((name) => ids.has(`dev-python/${name}`));
  return needed.size >= FEWEST && present.length >= SHARE * needed.size;
}
