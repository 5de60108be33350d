/** A position in a text that moves over tokens; each pattern must be sticky (`y`). */
export interface Scanner {
  readonly text: string;
  /** Takes the token that stands here; undefined, without moving, where none does. */
  take(pattern: RegExp): string | undefined;
  /** True where nothing is left, or just a line's end. */
  atEnd(): boolean;
  position(): number;
}

export function createScanner(text: string): Scanner {
  let position = 0;
  return {
    text,
    take(pattern) {
      pattern.lastIndex = position;
      const token = pattern.exec(text)?.[0];
      position += token?.length ?? 0;
      return token;
    },
    atEnd: () => position === text.length || (position === text.length - 1 && text.endsWith('\n')),
    position: () => position,
  };
}
