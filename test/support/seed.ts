/** A different seed each run, unless EBUILDGEN_SEED repeats one; print it in the title of the test that uses it. */
export const seed = Number(process.env.EBUILDGEN_SEED ?? Date.now() % 2 ** 31);

/** Uniform numbers in [0, 1) that depend only on the seed (mulberry32). */
export function createRandom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
