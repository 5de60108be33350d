/**
 * File name globs of `*` and `?`, as python_files has them; of a glob with `/` only the last part counts.
 * Takes time proportional to both lengths: patterns are upstream's.
 */
export function matchesGlob(name: string, glob: string): boolean {
  const pattern = glob.slice(glob.lastIndexOf('/') + 1);
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let i = 0; i < name.length; ) {
    const char = pattern.charAt(at);
    if (char === '*') {
      star = at++;
      retry = i;
    } else if (char !== '' && (char === '?' || char === name.charAt(i))) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++retry;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
