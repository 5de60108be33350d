import type { Where } from '../../core/errors.ts';
import { normalizeName } from '../../python/name.ts';
import { findLineOf } from '../find-line.ts';
import { importedModules, ownModules, withoutLongStrings } from '../own-modules.ts';
import type { LintInput, Observation, Rule } from '../rule.ts';

export const setuptoolsAtRunTime: Rule = {
  code: 'PK401',
  name: 'setuptools-at-run-time',
  title: 'setuptools at run time without import, or imported without requirement',
  severity: 'warning',
  why: 'pkg_resources is part of setuptools, which Python environments no longer have by themselves and which drops it. A requirement on setuptools that no module imports is a leftover that everybody installs.',
  wrong: '[project]\ndependencies = ["setuptools"]  # nothing imports it',
  right: '[project]\ndependencies = []',
  fixable: false,
  changesEbuild: true,
  check: (input) => {
    const { project } = input;
    const imported = importedModules(input);
    if (project === undefined || imported === undefined) return [];
    const isRequired = project.dependencies.find(
      ({ requirement }) => normalizeName(requirement.name) === 'setuptools',
    );
    const uses = PROVIDED.filter((module) => imported.has(module));
    if (isRequired !== undefined && uses.length === 0 && !imported.has('distutils'))
      return [
        {
          message: '`setuptools` is required at run time, but no module imports it; remove it',
          at: isRequired.where,
        },
      ];
    return isRequired === undefined && isOrdinary(input)
      ? uses.flatMap((module) => aboutImport(input, module))
      : [];
  },
};

const ADVICE = {
  pkg_resources: 'use importlib.metadata or importlib.resources',
  setuptools: 'require it',
} as const;

const PROVIDED = ['pkg_resources', 'setuptools'] as const;

/** Extras may require it, as may what only a program can tell, and tools of packaging are their own judge. */
function isOrdinary({ project }: LintInput): boolean {
  const lists = [...(project?.extras.values() ?? [])].flat();
  const name = normalizeName(project?.name.value ?? '');
  return (
    name !== 'setuptools' &&
    project?.dependenciesOpen !== true &&
    !lists.some(({ requirement }) => normalizeName(requirement.name) === 'setuptools')
  );
}

function aboutImport(input: LintInput, module: keyof typeof ADVICE): readonly Observation[] {
  const place = firstImport(input, module);
  return place === undefined
    ? []
    : [
        {
          message: `\`${module}\` is imported, but setuptools is not required; ${ADVICE[module]}`,
          at: place,
        },
      ];
}

/** Imports in a `try` are prepared for its absence; only those at the start of a line count. */
function firstImport(input: LintInput, module: string): Where | undefined {
  const pattern = new RegExp(`^(?:import|from)[ \\t]+${module}\\b`);
  return ownModules(input).flatMap((path) =>
    findLineOf(withoutLongStrings(input.tree.tryReadText(path) ?? ''), path, pattern),
  )[0];
}
