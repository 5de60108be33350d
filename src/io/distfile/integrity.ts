import { EbuildgenError } from '../../core/errors.ts';
import type { DistfileRequest } from '../../core/ports.ts';
import type { Distfile } from '../../core/release.ts';

/** What a file is asked for and what it must be. */
export type Expected = Pick<DistfileRequest, 'filename' | 'subject' | 'size' | 'sha256'>;

/** Whether a file is the one that the index describes, as far as it does. */
export function matches(expected: Expected, { size, digests }: Pick<Distfile, 'size' | 'digests'>): boolean {
  if (expected.size !== undefined && expected.size !== size) return false;
  return expected.sha256 === undefined || expected.sha256.toLowerCase() === digests.SHA256;
}

/** Throws SOURCE_INTEGRITY where a downloaded file is not the one that the index describes. */
export function verify(expected: Expected, { size, digests }: Pick<Distfile, 'size' | 'digests'>): void {
  if (expected.size !== undefined && expected.size !== size) {
    throw integrityError(expected, `size is ${size} bytes, the index says ${expected.size}`);
  }
  if (expected.sha256 !== undefined && expected.sha256.toLowerCase() !== digests.SHA256) {
    throw integrityError(expected, `SHA256 is \`${digests.SHA256}\`, the index says \`${expected.sha256}\``);
  }
}

export function integrityError({ filename, subject }: Expected, difference: string): EbuildgenError {
  return new EbuildgenError(
    'SOURCE_INTEGRITY',
    `\`${filename}\` of ${subject} is not what was announced: its ${difference}`,
    {
      hint: 'Do not use the file; a proxy may have damaged it, or somebody may have replaced it',
    },
  );
}
