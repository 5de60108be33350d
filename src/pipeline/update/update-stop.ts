import { printable } from '../../core/errors.ts';
import type { FileStore } from '../../core/ports.ts';

/** While this file is there, nothing is updated or published; what it says is shown. */
export const stopPath = 'metadata/ebuildgen.stop';

/** Why nothing is to be done now; undefined where nobody put up a stop file. */
export async function readStop(store: FileStore): Promise<string | undefined> {
  const text = await store.readText(stopPath);
  if (text === undefined) return undefined;
  const [reason = ''] = printable(text.trim()).split('\n');
  return reason === '' ? `\`${stopPath}\` is there` : `\`${stopPath}\`: ${reason.slice(0, 300)}`;
}
