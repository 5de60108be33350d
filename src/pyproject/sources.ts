import type { Staged } from '../core/diagnostic.ts';
import type { CoreMetadata } from '../core/release.ts';
import { readCoreMetadataFields } from './core-metadata-fields.ts';
import type { Declared } from './declared.ts';
import { allStaged } from './staged.ts';

/** What is asked after the tree: the wheel's METADATA (PEP 658), then the index. */
export function readIndexSources(documents: {
  readonly index: CoreMetadata;
  readonly wheel?: CoreMetadata;
}): Staged<readonly Declared[]> {
  const { index, wheel } = documents;
  const wheelFields =
    wheel === undefined ? [] : [readCoreMetadataFields(wheel, { from: 'wheel METADATA', file: 'METADATA' })];
  return allStaged([...wheelFields, readCoreMetadataFields(index, { from: 'index', file: 'index' })]);
}
