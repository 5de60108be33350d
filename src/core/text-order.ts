/** Order of two texts by code unit, the same on every machine: for `sort`. */
export const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);
