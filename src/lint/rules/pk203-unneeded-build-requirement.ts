import { buildBackendOf, listBuildRequires } from '../build-requires.ts';
import type { LintInput, Rule } from '../rule.ts';
import { removeItem } from '../toml-edits.ts';

export const unneededBuildRequirement: Rule = {
  code: 'PK203',
  name: 'unneeded-build-requirement',
  title: 'unused wheel or pip in `requires`',
  severity: 'warning',
  why: 'The backend asks for what it needs by itself (setuptools has wheel built in since 70.1), and pip is what runs the build. Old documentation of setuptools listed `wheel`, a mistake that was copied many times.',
  wrong: '[build-system]\nrequires = ["setuptools>=61", "wheel"]\nbuild-backend = "setuptools.build_meta"',
  right: '[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"',
  fixable: true,
  check: (input) => {
    const backend = buildBackendOf(input.document);
    if (backend === undefined) return [];
    return listBuildRequires(input.document)
      .filter(({ name }) => (name === 'wheel' || name === 'pip') && !isUsed(name, input))
      .map(({ text, at }) => ({
        message: `\`${text}\` is not needed to build with \`${backend}\`; remove it`,
        at,
        fix: removeItem(input.document, at),
      }));
  },
};

/** Programs that run in the build may import it; where they cannot be read, they may as well. */
function isUsed(name: string, { tree, kind, document }: LintInput): boolean {
  if (kind === 'pyproject') return false;
  if (/backend-path\s*=/.test(document.text)) return true;
  return BUILD_PROGRAMS.filter((path) => tree.has(path)).some((path) => {
    const text = tree.tryReadText(path);
    return text === undefined || new RegExp(`\\b${name}\\b`).test(text);
  });
}

const BUILD_PROGRAMS = ['setup.py', 'build.py', 'hatch_build.py', '_custom_build.py', 'pdm_build.py'];
