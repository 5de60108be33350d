import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { LicenseEvidence } from '../../model/project.ts';
import { tryGentooExceptionName, tryGentooName } from './gentoo-names.ts';
import { found } from './license-findings.ts';
import { type LicenseStatement, type LicenseStatements, readStatements } from './license-statements.ts';
import { findLicenses } from './license-text.ts';
import {
  formatLeaf,
  formatTree,
  type LicenseLeaf,
  type LicenseTree,
  licenseLeaves,
  mapLicenses,
} from './license-tree.ts';
import { tryParseSpdx } from './spdx-expression.ts';

/** Stands where nothing better is known (rulebook 10.2); goes with RESTRICT="bindist mirror". */
export const NO_LICENSE = 'all-rights-reserved';

/**
 * The LICENSE value for what a release says about its licence (rulebook section 10). The strongest source that Gentoo
 * has a name for decides: SPDX expressions, classifiers, licence texts, free text; what it leaves open (which BSD, "or
 * later") the others settle, and where they contradict it a diagnostic says so.
 * `known`: licences of the reference repository; a name outside of it is an error diagnostic.
 */
export function translateLicense(
  evidence: LicenseEvidence,
  known: ReadonlySet<string> | undefined,
): Staged<string> {
  const read = readStatements(evidence);
  const vendored = read.vendored.length > 0 ? [found['license-vendored']({ paths: read.vendored })] : [];
  const statements = withoutVainDedication(read.statements);
  const mapped = statements.find(({ tree }) => licenseLeaves(tree).every((leaf) => hasName(leaf, known)));
  const taken = mapped ?? statements[0];
  if (taken === undefined)
    return { value: NO_LICENSE, diagnostics: [found['license-unknown'](undefined), ...vendored] };
  const settled = settleLater(taken, laterKnown(evidence, read));
  const named = nameLicenses(settled.value, { known, from: taken.from });
  return {
    value: named.value,
    diagnostics: [
      ...taken.diagnostics,
      ...settled.diagnostics,
      ...named.diagnostics,
      ...findDisagreements(taken, read.statements),
      ...vendored,
    ],
  };
}

/** "Public Domain" in a field or classifier gives nothing away where a file or expression of the release licenses it. */
function withoutVainDedication(statements: readonly LicenseStatement[]): readonly LicenseStatement[] {
  const licensing = statements.filter(
    ({ tree }) => !licenseLeaves(tree).every(({ id }) => id === DEDICATION),
  );
  return licensing.length === 0 ? statements : licensing;
}

const DEDICATION = 'LicenseRef-Public-Domain';

function hasName(leaf: LicenseLeaf, known: ReadonlySet<string> | undefined): boolean {
  return (tryGentooName(leaf) ?? (known?.has(leaf.id) ? leaf.id : undefined)) !== undefined;
}

/** The GNU licences of which anything says whether later versions are allowed. */
function laterKnown(evidence: LicenseEvidence, { pool }: LicenseStatements): ReadonlyMap<string, boolean> {
  const notices = (evidence.notices ?? []).flatMap(({ text }) => [
    ...findLicenses(text),
    ...readIdentifiers(text),
  ]);
  const said = [...pool, ...notices].filter((leaf) => leaf.later !== undefined);
  const known = new Map<string, boolean>();
  for (const { id, later } of said) known.set(id, known.get(id) === true || later === true);
  return known;
}

/** `SPDX-License-Identifier: GPL-3.0-or-later` in a file's head. */
function readIdentifiers(text: string): readonly LicenseLeaf[] {
  return [...text.matchAll(/SPDX-License-Identifier:[ \t]*(?<expression>[\w.+() -]{1,200})/g)].flatMap(
    (match) => {
      const tree = tryParseSpdx(match.groups?.expression ?? '');
      return tree === undefined ? [] : licenseLeaves(tree);
    },
  );
}

const GNU = /^(?:GPL|LGPL|AGPL|GFDL)-/;

function settleLater(
  { tree, from }: LicenseStatement,
  known: ReadonlyMap<string, boolean>,
): Staged<LicenseTree> {
  const diagnostics: Diagnostic[] = [];
  const value = mapLicenses(tree, (leaf) => {
    if (leaf.later !== undefined || !GNU.test(leaf.id)) return leaf;
    const later = known.get(leaf.id);
    if (later === undefined) diagnostics.push(found['license-later-unknown']({ license: leaf.id, from }));
    return { ...leaf, later: later === true };
  });
  return { value, diagnostics };
}

interface Naming {
  readonly known: ReadonlySet<string> | undefined;
  readonly from: string;
}

/** Gentoo's spelling of a tree: all-of by juxtaposition, any-of as `|| ( )`, parentheses where all-of is inside it. */
function nameLicenses(tree: LicenseTree, naming: Naming): Staged<string> {
  if (tree.kind === 'license') return nameLeaf(tree, naming);
  const parts = tree.parts.map((part) => ({ part, named: nameLicenses(part, naming) }));
  const diagnostics = parts.flatMap(({ named }) => named.diagnostics);
  if (tree.kind === 'all')
    return { value: [...new Set(parts.map(({ named }) => named.value))].join(' '), diagnostics };
  const choices = new Set(
    parts.map(({ part, named }) =>
      part.kind === 'all' || named.value.includes(' ') ? `( ${named.value} )` : named.value,
    ),
  );
  return {
    value: choices.size === 1 ? [...choices].join('') : `|| ( ${[...choices].join(' ')} )`,
    diagnostics,
  };
}

function nameLeaf(leaf: LicenseLeaf, { known, from }: Naming): Staged<string> {
  const withException = leaf.exception === undefined ? undefined : tryGentooExceptionName(formatLeaf(leaf));
  const value = withException ?? tryGentooName(leaf) ?? (known?.has(leaf.id) ? leaf.id : undefined);
  if (value === undefined)
    return {
      value: NO_LICENSE,
      diagnostics: [found['license-unmapped']({ license: formatLeaf(leaf), from })],
    };
  const dropped = leaf.exception !== undefined && withException === undefined;
  const missing = known === undefined ? [] : value.split(' ').filter((name) => !known.has(name));
  return {
    value,
    diagnostics: [
      ...(dropped ? [found['license-exception-dropped']({ license: formatLeaf(leaf) })] : []),
      ...missing.map((name) => found['license-missing']({ name })),
    ],
  };
}

/** Sources that name none of the licences that were taken. */
function findDisagreements(
  taken: LicenseStatement,
  statements: readonly LicenseStatement[],
): readonly Diagnostic[] {
  const license = formatTree(taken.tree);
  const ids = new Set(licenseLeaves(taken.tree).map(({ id }) => id));
  return statements
    .filter(({ tree }) => !licenseLeaves(tree).some(({ id }) => ids.has(id)))
    .map(({ tree, from }) =>
      found['license-disagreement']({ license, from: taken.from, other: formatTree(tree), otherFrom: from }),
    );
}
