/** A project's name as the index spells it in URLs: PEP 503, https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Core metadata's rule for Name: ASCII letters and digits, with `-`, `_` and `.` only inside. */
export function isValidName(name: string): boolean {
  return /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(name);
}
