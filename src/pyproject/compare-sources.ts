import type { Diagnostic } from '../core/diagnostic.ts';
import type { Dependency } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import { type Declared, firstSaid } from './declared.ts';
import { found } from './findings.ts';
import type { StaticSources } from './static-sources.ts';

/**
 * What the sources of a tree contradict each other about, and what none of them tells. `sources` are all that can be
 * relied on, the strongest first; `declared` those that the backend reads at build time.
 */
export function compareSources(sources: readonly Declared[], declared: StaticSources): readonly Diagnostic[] {
  const used = firstSaid(sources, 'dependencies');
  const written = firstSaid(declared.whole, 'dependencies');
  const open =
    firstSaid(declared.partial, 'dependencies') !== undefined ||
    declared.whole.some((source) => source.computed?.has('dependencies') === true);
  if (used === undefined) return open ? [found['dependencies-unknown'](undefined)] : [];
  return written === undefined || written.from === used.from ? [] : differences(used, written);
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
