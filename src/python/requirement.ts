import type { Marker } from './marker.ts';
import type { SpecifierSet } from './specifier.ts';

/** A PEP 508 dependency specifier. */
export interface Requirement {
  /** As written; compare with normalizeName. */
  readonly name: string;
  /** As written, without duplicates. */
  readonly extras: readonly string[];
  readonly specifiers: SpecifierSet;
  readonly url?: string;
  readonly marker?: Marker;
}
