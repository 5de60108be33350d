import type { Where } from '../../core/errors.ts';
import { normalizeName } from '../../python/name.ts';
import { buildBackendOf, listBuildRequires } from '../build-requires.ts';
import { findLine } from '../find-line.ts';
import type { LintInput, Rule } from '../rule.ts';

export const setupRequires: Rule = {
  code: 'PK202',
  name: 'setup-requires',
  title: '`setup_requires` or pytest-runner',
  severity: 'warning',
  why: 'setup_requires downloads with easy_install in the middle of a build, past every lock and sandbox; `[build-system] requires` has replaced it. pytest-runner is made of nothing else and is archived.',
  wrong: '# setup.py\nsetup(setup_requires=["pytest-runner"])',
  right: '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"',
  fixable: false,
  check: (input) => {
    const runners = listBuildRequires(input.document).filter(({ name }) => name === 'pytest-runner');
    return [
      ...runners.map(({ at }) => ({ message: '`pytest-runner` is archived and not needed; remove it', at })),
      ...legacyPlace(input).map((at) => ({
        message: `\`setup_requires\`${namesRunner(input) ? ' asks for the archived `pytest-runner`' : ''}: move what the build really needs to \`[build-system] requires\``,
        at,
      })),
    ];
  },
};

/** Other backends read neither file, though some projects keep one for old tools. */
const READS_NEITHER =
  /^(?:flit_core|flit_scm|hatchling|poetry|pdm|maturin|mesonpy|scikit_build_core|uv_build)\b/;

function legacyPlace({ tree, document }: LintInput): readonly Where[] {
  if (READS_NEITHER.test(buildBackendOf(document) ?? '')) return [];
  return [
    ...findLine(tree, 'setup.cfg', /^setup_requires\s*=/),
    ...findLine(tree, 'setup.py', /^[^#]*\bsetup_requires\s*=(?!\s*(?:\[\s*\]|None\b))/),
  ].slice(0, 1);
}

function namesRunner({ project }: LintInput): boolean {
  return (
    project?.build.requires.some(({ requirement }) => normalizeName(requirement.name) === 'pytest-runner') ??
    false
  );
}
