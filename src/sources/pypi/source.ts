import type { Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { HttpClient, HttpRequest } from '../../core/ports.ts';
import type { ReleaseFile, ReleaseRef, UpstreamRelease } from '../../core/release.ts';
import { isValidName, normalizeName } from '../../python/name.ts';
import { isPrerelease } from '../../python/version.ts';
import type { ReleaseOptions, UpstreamSource } from '../source.ts';
import { found } from './findings.ts';
import { type ProjectDocument, parseDocument, readFiles } from './schema.ts';
import {
  isOffered,
  type ListedVersion,
  listVersions,
  selectNamedVersion,
  selectNewestVersion,
} from './select-version.ts';

export interface PypiSource extends UpstreamSource {
  /** The core metadata file of a wheel (PEP 658) as text; undefined where the index has none. */
  fetchWheelMetadata(wheel: Pick<ReleaseFile, 'filename' | 'url'>): Promise<string | undefined>;
}

export interface PypiOptions {
  readonly http: HttpClient;
  /** `https://pypi.org`, or an index with the same JSON API. */
  readonly baseUrl: string;
}

/** PyPI's JSON API, https://docs.pypi.org/api/json/ */
export function createPypiSource({ http, baseUrl }: PypiOptions): PypiSource {
  const index: PypiOptions = { http, baseUrl: baseUrl.replace(/\/+$/, '') };
  return {
    fetchRelease: (ref, options) => fetchRelease(index, ref, options),
    fetchWheelMetadata: ({ url, filename }) =>
      fetchOptional(index, { url: `${url}.metadata`, subject: `metadata of ${filename}` }),
  };
}

async function fetchRelease(
  index: PypiOptions,
  ref: ReleaseRef,
  options: ReleaseOptions,
): Promise<Staged<UpstreamRelease>> {
  const name = checkName(ref.project);
  const project = await fetchDocument(index, name);
  const listed = listVersions(releasesOf(project.value));
  const chosen = chooseVersion({ ref, options }, project.value.name, listed.value);
  const { text } = chosen.value;
  const document = await documentOf(index, project, { name, version: text, brief: options.brief ?? false });
  const reason = document.value.yankedReason ?? '';
  const yanked = chosen.value.yanked ? [found['release-yanked']({ version: text, reason })] : [];
  return {
    value: toRelease(ref, document.value, { chosen: chosen.value, listed: listed.value }),
    diagnostics: [...listed.diagnostics, ...chosen.diagnostics, ...document.diagnostics, ...yanked],
  };
}

interface VersionQuestion {
  /** Normalised. */
  readonly name: string;
  readonly version: string;
  readonly brief: boolean;
}

/** The document of one version: the project's own is its newest version's, and lists the files of the others. */
async function documentOf(
  index: PypiOptions,
  project: Staged<ProjectDocument>,
  { name, version, brief }: VersionQuestion,
): Promise<Staged<ProjectDocument>> {
  if (version === project.value.version) return project;
  if (!brief) return fetchDocument(index, name, version);
  const files = readFiles(releasesOf(project.value).get(version) ?? []);
  const value = { ...project.value, version, files: files.value };
  return { value, diagnostics: [...project.diagnostics, ...files.diagnostics] };
}

/** Names become part of an address: nothing that is no name may get there. */
function checkName(project: string): string {
  if (isValidName(project)) return normalizeName(project);
  throw new EbuildgenError('USAGE_INVALID', `\`${project.slice(0, 200)}\` is no name of a project on PyPI`, {
    hint: 'Names have letters, digits, `-`, `_` and `.` only, as in `requests` or `zope.interface`',
  });
}

/** Indexes may leave out `releases`, which is deprecated; then the newest version is all that we know of. */
function releasesOf({ releases, version, files }: ProjectDocument): ReadonlyMap<string, readonly unknown[]> {
  return releases.size > 0 || files.length === 0 ? releases : new Map([[version, files]]);
}

interface Question {
  readonly ref: ReleaseRef;
  readonly options: ReleaseOptions;
}

function chooseVersion(
  { ref, options }: Question,
  project: string,
  listed: readonly ListedVersion[],
): Staged<ListedVersion> {
  if (ref.version === undefined) return selectNewestVersion(project, listed, options);
  return { value: selectNamedVersion(project, ref.version, listed), diagnostics: [] };
}

interface Choice {
  readonly chosen: ListedVersion;
  readonly listed: readonly ListedVersion[];
}

function toRelease(ref: ReleaseRef, document: ProjectDocument, { chosen, listed }: Choice): UpstreamRelease {
  return {
    ref,
    project: document.name,
    version: chosen.text,
    prerelease: isPrerelease(chosen.version),
    knownVersions: listed.filter(isOffered).map(({ text }) => text),
    withdrawnVersions: listed.filter(({ yanked }) => yanked).map(({ text }) => text),
    metadata: document.metadata,
    files: document.files,
  };
}

async function fetchDocument(
  index: PypiOptions,
  name: string,
  version?: string,
): Promise<Staged<ProjectDocument>> {
  const path = version === undefined ? name : `${name}/${encodeURIComponent(version)}`;
  const url = `${index.baseUrl}/pypi/${path}/json`;
  const subject = version === undefined ? `\`${name}\`` : `\`${name}\` ${version}`;
  const { status, body } = await index.http.get({ url, subject, accept: 'application/json' });
  if (status !== 200) throw noDocument(subject, withoutCredentials(index.baseUrl), status);
  const address = withoutCredentials(url);
  const document = parseDocument(body, address);
  if (normalizeName(document.value.name) === name) return document;
  throw new EbuildgenError(
    'UPSTREAM_INVALID',
    `\`${address}\` describes \`${document.value.name}\`, not ${subject}`,
  );
}

/** For messages: the address of an index may carry a password. */
function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}

function noDocument(subject: string, baseUrl: string, status: number): EbuildgenError {
  if (status === 404 || status === 410) {
    return new EbuildgenError('UPSTREAM_NOT_FOUND', `there is no ${subject} on \`${baseUrl}\``, {
      hint: 'Check the spelling; the name on PyPI may differ from the one that is imported',
    });
  }
  return new EbuildgenError(
    'UPSTREAM_INVALID',
    `\`${baseUrl}\` answered ${status} to a question for ${subject}`,
  );
}

async function fetchOptional({ http }: PypiOptions, request: HttpRequest): Promise<string | undefined> {
  const { status, body } = await http.get(request);
  if (status === 200) return body;
  if (status === 403 || status === 404 || status === 410) return undefined;
  throw new EbuildgenError(
    'UPSTREAM_INVALID',
    `the server answered ${status} to a question for ${request.subject}`,
  );
}
