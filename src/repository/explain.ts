import { lookUpException } from './exceptions.ts';
import { type Attempt, attemptAll, findPackage, type NameSources } from './find-package.ts';

const WAYS = {
  'remote-id': 'a pypi remote-id in metadata.xml',
  name: 'the normalised name in dev-python',
  move: 'a package move of profiles/updates',
  'other-category': 'the normalised name in another category, among Python packages',
  table: 'the built-in table of exceptions',
  rule: "::gentoo's naming rule",
  overlay: 'the overlay itself',
} as const satisfies Record<Attempt['by'], string>;

/** The steps of a search, one sentence each, and what came of it. */
export function explainSearch(sources: NameSources, project: string): readonly string[] {
  const attempts = [...attemptAll(sources, project)];
  const decided = attempts.findIndex(({ ids }) => ids.length > 0);
  const tried = decided < 0 ? attempts : attempts.slice(0, decided + 1);
  const found = findPackage(sources, project);
  const id = `${found.category}/${found.name}`;
  return [
    ...new Set(tried.map(describeAttempt)),
    found.exists
      ? `\`${project}\` is \`${id}\`${describeVersions(sources, id)}`
      : `no repository has it; ${WAYS[found.by]} would call it \`${id}\`${describeException(project)}`,
  ];
}

function describeAttempt({ by, ids: [best, ...others] }: Attempt): string {
  if (best === undefined) return `${WAYS[by]}: nothing`;
  const rest = others.length === 0 ? '' : `, before ${others.map((id) => `\`${id}\``).join(', ')}`;
  return `${WAYS[by]}: \`${best}\`${rest}`;
}

function describeVersions({ table }: NameSources, id: string): string {
  const newest = table.versions(id).at(-1);
  return newest?.repository === undefined ? '' : ` of ::${newest.repository}`;
}

function describeException(project: string): string {
  const use = lookUpException(project)?.use;
  return use === undefined ? '' : ` with USE ${use.join(' ')}`;
}
