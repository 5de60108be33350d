import type { SourceTree } from '../../core/source-tree.ts';

const DIRECTIVE = 'file:';

/**
 * A value of setup.cfg, or for `file: a.txt, b.txt` the text of those files of the tree, joined by newlines. A file that
 * is absent gives nothing, as with setuptools.
 * https://setuptools.pypa.io/en/latest/userguide/declarative_config.html#specifying-values
 */
export function readFileDirective(value: string, tree: SourceTree): string {
  const written = value.trimStart();
  if (!written.startsWith(DIRECTIVE)) return value;
  return readFiles(written.slice(DIRECTIVE.length).split(','), tree);
}

/** The texts of files of the tree, joined by newlines. */
export function readFiles(paths: readonly string[], tree: SourceTree): string {
  const texts = paths.map((path) => tree.tryReadText(path.trim().replace(/^\.\//, '')) ?? '');
  return texts.join('\n');
}
