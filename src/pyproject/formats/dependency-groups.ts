import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
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

/** Of all groups together: with thousands that include each other, the lists alone would fill the memory. */
const MOST_REQUIREMENTS = 1_000_000;

/**
 * Each group with the requirements of those that it includes, in order, each once. Throws METADATA_INVALID where these are
 * more than anybody writes.
 */
export function resolveGroups(
  groups: ReadonlyMap<string, GroupEntry>,
  file: string,
): Staged<ReadonlyMap<string, readonly Dependency[]>> {
  const diagnostics: Diagnostic[] = [];
  const resolved = new Map<string, readonly Dependency[]>();
  let size = 0;
  for (const name of groups.keys()) {
    const { members, problems } = reachable(groups, name);
    diagnostics.push(...problems.map((reason) => found['group-include']({ group: name, reason }, { file })));
    const dependencies = members.flatMap((member) => groups.get(member)?.dependencies ?? []);
    resolved.set(name, dependencies);
    size += members.length + dependencies.length;
    if (size > MOST_REQUIREMENTS)
      throw new EbuildgenError('METADATA_INVALID', `the groups of \`${file}\` include each other too often`, {
        where: { file },
      });
  }
  return staged(resolved, diagnostics);
}

/** The group and all groups below it, each once; what is wrong on the way. */
function reachable(
  groups: ReadonlyMap<string, GroupEntry>,
  start: string,
): { readonly members: readonly string[]; readonly problems: readonly string[] } {
  const members = new Set([start]);
  const problems = new Set<string>();
  for (const member of members) {
    for (const include of groups.get(member)?.includes ?? []) {
      if (!groups.has(include)) problems.add(`it includes \`${include}\`, which is not defined`);
      else if (include === start) problems.add('it includes itself');
      else members.add(include);
    }
  }
  return { members: [...members], problems: [...problems] };
}

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
