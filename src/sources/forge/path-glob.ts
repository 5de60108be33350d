/** One place of a pattern: stands for exactly one element, or for any number of them. */
type Place<Element> = 'any' | ((element: Element) => boolean);

/** Longer than any path can be. */
const longestPattern = 4096;

/**
 * Whether a path matches a pattern of gitattributes(5): `*` and `?` within a name, `**` over folders; a pattern without
 * a slash matches the last name in every folder. Bracket expressions stand for any one character. Works in time
 * proportional to both lengths: patterns come from upstream, and a regular expression made of them could run for hours.
 */
export function matchesPathGlob(pattern: string, path: string): boolean {
  if (pattern.length > longestPattern) return false;
  const anchored = pattern.replace(/^\//, '');
  const names = (pattern.includes('/') ? anchored : `**/${anchored}`).replace(/\/$/, '/**').split('/');
  const places = names.map(
    (name): Place<string> => (name === '**' ? 'any' : (segment) => matchesName(name, segment)),
  );
  return matchesSequence(places, path.split('/'));
}

function matchesName(pattern: string, name: string): boolean {
  const places = [...pattern.replace(/\[\[:[a-z]+:\]\]|\[[^\]]*\]/g, '?')].map((sign): Place<string> => {
    if (sign === '*') return 'any';
    return sign === '?' ? () => true : (char) => char === sign;
  });
  return matchesSequence(places, [...name]);
}

/** Greedy match that goes back to the last `any` only, which is enough since a later one can take over from there. */
function matchesSequence<Element>(places: readonly Place<Element>[], elements: readonly Element[]): boolean {
  let place = 0;
  let restart: { readonly place: number; readonly element: number } | undefined;
  for (let element = 0; element < elements.length; ) {
    const current = places[place];
    if (current === 'any') {
      restart = { place: place + 1, element };
      place += 1;
    } else if (current?.(elements[element] as Element)) {
      place += 1;
      element += 1;
    } else if (restart !== undefined) {
      restart = { place: restart.place, element: restart.element + 1 };
      place = restart.place;
      element = restart.element;
    } else return false;
  }
  return places.slice(place).every((rest) => rest === 'any');
}
