import { normalizeName } from '../python/name.ts';
import { type Requirement, tryParseRequirement } from '../python/requirement.ts';
import { stringAt, valueAt } from '../toml/values.ts';
import type { LintDocument, TomlPath } from './rule.ts';

/** An item of `[build-system] requires`. */
export interface BuildRequirement {
  /** Normalised. */
  readonly name: string;
  readonly text: string;
  readonly requirement: Requirement;
  readonly at: TomlPath;
}

/** `[build-system] requires`, what cannot be read left out. */
export function listBuildRequires(document: LintDocument): readonly BuildRequirement[] {
  const known = listed.get(document) ?? readRequires(document);
  listed.set(document, known);
  return known;
}

/** Several rules ask for the same. */
const listed = new WeakMap<LintDocument, readonly BuildRequirement[]>();

function readRequires({ table }: LintDocument): readonly BuildRequirement[] {
  const list = valueAt(table, 'build-system', 'requires');
  if (!Array.isArray(list)) return [];
  return list.flatMap((text: unknown, index) => {
    const requirement = typeof text === 'string' ? tryParseRequirement(text) : undefined;
    if (typeof text !== 'string' || requirement === undefined) return [];
    const at = ['build-system', 'requires', index];
    return [{ name: normalizeName(requirement.name), text, requirement, at }];
  });
}

/** `[build-system] build-backend`. */
export const buildBackendOf = ({ table }: LintDocument) => stringAt(table, 'build-system', 'build-backend');
