import { splitWords } from './text-lines.ts';

interface PackageVariables {
  /** Eclasses, those that others inherit included. */
  readonly inherits: (eclass: string) => boolean;
  /** Dependency specifications as the metadata cache has them, or unexpanded as the ebuild does. */
  readonly rdepend: string;
  readonly depend: string;
}

/**
 * Whether an ebuild is of a Python package rather than of a program that merely may use Python: distutils builds it; or
 * it is installed for several interpreters, whatever its flags say (python-r1.eclass: gentoolkit and Portage are built by
 * Meson); or it always runs on one interpreter and is compiled against nothing else.
 */
export function isPythonPackage({ inherits, rdepend, depend }: PackageVariables): boolean {
  if (inherits('distutils-r1')) return true;
  if (inherits('python-r1')) return alwaysNeeds(rdepend, 'python_targets_');
  return (
    inherits('python-single-r1') &&
    alwaysNeeds(rdepend, 'python_single_target_') &&
    splitWords(depend).every(isOfPython)
  );
}

/** `python_targets_python3_14? ( dev-lang/python:3.14 )`, or what makes it, outside of any condition. */
function alwaysNeeds(rdepend: string, prefix: string): boolean {
  let depth = 0;
  for (const word of splitWords(rdepend)) {
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (depth === 0 && (word === '${PYTHON_DEPS}' || (word.startsWith(prefix) && word.endsWith('?'))))
      return true;
  }
  return false;
}

/** A word of DEPEND that is syntax, an interpreter or a Python module. */
function isOfPython(word: string): boolean {
  if (!word.includes('/')) return /^(?:[()]|\|\||!?[\w+@-]+\?|\$\{(?:PYTHON_DEPS|RDEPEND)\})$/.test(word);
  return /^!?[<>=~]*dev-(?:python\/|lang\/python(?:[:[-]|$))/.test(word);
}
