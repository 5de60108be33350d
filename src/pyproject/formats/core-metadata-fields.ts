import type { Staged } from '../../core/diagnostic.ts';
import type { CoreMetadata } from '../../core/release.ts';
import type { Dependency } from '../../model/project.ts';
import type { Marker, MarkerOperand } from '../../python/marker.ts';
import { reduceMarker } from '../../python/marker-eval.ts';
import { normalizeName } from '../../python/name.ts';
import type { Declared } from '../declared.ts';
import { type RequirementOrigin, readDependencies } from '../dependencies.ts';
import { staged } from '../staged.ts';

/** What a core metadata document (PKG-INFO, METADATA, the index's JSON) says, `Requires-Dist` split by extra. */
export function readCoreMetadataFields(metadata: CoreMetadata, origin: RequirementOrigin): Staged<Declared> {
  const requires = readDependencies(metadata.requiresDist, origin);
  const { dependencies, extras } = splitByExtra(requires.value, metadata.providesExtra);
  const home = metadata.homePage === undefined ? [] : [{ label: 'Homepage', url: metadata.homePage }];
  const value: Declared = {
    from: origin.from,
    ...singleFields(metadata),
    ...listField('classifiers', metadata.classifiers),
    ...listField('urls', [...home, ...metadata.projectUrls]),
    ...listField('licenseFiles', metadata.licenseFiles),
    ...listField('dependencies', metadata.requiresDist.length === 0 ? [] : dependencies),
    ...(extras.size === 0 ? {} : { extras }),
  };
  return staged(value, requires.diagnostics);
}

function singleFields(metadata: CoreMetadata): Partial<Declared> {
  const { name, version, summary, requiresPython, licenseExpression, license } = metadata;
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(summary === undefined ? {} : { summary }),
    ...(requiresPython === undefined ? {} : { requiresPython }),
    ...(licenseExpression === undefined ? {} : { licenseExpression }),
    ...(license === undefined ? {} : { licenseText: license }),
  };
}

function listField(key: keyof Declared, list: readonly unknown[]): Partial<Declared> {
  return list.length === 0 ? {} : { [key]: list };
}

/** Requirements that hold without extras, and those of each extra; the `extra` part of their markers is gone. */
export function splitByExtra(
  requires: readonly Dependency[],
  provides: readonly string[],
): { dependencies: readonly Dependency[]; extras: ReadonlyMap<string, readonly Dependency[]> } {
  const extras = new Map<string, Dependency[]>(provides.map((extra) => [normalizeName(extra), []]));
  const dependencies: Dependency[] = [];
  for (const dependency of requires) {
    const base = underExtra(dependency, '');
    if (base !== undefined) {
      dependencies.push(base);
      continue;
    }
    const { marker } = dependency.requirement;
    for (const extra of new Set(marker === undefined ? [] : extrasOf(marker))) {
      const inside = underExtra(dependency, extra);
      if (inside !== undefined) extras.set(extra, [...(extras.get(extra) ?? []), inside]);
    }
  }
  return { dependencies, extras };
}

function underExtra(dependency: Dependency, extra: string): Dependency | undefined {
  const { marker, ...requirement } = dependency.requirement;
  if (marker === undefined) return dependency;
  const residual = reduceMarker(marker, { extra });
  if (residual === false) return undefined;
  return {
    ...dependency,
    requirement: residual === true ? requirement : { ...requirement, marker: residual },
  };
}

/** Normalised names of the extras that a marker compares with. */
function extrasOf(marker: Marker): readonly string[] {
  if (marker.kind !== 'compare') return marker.operands.flatMap(extrasOf);
  const { left, right } = marker;
  if (!isExtra(left) && !isExtra(right)) return [];
  return [left, right].flatMap((operand) => (operand.kind === 'string' ? [operand.value] : []));
}

function isExtra(operand: MarkerOperand): boolean {
  return operand.kind === 'variable' && operand.name === 'extra';
}
