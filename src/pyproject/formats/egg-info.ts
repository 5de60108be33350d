import type { Staged } from '../../core/diagnostic.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { Declared } from '../declared.ts';
import { parseEntryPoints } from '../entry-points.ts';
import { splitSections } from '../sections.ts';
import { staged } from '../staged.ts';
import { readKeyedRequirements } from './keyed-extras.ts';

/**
 * What setuptools left in `*.egg-info/` when the sdist was made: requires.txt and entry_points.txt; empty where there is
 * no such folder.
 */
export function readEggInfo(tree: SourceTree): Staged<readonly Declared[]> {
  const folder = findEggInfo(tree);
  if (folder === undefined) return staged([]);
  const entryPoints = tree.tryReadText(`${folder}/entry_points.txt`);
  const requires = tree.tryReadText(`${folder}/requires.txt`);
  const origin = { from: `${folder}/requires.txt`, file: `${folder}/requires.txt` };
  const read = readKeyedRequirements(
    splitSections(requires ?? '').map(({ name, lines }) => ({ key: name, lines, origin })),
  );
  const value: Declared = {
    from: folder,
    ...(requires === undefined ? {} : read.value),
    ...(entryPoints === undefined ? {} : { entryPoints: parseEntryPoints(entryPoints) }),
  };
  return staged([value], read.diagnostics);
}

/** The folder nearest to the root: an sdist has it there or in `src/`. */
function findEggInfo(tree: SourceTree): string | undefined {
  const folders = tree.entries.flatMap(({ path }) => /^(?:[^/]+\/)?[^/]+\.egg-info(?=\/)/.exec(path) ?? []);
  return folders.sort((a, b) => a.length - b.length)[0];
}
