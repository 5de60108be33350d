import { defineFindings } from '../core/diagnostic.ts';

const list = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ');

/** What reading repositories and checking dependencies against them can notice. */
export const found = defineFindings({
  'no-repository': {
    severity: 'warning',
    text: (_: object) =>
      'No reference repository was found, so dependencies are named by rule, nothing is checked, and --recursive takes all of them to be missing; give --repo DIR',
  },
  'master-missing': {
    severity: 'warning',
    text: ({ repository, master }: { repository: string; master: string }) =>
      `\`${repository}\` has \`${master}\` as its master, which was not found; give it with --repo as well`,
  },
  'dependency-missing': {
    severity: 'error',
    text: ({ dependency, project }: { dependency: string; project: string }) =>
      `No repository has \`${dependency}\` (\`${project}\` on PyPI)`,
  },
  'dependency-ambiguous': {
    severity: 'note',
    text: ({ dependency, others }: { dependency: string; others: readonly string[] }) =>
      `Took \`${dependency}\` although ${list(others)} name${others.length === 1 ? 's' : ''} the same PyPI project`,
  },
  'dependency-out-of-range': {
    severity: 'error',
    text: ({ wanted, have }: { wanted: readonly string[]; have: readonly string[] }) =>
      `No version satisfies ${list(wanted)}: the repositories have ${list(have)}`,
  },
  'dependency-masked': {
    severity: 'error',
    text: ({ wanted, have }: { wanted: readonly string[]; have: readonly string[] }) =>
      `Only masked versions satisfy ${list(wanted)}: ${list(have)} in package.mask`,
  },
  'dependency-unkeyworded': {
    severity: 'warning',
    text: ({
      wanted,
      keywords,
      have,
    }: {
      wanted: readonly string[];
      keywords: readonly string[];
      have: readonly string[];
    }) => `No version that satisfies ${list(wanted)} has the keyword ${list(keywords)}: ${list(have)}`,
  },
  'dependency-lacks-flag': {
    severity: 'error',
    text: ({ wanted, flags }: { wanted: readonly string[]; flags: readonly string[] }) =>
      `No version that satisfies ${list(wanted)} has the USE flag ${list(flags)}`,
  },
  'dependency-lacks-target': {
    severity: 'warning',
    text: ({ wanted, targets }: { wanted: readonly string[]; targets: readonly string[] }) =>
      `No version that satisfies ${list(wanted)} supports ${list(targets)}`,
  },
  'dependency-deprecated': {
    severity: 'warning',
    text: ({ dependency }: { dependency: string }) =>
      `\`${dependency}\` is in package.deprecated; see there for what to use instead`,
  },
});
