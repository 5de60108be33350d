import type { LicenseEvidence } from '../../model/project.ts';
import { findLicenses, mergeLicenses, toWords } from './license-text.ts';
import type { LicenseLeaf } from './license-tree.ts';

/** What the licence files of a tree say. */
export interface LicenseFiles {
  /** Paths of the files that the licences were read from. */
  readonly paths: readonly string[];
  readonly licenses: readonly LicenseLeaf[];
  /** A text offers the licences as alternatives: "under either of", "dual-licensed", "at your option". */
  readonly either: boolean;
  /** Licence files of bundled code; they say nothing of the project's own licence. */
  readonly vendored: readonly string[];
}

const VENDORED =
  /(?:^|\/)(?:_?vendor(?:ed)?|third[-_ ]?party|3rd[-_ ]?party|extern(?:al)?s?|node_modules|deps|subprojects|site-packages)(?:\/|[-_.]|$)|third[-_ ]?party|3rd[-_ ]?party|[/_-]bundled/i;

/** Files that mention licences of others or attribution more often than the licence itself. */
const SECONDARY = /(?:^|\/)(?:notice|authors|copyright)[^/]*$/i;

const EITHER =
  / (?:under|of) (?:the terms of )?either (?:of |the |one )|dual licensed|double licensed|licensed under (?:both|either)|(?:at )?your (?:option|choice) (?:of )?(?:either |any )?(?:one )?(?:of )?(?:the )?(?:apache|mit|bsd|gpl|lgpl|licenses?)/;

/** `LICENSE-MIT` beside `LICENSE-APACHE`: a file for each of the licences to choose from. */
const CHOICE = /(?:^|\/)licen[cs]e[-._](?:mit|apache|bsd|gpl|lgpl|psf|zlib|unlicense)[\w.-]*$/i;

/** Reads the project's own licence files: the nearest to the top folder, notices only where there is nothing else. */
export function readLicenseFiles(files: LicenseEvidence['files']): LicenseFiles {
  const vendored = files.filter(({ path }) => VENDORED.test(path));
  const own = files.filter(({ path }) => !VENDORED.test(path));
  const nearest = Math.min(...own.map(({ path }) => depthOf(path)));
  const near = own.filter(({ path }) => depthOf(path) === nearest);
  const main = near.filter(({ path }) => !SECONDARY.test(path));
  const first = readTexts(main);
  const read = first.licenses.length > 0 ? first : readTexts(near);
  return { ...read, vendored: vendored.map(({ path }) => path).sort() };
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function readTexts(files: LicenseEvidence['files']): Omit<LicenseFiles, 'vendored'> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const read = sorted.map(({ path, text }) => ({ path, licenses: findLicenses(text) }));
  return {
    paths: read.filter(({ licenses }) => licenses.length > 0).map(({ path }) => path),
    licenses: mergeLicenses(read.flatMap(({ licenses }) => licenses)),
    either: isChoice(read) || sorted.some(({ text }) => EITHER.test(` ${toWords(text.slice(0, 20_000))} `)),
  };
}

function isChoice(
  read: readonly { readonly path: string; readonly licenses: readonly LicenseLeaf[] }[],
): boolean {
  const found = read.filter(({ licenses }) => licenses.length > 0);
  return found.length > 1 && found.every(({ path, licenses }) => CHOICE.test(path) && licenses.length === 1);
}
