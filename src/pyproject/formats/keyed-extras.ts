import type { Staged } from '../../core/diagnostic.ts';
import type { Dependency } from '../../model/project.ts';
import type { Marker } from '../../python/marker.ts';
import { tryParseMarker } from '../../python/marker.ts';
import { normalizeName } from '../../python/name.ts';
import { type RequirementOrigin, readDependencies } from '../dependencies.ts';
import { staged } from '../staged.ts';

/** One list of `extras_require`: the key may carry a marker, `socks:python_version < "3.9"`, or only one. */
export interface KeyedList {
  readonly key: string;
  readonly lines: readonly string[];
  readonly origin: RequirementOrigin;
}

export interface KeyedRequirements {
  /** Lists whose key names no extra: `:sys_platform == "win32"`. */
  readonly dependencies: readonly Dependency[];
  readonly extras: ReadonlyMap<string, readonly Dependency[]>;
}

/** `extras_require` and the sections of requires.txt: lists by extra, each under its key's marker. */
export function readKeyedRequirements(lists: readonly KeyedList[]): Staged<KeyedRequirements> {
  const extras = new Map<string, readonly Dependency[]>();
  const dependencies: Dependency[] = [];
  const reads = lists.map(({ key, lines, origin }) => {
    const { extra, marker } = splitKey(key);
    const read = readDependencies(lines, origin);
    const under = read.value.map((dependency) => underMarker(dependency, marker));
    if (extra === '') dependencies.push(...under);
    else extras.set(extra, [...(extras.get(extra) ?? []), ...under]);
    return read;
  });
  return staged(
    { dependencies, extras },
    reads.flatMap((read) => read.diagnostics),
  );
}

function splitKey(key: string): { readonly extra: string; readonly marker: Marker | undefined } {
  const cut = key.indexOf(':');
  if (cut < 0) return { extra: normalizeName(key.trim()), marker: undefined };
  return {
    extra: normalizeName(key.slice(0, cut).trim()),
    marker: tryParseMarker(key.slice(cut + 1).trim()),
  };
}

function underMarker(dependency: Dependency, marker: Marker | undefined): Dependency {
  if (marker === undefined) return dependency;
  const own = dependency.requirement.marker;
  const both: Marker = own === undefined ? marker : { kind: 'and', operands: [own, marker] };
  return { ...dependency, requirement: { ...dependency.requirement, marker: both } };
}
