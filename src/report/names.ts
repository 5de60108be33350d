/** What a project on PyPI is called in Gentoo, and why. */
export interface NameReport {
  readonly project: string;
  /** `category/name` */
  readonly package: string;
  /** Whether the overlay or a reference repository has it. */
  readonly exists: boolean;
  /** One sentence each. */
  readonly steps: readonly string[];
}

export function formatNames(names: readonly NameReport[]): string {
  return names
    .map(({ project, package: id, steps }) => `${[`${project}: ${id}`, ...steps].join('\n  ')}\n`)
    .join('');
}

/** Described by `names.schema.json` beside this file. */
export function formatNamesJson(names: readonly NameReport[]): string {
  return `${JSON.stringify({ version: 1, names }, null, 2)}\n`;
}
