const LONGEST = 120;

/** An upstream string between backticks for a message, cut where it is too long to read. */
export function excerpt(text: string): string {
  return `\`${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}\``;
}
