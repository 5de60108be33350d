import type { Where } from '../../core/errors.ts';
import type { StrayFile } from '../../model/project.ts';
import type { LintInput, Observation, Rule, TomlPath } from '../rule.ts';
import { quoteList } from '../wording.ts';

export const strayFiles: Rule = {
  code: 'PK101',
  name: 'stray-files',
  title: 'stray top-level files or packages in the wheel',
  severity: 'warning',
  why: 'A `tests` folder or a README right in site-packages belongs to no project and collides with that of others. Name the packages to ship, or exclude what should not be.',
  wrong: '[tool.setuptools.packages.find]\n# finds spam and tests',
  right: '[tool.setuptools.packages.find]\ninclude = ["spam*"]',
  fixable: false,
  changesEbuild: true,
  check: (input) => {
    if (input.project?.build.backend.value === 'poetry-core') return [];
    const causes = [...new Set(input.contents.stray.map(({ cause }) => cause))];
    return causes.map((cause) => aboutCause(input, cause));
  },
};

function aboutCause(input: LintInput, cause: string): Observation {
  const strays = input.contents.stray.filter((stray) => stray.cause === cause);
  const fatal = strays.some(isFatal);
  return {
    message: `${quoteList(strays.map(({ path }) => path))} would land right in site-packages; leave it out of the wheel`,
    at: placeOf(input, cause),
    severity: fatal ? 'error' : 'warning',
  };
}

const isFatal = ({ fatal }: StrayFile) => fatal;

/** `[tool.setuptools] packages`, `setup.cfg [options] packages` or another cause as a place to look at. */
function placeOf({ document, tree, filename }: LintInput, cause: string): TomlPath | Where {
  const match = /^(?<file>[\w.]+\.(?:cfg|py|build)\b)?\s*(?:\[(?<table>[^\]]+)\])?\s*(?<key>[\w.-]*)/.exec(
    cause,
  )?.groups;
  const { file, table, key } = match ?? {};
  if (file !== undefined) return { file };
  const path = [table, key].flatMap((part) => part?.split('.') ?? []);
  if (document.positions.of(path.slice(0, 1)) !== undefined) return path;
  if (tree.has('pyproject.toml')) return ['build-system'];
  const setup = ['setup.cfg', 'setup.py'].find((name) => tree.has(name));
  return { file: setup ?? filename ?? 'pyproject.toml' };
}
