import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { Dependency } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import type { Declared } from '../declared.ts';
import { found } from '../findings.ts';
import { staged } from '../staged.ts';
import { withPythonClassifiers } from './poetry-classifiers.ts';
import type { PoetryRequirement, PoetryTable } from './poetry-table.ts';

interface Requirements {
  readonly dependencies: readonly Dependency[];
  readonly extras: ReadonlyMap<string, readonly Dependency[]>;
}

/** What `[project]` says, and which of its fields it leaves to others. */
export interface ProjectDeclared {
  readonly declared: Declared;
  /** `dynamic` names `dependencies` or `optional-dependencies`. */
  readonly isMixed: boolean;
}

/**
 * What poetry-core writes into the wheel for `[tool.poetry]`, alone or beside `[project]`: `[project]` speaks first; its
 * requirements replace those of Poetry, but for what it calls dynamic.
 * poetry-core 2.1 and later leave out an optional requirement that no extra names.
 */
export function combinePoetry(
  table: PoetryTable,
  project: ProjectDeclared | undefined,
): Staged<readonly Declared[]> {
  const said = project?.declared;
  const stated = said?.dependencies ?? [];
  const optional = said?.extras ?? new Map<string, readonly Dependency[]>();
  const poetry = withClassifiers(table.fields, said);
  if (said === undefined || (stated.length === 0 && optional.size === 0)) {
    const own = sortByExtra(table);
    const fields = said === undefined ? [] : [withoutRequirements(said)];
    return staged([...fields, { ...poetry, ...own.value }], own.diagnostics);
  }
  const added = project?.isMixed === true && stated.length === 0 ? required(table.requirements) : [];
  const requirements: Requirements = { dependencies: [...stated, ...added], extras: optional };
  return staged([{ ...withoutRequirements(said), ...requirements }, poetry]);
}

/** poetry-core reads a requirement that an extra names as optional, whatever its own table says. */
function sortByExtra({ requirements, extras }: PoetryTable): Staged<Requirements> {
  const named = new Set([...extras.values()].flat());
  const diagnostics: Diagnostic[] = [];
  const dependencies: Dependency[] = [];
  for (const { dependency, optional } of requirements) {
    if (named.has(nameOf(dependency))) continue;
    if (!optional) dependencies.push(dependency);
    else
      diagnostics.push(
        found['optional-in-no-extra']({ requirement: dependency.requirement.name }, dependency.where),
      );
  }
  return staged({ dependencies, extras: expandExtras(requirements, extras) }, diagnostics);
}

/** All extras together: far more than any project has. */
const MOST_IN_EXTRAS = 200_000;

/** The requirements that each extra names, in the order of the requirements. */
function expandExtras(
  requirements: PoetryTable['requirements'],
  extras: PoetryTable['extras'],
): Requirements['extras'] {
  const places = new Map<string, number[]>();
  for (const [place, { dependency }] of requirements.entries()) {
    const known = places.get(nameOf(dependency));
    if (known === undefined) places.set(nameOf(dependency), [place]);
    else known.push(place);
  }
  const expanded = new Map<string, readonly Dependency[]>();
  let left = MOST_IN_EXTRAS;
  for (const [extra, names] of extras) {
    const members = [...new Set(names)].flatMap((name) => places.get(name) ?? []).sort((a, b) => a - b);
    expanded.set(
      extra,
      members.flatMap((place) => requirements[place]?.dependency ?? []),
    );
    left -= members.length;
    if (left < 0)
      throw new EbuildgenError(
        'METADATA_INVALID',
        `the extras of \`[tool.poetry]\` name more than ${MOST_IN_EXTRAS} requirements`,
        { where: { file: 'pyproject.toml' } },
      );
  }
  return expanded;
}

function required(requirements: readonly PoetryRequirement[]): readonly Dependency[] {
  return requirements.filter(({ optional }) => !optional).map(({ dependency }) => dependency);
}

function nameOf(dependency: Dependency): string {
  return normalizeName(dependency.requirement.name);
}

/** `[project]` stands before Poetry but for what is empty there (`project.get(…) or tool_poetry.get(…)`). */
function withoutRequirements(said: Declared): Declared {
  const { dependencies: _, extras: __, ...fields } = said;
  const stated = Object.entries(fields).filter(([, value]) => !isEmpty(value));
  return { ...Object.fromEntries(stated), from: said.from };
}

function withClassifiers(poetry: Declared, said: Declared | undefined): Declared {
  const python = said?.requiresPython ?? poetry.requiresPython;
  return { ...poetry, classifiers: withPythonClassifiers(poetry.classifiers ?? [], python) };
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value) || typeof value === 'string') return value.length === 0;
  return value instanceof Map && value.size === 0;
}
