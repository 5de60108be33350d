import type { SourceTree } from '../core/source-tree.ts';

/** What setuptools installs, and what it puts in the place of a module that Python has no more. */
const PROVIDED = /\b(?:setuptools|pkg_resources|distutils)\b/;

/** Python that is no part of what is installed: setup.py, and whatever lies in such a folder at the top. */
const ASIDE =
  /^(?:setup|conftest|noxfile|tasks|fabfile)\.py$|^(?:tests?|testing|docs?|examples?|benchmarks?|ci|\.[^/]*)\//;

/** Programs without an ending are not read. */
const UNREAD = /^(?:bin|scripts?)\/[^/.]+$/;

/**
 * Whether what is installed may use setuptools at run time: true as well where not all of its text, or none, is at hand. A
 * mention is enough, be it in a comment: a requirement is left out only where it is sure to be a leftover.
 */
export function mayUseSetuptools({ entries, tryReadText }: SourceTree): boolean {
  const paths = entries.map(({ path }) => path);
  if (paths.some((path) => UNREAD.test(path))) return true;
  const sources = paths.filter((path) => /\.pyx?$/.test(path) && !ASIDE.test(path));
  const texts = sources.map((path) => (path.endsWith('.py') ? tryReadText(path) : undefined));
  if (texts.every((text) => text?.trim() === '')) return true;
  return texts.some((text) => text === undefined || PROVIDED.test(text));
}

/** Whether a program of the build that is not setup.py (`build.py`, `hatch_build.py`) speaks of setuptools. */
export function buildsWithSetuptools({ entries, tryReadText }: SourceTree): boolean {
  const programs = entries.filter(({ path }) => /^[^/]+\.py$/.test(path) && path !== 'setup.py');
  return programs.some(({ path }) => PROVIDED.test(tryReadText(path) ?? 'setuptools'));
}
