import { EbuildgenError } from '../../core/errors.ts';
import type { Unpacker } from './byte-reader.ts';
import type { CollectorOptions } from './collector.ts';

interface Format {
  readonly suffix: RegExp;
  readonly load: () => Promise<(options: CollectorOptions) => Unpacker>;
  readonly stripTop: boolean;
}

const loadTar = async () => (await import('./tar.ts')).createTarUnpacker;
const loadZip = async () => (await import('./zip.ts')).createZipUnpacker;

const formats: readonly Format[] = [
  { suffix: /\.(?:tar\.gz|tgz|crate)$/i, load: loadTar, stripTop: true },
  { suffix: /\.zip$/i, load: loadZip, stripTop: true },
  { suffix: /\.whl$/i, load: loadZip, stripTop: false },
];

/** An unpacker for the archive's kind, told by its name; throws SOURCE_UNSUPPORTED. Its library is loaded now. */
export async function createUnpacker(options: Omit<CollectorOptions, 'stripTop'>): Promise<Unpacker> {
  const format = formats.find(({ suffix }) => suffix.test(options.filename));
  if (format !== undefined) {
    const create = await format.load();
    return create({ ...options, stripTop: format.stripTop });
  }
  throw new EbuildgenError(
    'SOURCE_UNSUPPORTED',
    `\`${options.filename}\` is an archive of a kind that is not read`,
    { hint: 'Only .tar.gz, .tgz, .zip and .whl are; look for another file of the release' },
  );
}
