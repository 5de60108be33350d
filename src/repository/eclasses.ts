import { sortPythonTargets } from './python-targets.ts';

/** CPython implementations in `_PYTHON_ALL_IMPLS` of python-utils-r1.eclass; undefined where the eclass has no such array. */
export function parseImplementations(eclass: string): readonly string[] | undefined {
  const words = /^_PYTHON_ALL_IMPLS=\((?<words>[^)]*)\)/m.exec(eclass)?.groups?.words;
  if (words === undefined) return;
  const targets = sortPythonTargets(words.split(/\s+/).flatMap(expandBraces));
  return targets.length === 0 ? undefined : targets;
}

/**
 * The DISTUTILS_USE_PEP517 values that distutils-r1.eclass knows: the labels of its `case ${DISTUTILS_USE_PEP517}`
 * blocks up to the one that dies of unknown values. Undefined where it has none.
 */
export function parseBackends(eclass: string): readonly string[] | undefined {
  const start = eclass.search(/case \$\{DISTUTILS_USE_PEP517\} in/);
  const end = eclass.indexOf('Unknown DISTUTILS_USE_PEP517', start);
  if (start < 0 || end < 0) return;
  const labels = eclass.slice(start, end).matchAll(/^[ \t]*(?<labels>[a-z][a-z0-9_|-]*)\)[ \t]*$/gm);
  const backends = [...labels].flatMap(({ groups }) => (groups?.labels ?? '').split('|'));
  return backends.length === 0 ? undefined : [...new Set(backends)].sort();
}

/** Bash's `a{1..3}b` and `a{x,y}b`, one pair of braces a word, as the eclass and PYTHON_COMPAT write them. */
export function expandBraces(word: string): readonly string[] {
  const groups = /^(?<head>[^{}]*)\{(?<body>[^{}]*)\}(?<tail>[^{}]*)$/.exec(word)?.groups;
  if (groups === undefined) return [word];
  const { head = '', body = '', tail = '' } = groups;
  const range = /^(?<from>\d{1,3})\.\.(?<to>\d{1,3})$/.exec(body)?.groups;
  if (range === undefined) return body.split(',').map((part) => `${head}${part}${tail}`);
  const [from, to] = [Number(range.from), Number(range.to)];
  const count = Math.max(0, to - from + 1);
  return Array.from({ length: count }, (_, index) => `${head}${from + index}${tail}`);
}
