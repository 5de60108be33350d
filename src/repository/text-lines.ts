/** The lines of a profile file that are neither empty nor comments, without surrounding white space. */
export function parseLines(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** `key = value` lines of metadata/layout.conf and of a section of repos.conf; the last of a key counts. */
export function parseAssignments(lines: Iterable<string>): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const cut = line.indexOf('=');
    if (cut > 0) values.set(line.slice(0, cut).trim(), line.slice(cut + 1).trim());
  }
  return values;
}

export function splitWords(text: string | undefined): readonly string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
