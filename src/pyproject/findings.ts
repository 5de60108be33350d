import { defineFindings } from '../core/diagnostic.ts';

/** Everything that reading a project's declarations can notice. */
export const found = defineFindings({
  'backend-unknown': {
    severity: 'warning',
    text: ({ backend }: { backend: string }) =>
      `build backend \`${backend}\` is none that distutils-r1 knows; \`standalone\` is used and its provider is a build dependency`,
  },
  'backend-in-tree': {
    severity: 'note',
    text: ({ backend, path }: { backend: string; path: string }) =>
      `build backend \`${backend}\` comes from \`backend-path\` \`${path}\`; \`standalone\` is used`,
  },
  'setup-py-made': {
    severity: 'note',
    text: () =>
      'no build backend is named and there is no `setup.py`, which the setuptools fallback of distutils-r1 needs; the ebuild makes one',
  },
  'nothing-to-build': {
    severity: 'error',
    text: () => 'the tree has neither pyproject.toml nor setup.py nor setup.cfg: it is no Python project',
  },
  'requirement-invalid': {
    severity: 'error',
    text: ({ requirement, from, reason }: { requirement: string; from: string; reason: string }) =>
      `requirement \`${requirement}\` of ${from} is left out: ${reason}`,
  },
  'group-include': {
    severity: 'warning',
    text: ({ group, reason }: { group: string; reason: string }) =>
      `dependency group \`${group}\`: ${reason}`,
  },
  'optional-in-no-extra': {
    severity: 'note',
    text: ({ requirement }: { requirement: string }) =>
      `\`${requirement}\` is optional but in no extra: poetry-core before 2.1 made it a requirement of the wheel; it is left out, as later ones do`,
  },
  'setup-unreadable': {
    severity: 'warning',
    text: ({ keyword, reason }: { keyword: string; reason: string }) =>
      `\`${keyword}\` of \`setup()\` cannot be read without running it: it takes ${reason}`,
  },
  'sources-disagree': {
    severity: 'warning',
    text: ({ from, other, more, less }: Disagreement) =>
      `${from} is used, but ${other} requires other projects: ${differences(more, less)}`,
  },
  'dependencies-unknown': {
    severity: 'error',
    text: () => 'the requirements are made by a program at build time; add what the package imports by hand',
  },
  'pkg-info-stale': {
    severity: 'note',
    text: ({ version, expected }: { version: string; expected: string }) =>
      `\`PKG-INFO\` is of version \`${version}\`, not of \`${expected}\`, and is not used`,
  },
  'requirement-repaired': {
    severity: 'note',
    text: ({
      requirement,
      from,
      repairs,
    }: {
      requirement: string;
      from: string;
      repairs: readonly string[];
    }) => `requirement \`${requirement}\` of ${from} is malformed (${repairs.join(', ')}) and was repaired`,
  },
  'setup-requires-removed': {
    severity: 'note',
    text: ({ requirement }: { requirement: string }) =>
      `\`setup_requires\` names \`${requirement}\`, which no build uses; the ebuild takes it out`,
  },
  'name-guessed': {
    severity: 'warning',
    text: ({ name }: { name: string }) =>
      `nothing in the source tree names the project; \`${name}\`, the repository's name, is used`,
  },
  'dependency-undeclared': {
    severity: 'warning',
    text: ({ project, path }: { project: string; path: string }) =>
      `\`${path}\` cannot be imported without \`${project}\`, which upstream does not require; the ebuild does`,
  },
  'version-from-git': {
    severity: 'warning',
    text: ({ tool }: { tool: string }) =>
      `\`${tool}\` takes the version from git or the calendar rather than from the archive, and no variable replaces that; take the sdist or patch the version in`,
  },
  'field-invalid': {
    severity: 'warning',
    text: ({ field, from, expected }: { field: string; from: string; expected: string }) =>
      `\`${field}\` of ${from} is not ${expected} and is left out`,
  },
});

interface Disagreement {
  readonly from: string;
  readonly other: string;
  /** Names that only the source in use has. */
  readonly more: readonly string[];
  /** Names that only the other has. */
  readonly less: readonly string[];
}

function differences(more: readonly string[], less: readonly string[]): string {
  const marked = [...more.map((name) => `+${name}`), ...less.map((name) => `-${name}`)];
  return marked.map((name) => `\`${name}\``).join(', ');
}
