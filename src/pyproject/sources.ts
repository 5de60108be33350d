import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import type { CoreMetadata } from '../core/release.ts';
import type { SourceTree } from '../core/source-tree.ts';
import { parseCoreMetadata } from '../python/core-metadata.ts';
import { compareVersions, tryParseVersion } from '../python/version.ts';
import type { Declared, DeclaredField } from './declared.ts';
import { found } from './findings.ts';
import { readCoreMetadataFields } from './formats/core-metadata-fields.ts';
import { allStaged, staged } from './staged.ts';

/** Core metadata fields by their lower-case name in `Dynamic`, and what they hold here. */
const FIELD_NAMES = {
  version: ['version'],
  summary: ['summary'],
  'requires-python': ['requiresPython'],
  classifier: ['classifiers'],
  'project-url': ['urls'],
  'home-page': ['urls'],
  'requires-dist': ['dependencies', 'extras'],
  'provides-extra': ['dependencies', 'extras'],
  license: ['licenseText'],
  'license-expression': ['licenseExpression'],
  'license-file': ['licenseFiles'],
} as const satisfies Readonly<Record<string, readonly DeclaredField[]>>;

/** Lists of no or one source, to be put in order. */
export interface PkgInfo {
  readonly metadata?: CoreMetadata;
  /** Fields that a build must repeat: core metadata 2.2 or later, and not `Dynamic`. */
  readonly binding: readonly Declared[];
  /** The rest: true when the sdist was made. */
  readonly advisory: readonly Declared[];
  /** What is wrong with its requirements. */
  readonly requirements: readonly Diagnostic[];
}

const PKG_INFO = 'PKG-INFO';
const NO_PKG_INFO: PkgInfo = { binding: [], advisory: [], requirements: [] };

/**
 * PKG-INFO of an sdist, split by what PEP 643 lets one rely on. One of another version than the release, such as a
 * repository may have by accident, is not used.
 */
export function readPkgInfo(tree: SourceTree, release: string | undefined): Staged<PkgInfo> {
  const text = tree.tryReadText(PKG_INFO);
  if (text === undefined) return staged(NO_PKG_INFO);
  const metadata = parseCoreMetadata(text);
  const version = metadata.version ?? '';
  if (release !== undefined && !sameVersion(version, release))
    return staged(NO_PKG_INFO, [found['pkg-info-stale']({ version, expected: release }, { file: PKG_INFO })]);
  const fields = readCoreMetadataFields(metadata, { from: PKG_INFO, file: PKG_INFO });
  const value: PkgInfo = {
    metadata,
    binding: [bindingFields(metadata, fields.value)],
    advisory: [fields.value],
    requirements: fields.diagnostics,
  };
  return staged(value);
}

function sameVersion(left: string, right: string): boolean {
  const [one, other] = [tryParseVersion(left), tryParseVersion(right)];
  return one === undefined || other === undefined ? left === right : compareVersions(one, other) === 0;
}

function bindingFields(metadata: CoreMetadata, fields: Declared): Declared {
  const { from, name, version } = fields;
  const identity = {
    from,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  };
  if (!isStaticVersion(metadata.metadataVersion)) return identity;
  const open = new Set<string>(metadata.dynamic.flatMap(fieldsOf));
  const empty: Declared = { from, classifiers: [], urls: [], dependencies: [], extras: new Map() };
  const said = Object.entries({ ...empty, ...fields }).filter(([key]) => !open.has(key));
  return { ...Object.fromEntries(said), ...identity };
}

function fieldsOf(dynamic: string): readonly DeclaredField[] {
  return Object.hasOwn(FIELD_NAMES, dynamic) ? FIELD_NAMES[dynamic as keyof typeof FIELD_NAMES] : [];
}

/** PEP 643 speaks about metadata 2.2 and later. */
function isStaticVersion(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 2);
}

/** What is asked after the tree: the wheel's METADATA (PEP 658), then the index. */
export function readIndexSources(documents: {
  readonly index: CoreMetadata;
  readonly wheel: CoreMetadata | undefined;
}): Staged<readonly Declared[]> {
  const { index, wheel } = documents;
  const wheelFields =
    wheel === undefined ? [] : [readCoreMetadataFields(wheel, { from: 'wheel METADATA', file: 'METADATA' })];
  return allStaged([...wheelFields, readCoreMetadataFields(index, { from: 'index', file: 'index' })]);
}
