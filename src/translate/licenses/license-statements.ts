import type { Diagnostic } from '../../core/diagnostic.ts';
import type { LicenseEvidence } from '../../model/project.ts';
import { type FreeformLicense, offersChoice, tryParseFreeform } from './freeform-license.ts';
import {
  AMBIGUOUS,
  type AmbiguousLicense,
  type ClassifierMeaning,
  tryReadClassifier,
} from './license-classifiers.ts';
import { type LicenseFiles, readLicenseFiles } from './license-files.ts';
import { found } from './license-findings.ts';
import { findLicenses } from './license-text.ts';
import {
  formatLeaf,
  formatTree,
  groupLicenses,
  type LicenseGroup,
  type LicenseLeaf,
  type LicenseTree,
  licenseLeaves,
} from './license-tree.ts';
import { tryParseSpdx } from './spdx-expression.ts';

/** What one source says about the licence. */
export interface LicenseStatement {
  readonly tree: LicenseTree;
  /** `License-Expression`, `the classifiers`, `LICENSE`. */
  readonly from: string;
  /** What had to be decided to read it; matters only where this statement is taken. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface LicenseStatements {
  /**
   * Strongest first: SPDX expressions, classifiers, licence texts, free text. A licence file that holds the one text of
   * another licence goes before fields and classifiers: it is what upstream grants, and they are written by heart.
   */
  readonly statements: readonly LicenseStatement[];
  /** Every licence that anything says outright: settles what a statement leaves open. */
  readonly pool: readonly LicenseLeaf[];
  readonly vendored: readonly string[];
}

interface NamedLicense extends FreeformLicense {
  readonly from: string;
}

/** Reads every source of a licence once, each on its own terms. */
export function readStatements(evidence: LicenseEvidence): LicenseStatements {
  const files = readLicenseFiles(evidence.files);
  const written = [...evidence.expressions, ...evidence.texts];
  const expressions = stateSpdx(evidence.expressions);
  const fields = stateSpdx(evidence.texts);
  const freeform = written.flatMap(({ value, from }): NamedLicense[] => {
    const named = tryParseSpdx(value) === undefined ? readFreeText(value) : undefined;
    return named === undefined ? [] : [{ ...named, from }];
  });
  const classifiers = readClassifiers(evidence.classifiers);
  const meanings = [...freeform.flatMap(({ parts }) => parts), ...classifiers];
  const pool = [
    ...files.licenses,
    ...meanings.filter((meaning) => meaning.kind === 'license'),
    ...[...expressions, ...fields].flatMap(({ tree }) => licenseLeaves(tree)),
  ];
  const either = files.either || written.some(({ value }) => offersChoice(value));
  const claims = [...fields, ...stateClassifiers(classifiers, { pool, either })];
  const texts = stateFiles(files);
  const ordered = overrule(texts, claims) ? [...texts, ...claims] : [...claims, ...texts];
  return {
    statements: [...expressions, ...ordered, ...freeform.flatMap((named) => stateNamed(named, pool))],
    pool,
    vendored: files.vendored,
  };
}

function stateSpdx(written: LicenseEvidence['texts']): readonly LicenseStatement[] {
  return written.flatMap(({ value, from }) => {
    const tree = tryParseSpdx(value);
    return tree === undefined ? [] : [{ tree, from, diagnostics: [] }];
  });
}

/** The GPL beside a claim of the LGPL contradicts nothing: version 3 of the latter stands on it. */
function overrule(texts: readonly LicenseStatement[], claims: readonly LicenseStatement[]): boolean {
  const [text] = texts;
  const [claim] = claims;
  if (text?.tree.kind !== 'license' || claim === undefined) return false;
  const { id } = text.tree;
  const claimed = licenseLeaves(claim.tree).map((leaf) => leaf.id);
  const stands = id.startsWith('GPL-') && claimed.some((other) => /^[AL]GPL-/.test(other));
  return !stands && !claimed.includes(id);
}

/** A License field may hold a licence's name or its whole text. */
function readFreeText(text: string): FreeformLicense | undefined {
  const licenses = findLicenses(text);
  return licenses.length > 0 ? { kind: 'all', explicit: false, parts: licenses } : tryParseFreeform(text);
}

/**
 * Without the ambiguous ones that another classifier explains: "GPL" beside "GPLv3+", and "Other/Proprietary" beside
 * any, which Poetry adds where it does not know the name in its license field.
 */
function readClassifiers(classifiers: readonly string[]): readonly ClassifierMeaning[] {
  const all = classifiers.flatMap((classifier) => tryReadClassifier(classifier) ?? []);
  const named = all.filter((meaning) => meaning !== AMBIGUOUS.Other);
  const meanings = named.length === 0 ? all : named;
  return meanings.filter(
    (meaning) =>
      meaning.kind === 'license' ||
      !meanings.some((other) => other.kind === 'license' && meaning.members.test(other.id)),
  );
}

function stateClassifiers(
  meanings: readonly ClassifierMeaning[],
  { pool, either }: { pool: readonly LicenseLeaf[]; either: boolean },
): readonly LicenseStatement[] {
  return state(
    { parts: meanings, kind: either ? 'any' : 'all', from: 'the classifiers', sure: either },
    pool,
  );
}

function stateFiles(files: LicenseFiles): readonly LicenseStatement[] {
  const from = files.paths.join(', ');
  return state({ parts: files.licenses, kind: files.either ? 'any' : 'all', from, sure: files.either }, []);
}

function stateNamed(named: NamedLicense, pool: readonly LicenseLeaf[]): readonly LicenseStatement[] {
  return state({ ...named, sure: named.explicit }, pool);
}

interface Naming {
  readonly parts: readonly ClassifierMeaning[];
  readonly kind: LicenseGroup['kind'];
  readonly from: string;
  /** The source itself says how several licences combine. */
  readonly sure: boolean;
}

function state(
  { parts, kind, from, sure }: Naming,
  pool: readonly LicenseLeaf[],
): readonly LicenseStatement[] {
  const settled = parts.map((part) => settle(part, { pool, from }));
  const leaves = settled.flatMap(({ leaf }) => leaf ?? []);
  if (leaves.length === 0) return [];
  const tree = groupLicenses(kind, leaves);
  const joined =
    tree.kind !== 'license' && !sure ? [found['license-joined']({ license: formatTree(tree), from })] : [];
  return [{ tree, from, diagnostics: [...settled.flatMap(({ diagnostics }) => diagnostics), ...joined] }];
}

interface Settled {
  readonly leaf?: LicenseLeaf;
  readonly diagnostics: readonly Diagnostic[];
}

/** The member of an ambiguous family that other evidence names, or else what is usually meant. */
function settle(
  meaning: ClassifierMeaning,
  { pool, from }: { pool: readonly LicenseLeaf[]; from: string },
): Settled {
  if (meaning.kind === 'license') return { leaf: meaning, diagnostics: [] };
  const member = pool.find(({ id }) => meaning.members.test(id));
  if (member !== undefined) return { leaf: withLater(member, meaning), diagnostics: [] };
  if (meaning.usual === undefined) return { diagnostics: [] };
  const guess = found['license-guessed']({ said: from, license: formatLeaf(meaning.usual) });
  return { leaf: meaning.usual, diagnostics: [guess] };
}

/** "LGPLv2+" of unclear version with the text of 2.1 is 2.1 or later. */
function withLater(member: LicenseLeaf, { usual, sayLater }: AmbiguousLicense): LicenseLeaf {
  return sayLater === true && usual?.later === true ? { ...member, later: true } : member;
}
