import type { Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import { formatSpecifier, type Specifier, type SpecifierSet } from '../../python/specifier.ts';
import { publicVersion, tryParseVersion, type Version } from '../../python/version.ts';
import { found } from './version-findings.ts';

/** A clause that atoms can say: no `===`, no `~=`, no epoch, no local label. */
export interface VersionClause {
  readonly operator: '==' | '!=' | '<=' | '>=' | '<' | '>';
  readonly version: Version;
  readonly wildcard: boolean;
}

/**
 * Brings a specifier set to distinct clauses that atoms can say; what they cannot say is reported. Throws
 * DEPENDENCY_INVALID where there are more clauses than anybody writes.
 */
export function toVersionClauses(
  specifiers: SpecifierSet,
  requirement: string,
): Staged<readonly VersionClause[]> {
  const read = distinct(specifiers).map((specifier) => readClause(specifier, requirement));
  const clauses = read.flatMap(({ value }) => value);
  if (clauses.length > MOST_CLAUSES) {
    const start = requirement.slice(0, 60);
    throw new EbuildgenError(
      'DEPENDENCY_INVALID',
      `\`${start}…\` has more than ${MOST_CLAUSES} version clauses`,
    );
  }
  const epoch = Math.max(0, ...clauses.map(({ version }) => version.epoch));
  return {
    value: distinct(clauses.flatMap((clause) => inEpoch(clause, epoch))),
    diagnostics: [
      ...read.flatMap(({ diagnostics }) => diagnostics),
      ...(epoch === 0 ? [] : [found['bound-epoch']({ requirement })]),
    ],
  };
}

/** The longest lists are exclusions of broken releases; a good dozen. */
const MOST_CLAUSES = 50;

const distinct = <T extends Specifier>(clauses: readonly T[]): readonly T[] => [
  ...new Map(clauses.map((clause) => [formatSpecifier(clause), clause])).values(),
];

type Clause = Exclude<Specifier, { readonly operator: '===' }>;

function readClause(specifier: Specifier, requirement: string): Staged<readonly Clause[]> {
  const clause = specifier.operator === '===' ? readArbitrary(specifier.text) : specifier;
  const text = formatSpecifier(specifier);
  if (clause === undefined) {
    return { value: [], diagnostics: [found['bound-inexpressible']({ requirement, clause: text })] };
  }
  if (clause.version.local === undefined) return { value: splitCompatible(clause), diagnostics: [] };
  // Excluding one build is not excluding the version.
  const kept = clause.operator === '!=' ? [] : [{ ...clause, version: publicVersion(clause.version) }];
  return { value: kept, diagnostics: [found['bound-local']({ requirement })] };
}

/** `===1.0` is a pin of one spelling; `===foobar` is nothing that an ebuild can be. */
function readArbitrary(text: string): Clause | undefined {
  const version = tryParseVersion(text);
  return version === undefined ? undefined : { operator: '==', version, wildcard: false };
}

/** `~=1.4.2` is `>=1.4.2,==1.4.*` (PEP 440). */
function splitCompatible(clause: Clause): readonly Clause[] {
  if (clause.operator !== '~=') return [clause];
  const { epoch, release } = clause.version;
  return [
    { ...clause, operator: '>=' },
    { operator: '==', version: { epoch, release: release.slice(0, -1) }, wildcard: true },
  ];
}

/** Versions of an earlier epoch are below all others, so that only what bounds from above or pins says something. */
function inEpoch({ operator, version, wildcard }: Clause, epoch: number): readonly VersionClause[] {
  if (operator === '~=') return [];
  const alwaysTrue = operator === '>=' || operator === '>' || operator === '!=';
  if (version.epoch < epoch && alwaysTrue) return [];
  return [{ operator, version: { ...version, epoch: 0 }, wildcard }];
}
