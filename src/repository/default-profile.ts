import type { RepositoryFiles } from '../core/ports.ts';
import type { PythonFacts } from './facts.ts';
import { sortPythonTargets } from './python-targets.ts';
import { parseLines, splitWords } from './text-lines.ts';

/** A profile inherits from a dozen others; more than this is a loop or an attack. */
const MAX_PROFILES = 200;

/**
 * PYTHON_TARGETS and the masked targets of the repository's default profile, the first stable one of profiles.desc
 * (amd64's where there is one). Fields are absent where the profile does not speak of them.
 */
export function readDefaultProfile(
  files: RepositoryFiles,
): Pick<PythonFacts, 'defaultTargets' | 'maskedTargets'> {
  const folders = stackProfile(files, selectProfile(files.readText('profiles/profiles.desc')));
  const masks = folders.map((folder) => files.readText(`${folder}/use.mask`));
  const defaults = folders.map((folder) => files.readText(`${folder}/make.defaults`));
  const defaultTargets = defaults.map(parsePythonTargets).findLast((targets) => targets !== undefined);
  return {
    ...(defaultTargets === undefined ? {} : { defaultTargets }),
    ...(masks.every((mask) => mask === undefined) ? {} : { maskedTargets: collectMaskedTargets(masks) }),
  };
}

/** `amd64 default/linux/amd64/23.0 stable` → `profiles/default/linux/amd64/23.0`; `profiles/base` where none is listed. */
function selectProfile(profilesDesc: string | undefined): string {
  const stable = parseLines(profilesDesc)
    .map(splitWords)
    .filter(([, , status]) => status === 'stable');
  const chosen = stable.find(([arch]) => arch === 'amd64') ?? stable[0];
  return `profiles/${chosen?.[1] ?? 'base'}`;
}

/** The profile's folders, parents before children, each once, as PMS 5.2.1 orders them. */
function stackProfile(files: RepositoryFiles, profile: string): readonly string[] {
  const stacked = new Set<string>();
  const open = new Set<string>();
  const visit = (folder: string): void => {
    if (open.has(folder) || open.size >= MAX_PROFILES) return;
    open.add(folder);
    for (const parent of parseLines(files.readText(`${folder}/parent`))) {
      const path = resolveFolder(folder, parent);
      if (path !== undefined) visit(path);
    }
    stacked.add(folder);
  };
  visit(profile);
  return [...stacked];
}

/** Undefined for a parent in another repository (`gentoo:base`) or outside of profiles/. */
function resolveFolder(from: string, parent: string): string | undefined {
  if (parent.includes(':')) return;
  const path: string[] = [];
  for (const part of [...from.split('/'), ...parent.split('/')]) {
    if (part === '..') path.pop();
    else if (part !== '.' && part !== '') path.push(part);
  }
  return path[0] === 'profiles' ? path.join('/') : undefined;
}

function parsePythonTargets(makeDefaults: string | undefined): readonly string[] | undefined {
  const value = /^PYTHON_TARGETS=(?<quote>["']?)(?<value>[\w \t]*)\k<quote>/m.exec(makeDefaults ?? '')?.groups
    ?.value;
  return value === undefined ? undefined : sortPythonTargets(splitWords(value));
}

/** A later `-flag` takes an earlier `flag` back. */
function collectMaskedTargets(masks: readonly (string | undefined)[]): readonly string[] {
  const masked = new Set<string>();
  for (const line of masks.flatMap(parseLines)) {
    const groups = /^(?<minus>-?)python_targets_(?<target>\w+)$/.exec(line)?.groups;
    if (groups?.target === undefined) continue;
    if (groups.minus === '-') masked.delete(groups.target);
    else masked.add(groups.target);
  }
  return sortPythonTargets(masked);
}
