/** What an archive may cost. Sizes in bytes. The largest source releases on PyPI stay well below each of these. */
export interface ArchiveLimits {
  /** The archive as downloaded. */
  readonly download: number;
  /** All members unpacked. */
  readonly unpacked: number;
  /** Unpacked bytes for each byte downloaded, looked at beyond `ratioFrom` unpacked bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
  /** Also that of folders, which need not be members. */
  readonly members: number;
  /** UTF-8 bytes of a path, and of one part of it. */
  readonly path: number;
  readonly pathPart: number;
  /** Text kept of one file, and of all; files beyond are listed without their text. */
  readonly keptFile: number;
  readonly keptTotal: number;
}

const mebibyte = 1024 * 1024;

export const archiveLimits: ArchiveLimits = {
  download: 1024 * mebibyte,
  unpacked: 2048 * mebibyte,
  ratio: 200,
  ratioFrom: 128 * mebibyte,
  members: 200_000,
  path: 1024,
  pathPart: 255,
  keptFile: 4 * mebibyte,
  keptTotal: 64 * mebibyte,
};

/** What is wrong with an archive's growth so far, in words for `the archive …`; undefined where nothing is. */
export function faultOfGrowth(packed: number, unpacked: number, limits: ArchiveLimits): string | undefined {
  if (unpacked > limits.unpacked) return `unpacks to more than ${limits.unpacked} bytes`;
  const bomb = unpacked > limits.ratioFrom && unpacked > packed * limits.ratio;
  return bomb ? `unpacks to more than ${limits.ratio} times its size` : undefined;
}
