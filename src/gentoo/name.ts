import { tryParseGentooVersion } from './version.ts';

/** PMS section 3.1.1; the name of a category. */
export function isValidCategoryName(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9+_.-]*$/.test(text);
}

/**
 * PMS section 3.1.2; the PN of a package. It may not end in a hyphen and a version: neither `foo-2` nor `foo-1_p-r3` is
 * one, since `foo-2-1.0` could not be taken apart.
 */
export function isValidPackageName(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9+_-]*$/.test(text) && splitVersion(text) === undefined;
}

/** PMS section 3.1.3; a slot or sub-slot. */
export function isValidSlotName(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9+_.-]*$/.test(text);
}

/** PMS section 3.1.4; a USE flag. */
export function isValidUseFlag(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9+_@-]*$/.test(text);
}

/** Takes `foo-bar-1.2-r3` apart at the hyphen before its version; undefined where there is none. */
export function splitVersion(text: string): { readonly name: string; readonly version: string } | undefined {
  const last = text.lastIndexOf('-');
  const cut = /^r\d+$/.test(text.slice(last + 1)) ? text.lastIndexOf('-', last - 1) : last;
  if (cut <= 0) return undefined;
  const version = text.slice(cut + 1);
  return tryParseGentooVersion(version) === undefined ? undefined : { name: text.slice(0, cut), version };
}
