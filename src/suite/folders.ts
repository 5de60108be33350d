/** The folders above a file, the nearest first: `a/b`, `a` of `a/b/c.py`. */
export function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('/'));
}
