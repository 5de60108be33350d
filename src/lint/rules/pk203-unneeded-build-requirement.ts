import { stringAt, valueAt } from '../../toml/values.ts';
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
  const { table } = document;
  const script =
    stringAt(table, 'tool', 'poetry', 'build') ?? stringAt(table, 'tool', 'poetry', 'build', 'script');
  if (kind === 'pyproject') return script !== undefined;
  if (valueAt(table, 'build-system', 'backend-path') !== undefined) return true;
  return tree.entries
    .filter(({ path }) => path === script || /^[^/]+\.py$/.test(path))
    .some(({ path }) => new RegExp(`\\b${name}\\b`).test(tree.tryReadText(path) ?? name));
}
