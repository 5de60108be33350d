import { EbuildgenError } from '../../core/errors.ts';
import type { Unpacker } from './byte-reader.ts';
import type { CollectorOptions } from './collector.ts';
import { createTarUnpacker } from './tar.ts';
import { createZipUnpacker } from './zip.ts';

interface Format {
  readonly suffix: RegExp;
  readonly create: (options: Omit<CollectorOptions, 'stripTop'>) => Unpacker;
}

const formats: readonly Format[] = [
  {
    suffix: /\.(?:tar\.gz|tgz|crate)$/i,
    create: (options) => createTarUnpacker({ ...options, stripTop: true }),
  },
  { suffix: /\.zip$/i, create: (options) => createZipUnpacker({ ...options, stripTop: true }) },
  { suffix: /\.whl$/i, create: (options) => createZipUnpacker({ ...options, stripTop: false }) },
];

/** An unpacker for the archive's kind, told by its name; throws SOURCE_UNSUPPORTED. */
export function createUnpacker(options: Omit<CollectorOptions, 'stripTop'>): Unpacker {
  const format = formats.find(({ suffix }) => suffix.test(options.filename));
  if (format !== undefined) return format.create(options);
  throw new EbuildgenError(
    'SOURCE_UNSUPPORTED',
    `\`${options.filename}\` is an archive of a kind that is not read`,
    { hint: 'Only .tar.gz, .tgz, .zip and .whl are; look for another file of the release' },
  );
}
