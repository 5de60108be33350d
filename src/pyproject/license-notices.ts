import type { SourceTree } from '../core/source-tree.ts';
import type { LicenseEvidence } from '../model/project.ts';

/** A notice stands at the head of a file; a readme speaks of the licence at its end. In UTF-16 units. */
const HEAD = 4000;
const MAX_FILES = 12;

const README = /^readme(?:\.\w+)?$/i;
const PROGRAM_HEAD =
  /^(?:setup\.py|(?:src\/)?[\w-]+\/(?:[\w-]+\/)?(?:__init__|__main__|main|cli)\.py|(?:src\/)?[\w-]+\.py)$/;

/**
 * Texts that may say "or any later version" where a licence's own text and the classifiers cannot: the readme and the
 * heads of the files that come first. Only those that speak of a GNU licence.
 */
export function findLicenseNotices(tree: SourceTree): NonNullable<LicenseEvidence['notices']> {
  const texts = tree.entries.flatMap(({ path }) => {
    if (!README.test(path) && !PROGRAM_HEAD.test(path)) return [];
    const whole = tree.tryReadText(path) ?? '';
    const text = README.test(path) ? whole : whole.slice(0, HEAD);
    return /\bGNU\b|SPDX-License-Identifier/.test(text) ? [{ path, text }] : [];
  });
  return texts.slice(0, MAX_FILES);
}
