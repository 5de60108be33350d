// A package index on loopback that serves the recorded projects of test/golden: `upstream/pypi.json` as the JSON
// document, `upstream/tree/` packed into the sdist that the document names. Used by the tests and by `npm run demo`.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/**
 * Packs a folder the same way on every machine: sorted, no dates, stored instead of deflated (zlib's output differs
 * between versions).
 * @param {string} folder
 * @param {string} top name of the archive's top folder
 * @returns {Promise<Buffer>}
 */
export async function packSdist(folder, top) {
  const archive = pack();
  for (const path of listFiles(folder)) {
    archive.entry(
      { name: `${top}/${path}`, mtime: new Date(0), mode: 0o644 },
      readFileSync(join(folder, path)),
    );
  }
  archive.finalize();
  const gzip = gzipSync(await buffer(archive), { level: 0 });
  gzip[9] = 255; // "unknown operating system"
  return gzip;
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function listFiles(folder, prefix = '') {
  return readdirSync(join(folder, prefix))
    .sort()
    .flatMap((name) => {
      const path = prefix === '' ? name : `${prefix}/${name}`;
      return statSync(join(folder, path)).isDirectory() ? listFiles(folder, path) : [path];
    });
}

/** @param {Buffer} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
/** @param {string} name */
const normalize = (name) => name.replace(/[-_.]+/g, '-').toLowerCase();

/**
 * Serves the cases below `golden` until `close` is called.
 * @param {string} golden
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveRecordedProjects(golden) {
  /** @type {Map<string, Buffer>} */
  const answers = new Map();
  const server = createServer((request, response) => {
    const body = answers.get(decodeURIComponent(request.url ?? ''));
    if (body === undefined) return response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    const etag = `"${sha256(body)}"`;
    if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
    return response.writeHead(200, { etag, 'content-length': body.length }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://127.0.0.1:${address.port}`;
  for (const name of readdirSync(golden)) {
    const upstream = join(golden, name, 'upstream');
    const document = JSON.parse(readFileSync(join(upstream, 'pypi.json'), 'utf8'));
    for (const file of document.urls.filter(
      (/** @type {any} */ { packagetype }) => packagetype === 'sdist',
    )) {
      const top = file.top ?? file.filename.replace(/\.tar\.gz$/, '');
      const bytes = await packSdist(join(upstream, 'tree'), top);
      const path = `/packages/source/${name}/${file.filename}`;
      answers.set(path, bytes);
      Object.assign(file, { url: url + path, size: bytes.length, digests: { sha256: sha256(bytes) } });
    }
    document.releases ??= {};
    document.releases[document.info.version] ??= document.urls;
    const body = Buffer.from(JSON.stringify(document));
    const project = normalize(document.info.name);
    answers.set(`/pypi/${project}/json`, body);
    answers.set(`/pypi/${project}/${document.info.version}/json`, body);
  }
  return {
    url,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
