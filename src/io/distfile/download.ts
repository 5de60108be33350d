import { EbuildgenError } from '../../core/errors.ts';
import type { DistfileRequest } from '../../core/ports.ts';
import type { Distfile } from '../../core/release.ts';
import type { ByteReader } from '../archive/byte-reader.ts';
import { archiveLimits } from '../archive/limits.ts';
import { addressForMessages } from '../http/address.ts';
import type { Attempt } from '../http/retry.ts';
import type { Reply, Transport } from '../http/transport.ts';
import { createDigester } from './digests.ts';
import type { Distdir, Incoming } from './distdir.ts';
import { type Expected, integrityError, verify } from './integrity.ts';

/** A file that went by: what it is, and what a reader made of it. */
export interface Passed<T> {
  readonly distfile: Distfile;
  readonly result: T;
  /** Of the answer that carried it. */
  readonly etag?: string;
}

export interface DownloadOptions<T> {
  readonly transport: Transport;
  readonly distdir: Distdir | undefined;
  readonly request: Omit<DistfileRequest, 'keep'>;
  readonly createReader: () => Promise<ByteReader<T>>;
  /** For a conditional request. */
  readonly etag?: string;
}

/** Downloads, digests, verifies, reads and stores a file in one pass; undefined where the server answers 304. */
export async function download<T>(options: DownloadOptions<T>): Promise<Passed<T> | undefined> {
  const { url, subject } = options.request;
  const condition = options.etag === undefined ? {} : { 'if-none-match': options.etag };
  const headers = { accept: '*/*', 'accept-encoding': 'identity', ...condition };
  return options.transport.get({ url, subject, headers }, (reply) => receive(options, reply));
}

async function receive<T>(
  options: DownloadOptions<T>,
  reply: Reply,
): Promise<Attempt<Passed<T> | undefined>> {
  const { request, distdir } = options;
  if (reply.status === 304 && options.etag !== undefined) return { value: undefined };
  if (reply.status !== 200) throw refused(request, reply);
  const reader = await options.createReader();
  const incoming = await distdir?.receive(request.filename);
  try {
    const passed = await pass(reply.body, request, [reader, incoming]);
    if (endsEarly(passed.size, request, reply)) {
      return {
        failed: integrityError(request, `size is ${passed.size} bytes, the index says ${request.size}`),
      };
    }
    verify(request, passed);
    const result = await reader.finish();
    await incoming?.commit();
    const { etag } = reply.headers;
    return {
      value: { distfile: describe(request, passed), result, ...(etag === undefined ? {} : { etag }) },
    };
  } catch (cause) {
    reader.abandon();
    throw cause;
  } finally {
    await incoming?.discard();
  }
}

/** Reads a file that is here already. */
export async function readLocal<T>(
  source: AsyncIterable<Uint8Array>,
  request: Omit<DistfileRequest, 'keep'>,
  reader: ByteReader<T>,
): Promise<Passed<T>> {
  try {
    const passed = await pass(source, request, [reader]);
    verify(request, passed);
    return { distfile: describe(request, passed), result: await reader.finish() };
  } catch (cause) {
    reader.abandon();
    throw cause;
  }
}

type Sink = Pick<Incoming, 'write'> | undefined;

async function pass(
  source: AsyncIterable<Uint8Array>,
  expected: Expected,
  sinks: readonly Sink[],
): Promise<Pick<Distfile, 'size' | 'digests'>> {
  const digester = createDigester();
  for await (const chunk of source) {
    digester.update(chunk);
    refuseExcess(expected, digester.size());
    for (const sink of sinks) await sink?.write(chunk);
  }
  return { size: digester.size(), digests: digester.finish() };
}

function refuseExcess(expected: Expected, size: number): void {
  if (expected.size !== undefined && size > expected.size) {
    throw integrityError(expected, `size is more than the ${expected.size} bytes that the index says`);
  }
  if (size > archiveLimits.download) {
    const fault = `\`${expected.filename}\` is larger than ${archiveLimits.download} bytes`;
    throw new EbuildgenError('SOURCE_UNSAFE', fault);
  }
}

/** Whether the connection, not the server, made the body short: the server did not announce that length. */
function endsEarly(size: number, { size: expected }: Expected, { headers }: Reply): boolean {
  return expected !== undefined && size < expected && headers['content-length'] !== String(size);
}

function describe(
  { filename, url }: Omit<DistfileRequest, 'keep'>,
  { size, digests }: Pick<Distfile, 'size' | 'digests'>,
): Distfile {
  return { filename, url, size, digests };
}

const absentStatuses: ReadonlySet<number> = new Set([401, 403, 404, 410, 451]);

function refused({ filename, subject }: Expected, { status, url }: Reply): EbuildgenError {
  const code = absentStatuses.has(status) ? 'UPSTREAM_NOT_FOUND' : 'UPSTREAM_INVALID';
  return new EbuildgenError(
    code,
    `\`${filename}\` of ${subject}: \`${addressForMessages(url)}\` answered ${status}`,
  );
}
