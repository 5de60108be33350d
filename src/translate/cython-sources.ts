import type { Staged } from '../core/diagnostic.ts';
import { type BashText, bash } from '../gentoo/bash-quote.ts';
import type { EbuildFunction } from '../model/ebuild.ts';
import type { CythonSource, Dependency, Extension } from '../model/project.ts';
import { normalizeName } from '../python/name.ts';
import { parseRequirement } from '../python/requirement.ts';
import { found } from './findings.ts';

/**
 * Runs Cython where setup.py compiles what upstream makes before it packs a source distribution. Of the functions that
 * see the whole tree, `python_configure_all` is the first with a Python in its environment, distutils-r1.eclass.
 */
export function translateCythonSources({ kind, cython = [] }: Extension): Staged<readonly EbuildFunction[]> {
  if (kind === 'none' || cython.length === 0) return { value: [], diagnostics: [] };
  const diagnostics = [found['cython-sources']({ targets: cython.map(({ target }) => target) })];
  return { value: [{ name: 'python_configure_all', lines: cython.map(translation) }], diagnostics };
}

/** Cython itself names what it makes `.c`, or `.cpp` with --cplus. */
function translation({ source, target }: CythonSource): BashText {
  const from = asOperand(source);
  if (target.endsWith('.c')) return bash`cython ${from} || die`;
  if (target.endsWith('.cpp')) return bash`cython --cplus ${from} || die`;
  return bash`cython --cplus ${from} -o ${asOperand(target)} || die`;
}

/** No option, whatever it begins with. */
function asOperand(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/** Build requirements together with Cython, where the ebuild runs it and upstream does not say so. */
export function withCython(
  requires: readonly Dependency[],
  { cython = [] }: Extension,
): readonly Dependency[] {
  const isThere = requires.some(({ requirement }) => normalizeName(requirement.name) === 'cython');
  if (cython.length === 0 || isThere) return requires;
  return [
    ...requires,
    { requirement: parseRequirement('cython'), cap: 'written', where: { file: 'setup.py' } },
  ];
}
