export interface TextSection {
  /** '' for the lines before the first header. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** Lines under `[name]` headers, trimmed; blank ones and `#` comments left out (requires.txt, entry_points.txt). */
export function splitSections(text: string): readonly TextSection[] {
  const sections: { name: string; lines: string[] }[] = [{ name: '', lines: [] }];
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    const name = /^\[(.*)\]$/.exec(line)?.[1];
    if (name !== undefined) sections.push({ name: name.trim(), lines: [] });
    else if (line !== '' && !line.startsWith('#')) sections.at(-1)?.lines.push(line);
  }
  return sections;
}
