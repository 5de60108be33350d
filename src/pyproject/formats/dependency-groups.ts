import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { Dependency } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { entriesAt, isTable } from '../../toml/values.ts';
import { readDependency } from '../dependencies.ts';
import { found } from '../findings.ts';
import { staged } from '../staged.ts';
import type { TomlFile } from './toml-file.ts';

const FROM = 'pyproject.toml [dependency-groups]';

/** A group's own requirements and the groups that it includes, by normalised name. */
export interface GroupEntry {
  readonly dependencies: readonly Dependency[];
  readonly includes: readonly string[];
}

/**
 * `[dependency-groups]` with every `include-group` followed. A group that includes itself or an unknown one keeps what
 * can be read and gets a diagnostic.
 * https://packaging.python.org/en/latest/specifications/dependency-groups/
 */
export function readDependencyGroups(file: TomlFile): Staged<ReadonlyMap<string, readonly Dependency[]>> {
  const diagnostics: Diagnostic[] = [];
  const groups = new Map<string, GroupEntry>();
  for (const [name, items] of entriesAt(file.table, 'dependency-groups')) {
    const read = readGroup(file, name, Array.isArray(items) ? items : []);
    groups.set(normalizeName(name), read.value);
    diagnostics.push(...read.diagnostics);
  }
  const resolved = resolveGroups(groups, file.path);
  return staged(resolved.value, [...diagnostics, ...resolved.diagnostics]);
}

/**
 * Of all groups together no more requirements and groups than these are included in others: far more than any project
 * has, and each is looked at again for whatever includes it.
 */
const MOST_INCLUDED = 20_000;

/** Each group with the requirements of those that it includes, in order, each once. */
export function resolveGroups(
  groups: ReadonlyMap<string, GroupEntry>,
  file: string,
): Staged<ReadonlyMap<string, readonly Dependency[]>> {
  const diagnostics: Diagnostic[] = [];
  const resolved = new Map<string, readonly Dependency[]>();
  const budget: Budget = { left: MOST_INCLUDED };
  for (const name of groups.keys()) {
    const { members, problems } =
      budget.left < 0 ? { members: [name], problems: [] } : reachable(groups, name, budget);
    diagnostics.push(...problems.map((reason) => found['group-include']({ group: name, reason }, { file })));
    resolved.set(
      name,
      members.flatMap((member) => groups.get(member)?.dependencies ?? []),
    );
  }
  return staged(resolved, diagnostics);
}

interface Budget {
  left: number;
}

/** The group and all groups below it, each once, as far as the budget goes; what is wrong on the way. */
function reachable(
  groups: ReadonlyMap<string, GroupEntry>,
  start: string,
  budget: Budget,
): { readonly members: readonly string[]; readonly problems: readonly string[] } {
  const members = new Set([start]);
  const problems = new Set<string>();
  for (const member of members) {
    for (const include of groups.get(member)?.includes ?? []) {
      const entry = groups.get(include);
      if (entry === undefined) problems.add(`it includes \`${include}\`, which is not defined`);
      else if (include === start) problems.add('it includes itself');
      else if (members.has(include) || spend(budget, entry)) members.add(include);
      else problems.add(BEYOND);
    }
  }
  return { members: [...members], problems: [...problems] };
}

function spend(budget: Budget, { dependencies, includes }: GroupEntry): boolean {
  budget.left -= 1 + dependencies.length + includes.length;
  return budget.left >= 0;
}

const BEYOND = `here the groups include more than ${MOST_INCLUDED} others and requirements in all; this and every later \`include-group\` is left out`;

function readGroup(file: TomlFile, name: string, items: readonly unknown[]): Staged<GroupEntry> {
  const origin = { from: `${FROM} ${name}`, file: file.path, lineOf: file.lines.ofString };
  const reads = items.map((item) => (typeof item === 'string' ? readDependency(item, origin) : staged([])));
  const value: GroupEntry = {
    dependencies: reads.flatMap((read) => read.value),
    includes: items.flatMap(includeOf),
  };
  return staged(
    value,
    reads.flatMap((read) => read.diagnostics),
  );
}

function includeOf(item: unknown): readonly string[] {
  const include = isTable(item) && Object.hasOwn(item, 'include-group') ? item['include-group'] : undefined;
  return typeof include === 'string' ? [normalizeName(include)] : [];
}
