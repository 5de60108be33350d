import type { Specifier, SpecifierSet } from '../../python/specifier.ts';
import { buildBackendOf, listBuildRequires } from '../build-requires.ts';
import { hasUpperBound } from '../poetry-requirements.ts';
import type { Rule } from '../rule.ts';

export const backendCap: Rule = {
  code: 'PK204',
  name: 'backend-cap',
  title: 'upper cap on the build backend',
  severity: 'warning',
  why: 'Released versions can never be changed, and one day only newer backends run on the Python of the day. Distributions build with one version of each backend and ignore the cap or patch it out. What `poetry new` and `maturin new` write of themselves is only a note.',
  wrong: '[build-system]\nrequires = ["setuptools>=61,<70"]\nbuild-backend = "setuptools.build_meta"',
  right: '[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"',
  fixable: false,
  unfixed: 'Only the author knows whether the cap works around something that newer backends still do.',
  check: ({ document }) =>
    listBuildRequires(document)
      .filter(({ name, requirement }) => isBackend(name, document) && hasUpperBound(requirement.specifiers))
      .map(({ name, text, at, requirement }) => ({
        message: `\`${text}\` caps the build backend; keep the lower bound only`,
        at,
        ...(isWrittenByTool(name, requirement.specifiers) ? { severity: 'note' } : {}),
      })),
};

/** Backends by the module that `build-backend` starts with. */
const BACKENDS: ReadonlyMap<string, string> = new Map([
  ['setuptools', 'setuptools'],
  ['poetry', 'poetry-core'],
  ['hatchling', 'hatchling'],
  ['pdm', 'pdm-backend'],
  ['maturin', 'maturin'],
  ['mesonpy', 'meson-python'],
  ['scikit_build_core', 'scikit-build-core'],
  ['pbr', 'pbr'],
  ['sipbuild', 'sip'],
]);

/** flit_core and uv_build promise to break with the next major version, and tell their users to cap. */
function isBackend(name: string, document: Parameters<typeof buildBackendOf>[0]): boolean {
  const [module = ''] = buildBackendOf(document)?.split(/[.:]/, 1) ?? [];
  return BACKENDS.get(module) === name;
}

/** `poetry new` and `maturin new` write a cap below the next major version: nobody decided on it. */
function isWrittenByTool(name: string, specifiers: SpecifierSet): boolean {
  const upper = specifiers.filter((specifier) => hasUpperBound([specifier]));
  return (name === 'poetry-core' || name === 'maturin') && upper.every(isBelowMajor);
}

const isBelowMajor = (clause: Specifier) =>
  clause.operator === '<' && clause.version.release.slice(1).every((number) => number === 0);
