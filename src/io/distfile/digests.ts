import { createHash } from 'node:crypto';
import type { Distfile } from '../../core/release.ts';

/** The digests of a file as it streams by: those of Manifests (GLEP 74) and the one that indexes give. */
export interface Digester {
  update(chunk: Uint8Array): void;
  /** Bytes so far. */
  size(): number;
  finish(): Distfile['digests'];
}

export function createDigester(): Digester {
  const blake2b = createHash('blake2b512');
  const sha512 = createHash('sha512');
  const sha256 = createHash('sha256');
  let size = 0;
  return {
    update(chunk) {
      size += chunk.length;
      for (const hash of [blake2b, sha512, sha256]) hash.update(chunk);
    },
    size: () => size,
    finish: () => ({
      BLAKE2B: blake2b.digest('hex'),
      SHA512: sha512.digest('hex'),
      SHA256: sha256.digest('hex'),
    }),
  };
}
