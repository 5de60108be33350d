import type { Diagnostic } from '../core/diagnostic.ts';
import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import { type Declared, firstSaid } from './declared.ts';
import { found } from './findings.ts';
import type { StaticSources } from './static-sources.ts';

interface Compared {
  /** What the backend reads at build time. */
  readonly declared: StaticSources;
  /** What was recorded when the sdist was made. */
  readonly sdist: readonly Declared[];
  /** What is wrong with recorded requirements, which is of interest only where they are used. */
  readonly recorded: readonly Diagnostic[];
}

/**
 * What the sources of a tree contradict each other about, and what none of them tells. `sources` are all that can be
 * relied on, the strongest first.
 */
export function compareSources(
  sources: readonly Declared[],
  { declared, sdist, recorded }: Compared,
): readonly Diagnostic[] {
  const used = firstSaid(sources, 'dependencies');
  if (used === undefined) return [...declared.doubts, ...unknown(declared)];
  const others = [firstSaid(declared.whole, 'dependencies'), firstSaid(sdist, 'dependencies')];
  const disagreements = others.flatMap((other) =>
    other === undefined || other.from === used.from ? [] : differences(used, other),
  );
  const isDeclared = declared.whole.some(({ from }) => from === used.from);
  return [...disagreements, ...(isDeclared ? [] : recorded.filter((one) => isAbout(one, used)))];
}

function unknown({ whole, partial }: StaticSources): readonly Diagnostic[] {
  const isOpen =
    firstSaid(partial, 'dependencies') !== undefined ||
    whole.some((source) => source.computed?.has('dependencies') === true);
  return isOpen ? [found['dependencies-unknown'](undefined)] : [];
}

function isAbout({ where }: Diagnostic, used: Said): boolean {
  return used.value.length === 0 || used.value.some((dependency) => dependency.where.file === where?.file);
}

interface Said {
  readonly value: readonly Dependency[];
  readonly from: string;
}

function differences(used: Said, written: Said): readonly Diagnostic[] {
  const usedNames = namesOf(used.value);
  const writtenNames = namesOf(written.value);
  const only = {
    used: [...usedNames].filter((name) => !writtenNames.has(name)),
    written: [...writtenNames].filter((name) => !usedNames.has(name)),
  };
  if (only.used.length === 0 && only.written.length === 0) return [];
  const [first] = written.value;
  const args = { from: used.from, other: written.from, more: only.used, less: only.written };
  return [found['sources-disagree'](args, first?.where)];
}

function namesOf(dependencies: readonly Dependency[]): ReadonlySet<string> {
  return new Set(dependencies.map(({ requirement }) => normalizeName(requirement.name)).sort());
}
