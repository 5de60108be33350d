import { formatGentooVersion } from '../gentoo/version.ts';
import type { FoundPackage, PythonUse } from '../model/package-index.ts';
import { normalizeName } from '../python/name.ts';
import { type Attempt, attemptAll, findPackage, type NameSources } from './find-package.ts';
import { projectToPackageName } from './package-name.ts';

const WAYS = {
  'remote-id': 'its pypi remote-id (metadata.xml)',
  name: 'its name in dev-python',
  move: 'a package move (profiles/updates)',
  'other-category': 'its name among the Python packages of other categories',
  table: 'the built-in table of exceptions',
  rule: "::gentoo's naming rule",
  overlay: 'the overlay itself',
} as const satisfies Record<Attempt['by'], string>;

/** The steps of a search, one sentence each: where nothing was found, what was and how, what is there, how it is bound. */
export function explainSearch(sources: NameSources, project: string): readonly string[] {
  const attempts = [...attemptAll(sources, project)];
  const decided = attempts.findIndex(({ ids }) => ids.length > 0);
  const vain = [...new Set(attempts.slice(0, Math.max(decided, 0)).map(({ by }) => WAYS[by]))];
  const attempt = attempts[decided];
  const found = findPackage(sources, project);
  return [
    ...(vain.length === 0 ? [] : [`nothing by ${vain.join(', ')}`]),
    ...(attempt === undefined
      ? describeName(project, found, 'no repository has it')
      : [describeAttempt(project, attempt), describeVersions(sources, found)]),
    ...describeBinding(found),
  ];
}

/** A move is worth knowing from where. */
const wayOf = (project: string, by: Attempt['by']): string =>
  by === 'move' ? `a move of \`${ruleOf(project)}\` (profiles/updates)` : WAYS[by];

const ruleOf = (project: string) => `dev-python/${projectToPackageName(project)}`;

/** What a project that nobody has would be called. */
export function describeName(project: string, found: FoundPackage, state: string): readonly string[] {
  const named = `${state}; it is \`${idOf(found)}\` by ${wayOf(project, found.by)}`;
  const normalized = normalizeName(project);
  if (found.by !== 'rule' || projectToPackageName(project) === normalized) return [named];
  const why = `the end of \`${normalized}\` reads as a version, which no package name may have`;
  return [named, `${why}; the ebuild sets PYPI_PN`];
}

/** USE dependencies and slot that each dependency on it gets; nothing to say of most. */
export function describeBinding({ python = 'targets', use, slot, subslot }: FoundPackage): readonly string[] {
  const parts = [
    ...(use === undefined ? [] : [`USE ${use.join(' ')}`]),
    ...(slot === undefined ? [] : [`slot ${slot}`]),
    ...(subslot === true ? ['`:=` for what links against it'] : []),
    ...BINDINGS[python],
  ];
  return parts.length === 0 ? [] : [`dependencies on it have ${parts.join(', ')}`];
}

const BINDINGS = {
  targets: [],
  single: ['no USE dependency on interpreters: it is built for one at a time'],
  none: ['no USE dependency on interpreters'],
} as const satisfies Record<PythonUse, readonly string[]>;

const idOf = ({ category, name }: FoundPackage) => `${category}/${name}`;

function describeAttempt(project: string, { by, ids: [best = '', ...others] }: Attempt): string {
  const rest = others.length === 0 ? '' : `, before ${others.map((id) => `\`${id}\``).join(', ')}`;
  return `\`${best}\` by ${wayOf(project, by)}${rest}`;
}

function describeVersions({ table }: NameSources, found: FoundPackage): string {
  const versions = table.versions(idOf(found));
  const texts = versions.map(
    ({ version, masked }) => `${formatGentooVersion(version)}${masked ? ' (masked)' : ''}`,
  );
  return `::${versions.at(-1)?.repository ?? 'a repository'} has ${texts.join(', ')}`;
}
