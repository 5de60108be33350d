/** `` `a`, `b` and 3 more ``: what a message can show of a long list. */
export function quoteList(items: readonly string[], most = 6): string {
  const shown = items.slice(0, most).map((item) => `\`${item.slice(0, 120)}\``);
  return items.length > most ? `${shown.join(', ')} and ${items.length - most} more` : shown.join(', ');
}
