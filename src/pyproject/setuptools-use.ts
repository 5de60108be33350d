import { type InstalledSource, ownModules } from './own-modules.ts';

/** What setuptools installs, and what it puts in the place of a module that Python has no more. */
const PROVIDED = /\b(?:setuptools|pkg_resources|distutils)\b/;

/**
 * Whether an installed module may use setuptools at run time: true as well where not all of their text, or none, is at hand. A
 * mention is enough, be it in a comment: a requirement is left out only where it is sure to be a leftover.
 */
export function mayUseSetuptools(source: InstalledSource): boolean {
  const texts = [...ownModules(source).values()].map((path) => source.tree.tryReadText(path));
  if (source.topLevel === undefined || texts.every((text) => text?.trim() === '')) return true;
  return texts.some((text) => text === undefined || PROVIDED.test(text));
}
