import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { PackageIndex } from '../../model/package-index.ts';
import type { Dependency } from '../../model/project.ts';
import type { Marker } from '../../python/marker.ts';
import { reduceMarker } from '../../python/marker-eval.ts';
import { normalizeName } from '../../python/name.ts';
import { formatRequirement, type Requirement, tryParseRequirement } from '../../python/requirement.ts';
import { isFlagOf } from '../../translate/dependencies/dependency-target.ts';
import { found } from '../findings.ts';

export interface ExtrasContext {
  readonly index: PackageIndex;
  /** `Requires-Dist` of a project's newest release; throws what an UpstreamSource throws. */
  fetchRequirements(project: string): Promise<readonly string[]>;
}

/** `foo[bar]` whose extra names further extras goes this deep, which no sane project needs. */
const maxDepth = 6;

/** Projects that are asked for on behalf of one list of requirements. */
const maxProjects = 50;

/**
 * Adds what `foo[bar]` means: where the Gentoo package has no USE flag `bar`, the requirements of the extra become ours.
 * They come from the index, since only upstream knows them. What cannot be found out is in the diagnostics.
 */
export async function expandExtras(
  dependencies: readonly Dependency[],
  context: ExtrasContext,
): Promise<Staged<readonly Dependency[]>> {
  const expansion: Expansion = { context, seen: new Set(), asked: new Set(), diagnostics: [] };
  const added: Dependency[] = [];
  for (const dependency of dependencies) added.push(...(await expandOne(dependency, expansion, 0)));
  return { value: [...dependencies, ...added], diagnostics: expansion.diagnostics };
}

interface Expansion {
  readonly context: ExtrasContext;
  /** `foo[bar]` that is being or has been expanded: extras may name each other. */
  readonly seen: Set<string>;
  /** Projects, normalised. */
  readonly asked: Set<string>;
  readonly diagnostics: Diagnostic[];
}

async function expandOne(
  dependency: Dependency,
  expansion: Expansion,
  depth: number,
): Promise<readonly Dependency[]> {
  const { requirement } = dependency;
  const { index } = expansion.context;
  const target = index.find(requirement.name);
  const added: Dependency[] = [];
  for (const extra of requirement.extras.filter((name) => !isFlagOf(name, target, index))) {
    const key = `${normalizeName(requirement.name)}[${normalizeName(extra)}] ${formatMarkerOf(requirement)}`;
    if (expansion.seen.has(key)) continue;
    expansion.seen.add(key);
    if (isBeyond(requirement.name, expansion, depth)) {
      const { name: project } = requirement;
      expansion.diagnostics.push(found['extra-beyond']({ project, extra }, dependency.where));
      continue;
    }
    const meant = await requirementsOfExtra(dependency, extra, expansion);
    added.push(...meant);
    for (const inner of meant) added.push(...(await expandOne(inner, expansion, depth + 1)));
  }
  return added;
}

function isBeyond(project: string, { asked }: Expansion, depth: number): boolean {
  const normalized = normalizeName(project);
  if (depth >= maxDepth || (asked.size >= maxProjects && !asked.has(normalized))) return true;
  asked.add(normalized);
  return false;
}

const formatMarkerOf = ({ marker }: Requirement) => JSON.stringify(marker ?? null);

async function requirementsOfExtra(
  { requirement, where }: Dependency,
  extra: string,
  { context, diagnostics }: Expansion,
): Promise<readonly Dependency[]> {
  const project = requirement.name;
  const texts = await tryFetch(context, project);
  const meant = (texts ?? []).flatMap((text) => withExtra(text, extra, requirement.marker));
  if (meant.length === 0) {
    diagnostics.push(found['extra-dropped']({ project, extra }, where));
    return [];
  }
  const requirements = meant.map((each) => `\`${formatRequirement(each)}\``).join(', ');
  diagnostics.push(found['extra-expanded']({ project, extra, requirements }, where));
  return meant.map((each) => ({ requirement: each, cap: 'written', where }));
}

/** undefined where the index has no such project; that it does not answer is the run's failure, not the extra's. */
async function tryFetch(
  { fetchRequirements }: ExtrasContext,
  project: string,
): Promise<readonly string[] | undefined> {
  try {
    return await fetchRequirements(project);
  } catch (error) {
    if (error instanceof EbuildgenError && ['UPSTREAM_NOT_FOUND', 'RELEASE_UNSUITABLE'].includes(error.code))
      return undefined;
    throw error;
  }
}

/** A requirement that holds with the extra and not without it, its marker freed of the extra. */
function withExtra(text: string, extra: string, outer: Marker | undefined): readonly Requirement[] {
  const requirement = tryParseRequirement(text);
  if (requirement?.marker === undefined) return [];
  const { marker, ...plain } = requirement;
  if (reduceMarker(marker, { extra: '' }) !== false) return [];
  const rest = reduceMarker(marker, { extra: normalizeName(extra) });
  if (rest === false) return [];
  const conditions = [outer, rest === true ? undefined : rest].filter((part) => part !== undefined);
  const [first] = conditions;
  if (first === undefined) return [plain];
  return [{ ...plain, marker: conditions.length === 1 ? first : { kind: 'and', operands: conditions } }];
}
