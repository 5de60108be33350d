import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { EbuildgenError } from '../../core/errors.ts';

const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * The body without its Content-Encoding; throws UPSTREAM_INVALID for one that was not asked for and is not known.
 * undici's decompress interceptor would do, but prints a warning that it is experimental.
 */
export function decodeBody(body: Readable, encoding: string, address: string): AsyncIterable<Uint8Array> {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return body;
  const create = decoders.get(name);
  if (create === undefined) {
    throw new EbuildgenError(
      'UPSTREAM_INVALID',
      `\`${address}\` answered in the unknown encoding \`${name}\``,
    );
  }
  const decoder = create();
  body.on('error', (error) => decoder.destroy(error));
  return body.pipe(decoder);
}
