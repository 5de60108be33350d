import { type InstalledSource, ownModules } from './own-modules.ts';

/** What setuptools installs, and what it puts in the place of a module that Python has no more. */
const PROVIDED = /\b(?:setuptools|pkg_resources|distutils)\b/;

/**
 * Whether an installed module may use setuptools at run time: true as well where not all of their text is at hand. A
 * mention is enough, be it in a comment: a requirement is left out only where it is sure to be a leftover.
 */
export function mayUseSetuptools(source: InstalledSource): boolean {
  const paths = [...ownModules(source).values()];
  if (source.topLevel === undefined || paths.length === 0) return true;
  return paths.some((path) => PROVIDED.test(source.tree.tryReadText(path) ?? 'setuptools'));
}
