import { normalizeName } from '../python/name.ts';
import { tryParseRequirement } from '../python/requirement.ts';
import type { Specifier } from '../python/specifier.ts';
import { satisfies } from '../python/specifier-match.ts';
import { parseVersion } from '../python/version.ts';
import { stringsAt } from '../toml/values.ts';
import type { LintDocument } from './rule.ts';

/** Which side of 2.0 the poetry-core of `[build-system]` may be on: there the default of `format` changed. */
export function poetryCoreVersions({ table }: LintDocument): 'old' | 'new' | 'either' {
  const core = (stringsAt(table, 'build-system', 'requires') ?? [])
    .map(tryParseRequirement)
    .find((requirement) => requirement !== undefined && normalizeName(requirement.name) === 'poetry-core');
  if (core === undefined) return 'either';
  const old = OLD.some((version) => satisfies(version, core.specifiers));
  const recent = NEW.some((version) => satisfies(version, core.specifiers));
  if (old && recent) return 'either';
  if (old || recent) return old ? 'old' : 'new';
  return core.specifiers.some(namesOld) ? 'old' : 'new';
}

/** `==1.0.7`, which is none of those below; as text an old one, since no version to come is foreseen like that. */
const namesOld = (clause: Specifier) => clause.operator === '===' || (clause.version.release[0] ?? 0) < 2;

/** All that build `[tool.poetry]` today; yanked and pre-releases left out. */
const OLD = [
  '1.0.0',
  '1.0.8',
  '1.1.0',
  '1.2.0',
  '1.3.0',
  '1.4.0',
  '1.5.0',
  '1.6.0',
  '1.7.0',
  '1.8.0',
  '1.9.0',
  '1.9.1',
].map(parseVersion);
const NEW = ['2.0.0', '2.0.1', '2.1.0', '2.1.3', '2.2.0', '2.2.1', '2.3.0', '2.4.0', '2.99'].map(
  parseVersion,
);
