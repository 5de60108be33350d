/** A licence statement, whatever it was read from: SPDX identifiers under all-of and any-of. */
export type LicenseTree = LicenseLeaf | LicenseGroup;

export interface LicenseLeaf {
  readonly kind: 'license';
  /** SPDX identifier; for the GNU families the version alone (`GPL-3.0`), as `later` tells the rest. */
  readonly id: string;
  /** GNU families: "or any later version"; undefined where the source does not say. */
  readonly later?: boolean;
  /** SPDX exception identifier. */
  readonly exception?: string;
}

export interface LicenseGroup {
  readonly kind: 'all' | 'any';
  readonly parts: readonly LicenseTree[];
}

/** One group of these parts: nested groups of its kind dissolved, repetitions dropped, a single part left bare. */
export function groupLicenses(kind: LicenseGroup['kind'], parts: readonly LicenseTree[]): LicenseTree {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const unique = [...new Map(flat.map((part) => [JSON.stringify(part), part])).values()];
  const [only, ...others] = unique;
  return only !== undefined && others.length === 0 ? only : { kind, parts: unique };
}

export function licenseLeaves(tree: LicenseTree): readonly LicenseLeaf[] {
  return tree.kind === 'license' ? [tree] : tree.parts.flatMap(licenseLeaves);
}

/** The tree with every leaf replaced. */
export function mapLicenses(tree: LicenseTree, change: (leaf: LicenseLeaf) => LicenseTree): LicenseTree {
  if (tree.kind === 'license') return change(tree);
  return groupLicenses(
    tree.kind,
    tree.parts.map((part) => mapLicenses(part, change)),
  );
}

/** A GNU licence with what `said` says of later versions: `-or-later`, `+`, `only` or nothing. */
export function gnuLicense(id: string, said: string): LicenseLeaf {
  if (/\+|later/i.test(said)) return { kind: 'license', id, later: true };
  return /only/i.test(said) ? { kind: 'license', id, later: false } : { kind: 'license', id };
}

/** SPDX spelling of a leaf, for messages: `GPL-3.0-or-later WITH GCC-exception-3.1`. */
export function formatLeaf({ id, later, exception }: LicenseLeaf): string {
  const term = later === true ? '-or-later' : '-only';
  return `${id}${later === undefined ? '' : term}${exception === undefined ? '' : ` WITH ${exception}`}`;
}

/** The whole tree in SPDX spelling, for messages. */
export function formatTree(tree: LicenseTree): string {
  if (tree.kind === 'license') return formatLeaf(tree);
  const parts = tree.parts.map((part) =>
    part.kind === 'license' ? formatLeaf(part) : `(${formatTree(part)})`,
  );
  return parts.join(tree.kind === 'all' ? ' AND ' : ' OR ');
}
