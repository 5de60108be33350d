import { z } from 'zod';
import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { CoreMetadata, ReleaseFile } from '../../core/release.ts';
import { found } from './findings.ts';

/**
 * The fields that we read of https://docs.pypi.org/api/json/, each checked on its own: what is not as documented is
 * dropped and reported, and the rest is used. Unknown fields are ignored.
 */
export interface ProjectDocument {
  readonly name: string;
  /** The version that `metadata` and `files` describe; '' where there is none. */
  readonly version: string;
  readonly metadata: CoreMetadata;
  readonly yankedReason?: string;
  readonly files: readonly ReleaseFile[];
  /** Version → its files as they came; empty in the document of one version. */
  readonly releases: ReadonlyMap<string, readonly unknown[]>;
}

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();

const infoFields = {
  summary: text,
  home_page: text,
  license: text,
  license_expression: text,
  requires_python: text,
  yanked_reason: text,
  license_files: texts,
  classifiers: texts,
  requires_dist: texts,
  provides_extra: texts,
  dynamic: texts,
  project_urls: z.record(z.string(), text).nullish(),
} as const;

type Info = { readonly [Name in keyof typeof infoFields]: z.infer<(typeof infoFields)[Name]> };

const documentSchema = z.object({
  info: z.looseObject({ name: z.string().max(200), version: z.string().max(200).nullish() }),
  urls: z.array(z.unknown()).nullish(),
  releases: z.record(z.string(), z.array(z.unknown())).nullish(),
});

const fileSchema = z.object({
  // A name, never a path: the file will be stored under it.
  filename: z.string().regex(/^\w[\w.+!~@ -]{0,250}$/),
  url: z.url({ protocol: /^https?$/ }),
  packagetype: z.string().nullish(),
  size: z.int().nonnegative().nullish(),
  digests: z.looseObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/i) }).nullish(),
  yanked: z.boolean().nullish(),
  requires_python: text.catch(undefined),
  upload_time_iso_8601: text.catch(undefined),
});

/** Reads the answer about a project or about one version of it; throws UPSTREAM_INVALID. */
export function parseDocument(body: string, address: string): Staged<ProjectDocument> {
  const { info, urls, releases } = parseJson(body, address);
  const { name } = info;
  const version = info.version ?? '';
  const fields = readInfo(info);
  const files = readFiles(urls ?? []);
  const reason = fields.value.yanked_reason;
  const value: ProjectDocument = {
    name,
    version,
    metadata: infoToMetadata(fields.value, { name, version }),
    ...(reason ? { yankedReason: reason } : {}),
    files: files.value,
    releases: new Map(Object.entries(releases ?? {})),
  };
  return { value, diagnostics: [...fields.diagnostics, ...files.diagnostics] };
}

function parseJson(body: string, address: string): z.infer<typeof documentSchema> {
  try {
    return documentSchema.parse(JSON.parse(body));
  } catch (cause) {
    throw new EbuildgenError(
      'UPSTREAM_INVALID',
      `\`${address}\` did not answer with a project's JSON document`,
      {
        cause,
        hint: "Check --pypi-url: it is the address of an index with PyPI's JSON API",
      },
    );
  }
}

function readInfo(info: Readonly<Record<string, unknown>>): Staged<Info> {
  const diagnostics: Diagnostic[] = [];
  const fields = Object.entries(infoFields).map(([name, schema]) => {
    const read = schema.safeParse(Object.hasOwn(info, name) ? info[name] : undefined);
    if (!read.success) diagnostics.push(found['index-field-dropped']({ field: name }));
    return [name, read.data];
  });
  return { value: Object.fromEntries(fields) as Info, diagnostics };
}

function infoToMetadata(info: Info, { name, version }: { name: string; version: string }): CoreMetadata {
  return {
    name,
    version,
    ...presentTexts({
      summary: info.summary,
      homePage: info.home_page,
      license: info.license,
      licenseExpression: info.license_expression,
      requiresPython: info.requires_python,
    }),
    projectUrls: Object.entries(info.project_urls ?? {}).flatMap(([label, url]) =>
      url ? [{ label, url }] : [],
    ),
    licenseFiles: info.license_files ?? [],
    classifiers: info.classifiers ?? [],
    requiresDist: info.requires_dist ?? [],
    providesExtra: info.provides_extra ?? [],
    dynamic: (info.dynamic ?? []).map((field) => field.toLowerCase()),
  };
}

type MaybeText = string | null | undefined;

/** PyPI says null or '' for what is not there. */
function presentTexts<Name extends string>(
  fields: Readonly<Record<Name, MaybeText>>,
): { readonly [K in Name]?: string } {
  const present = Object.entries<MaybeText>(fields).filter(([, value]) => value);
  return Object.fromEntries(present) as { readonly [K in Name]?: string };
}

/** Files of a release, as `urls` and `releases` list them. */
export function readFiles(files: readonly unknown[]): Staged<readonly ReleaseFile[]> {
  const value: ReleaseFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const read = fileSchema.safeParse(file);
    if (read.success) value.push(toReleaseFile(read.data));
    else diagnostics.push(found['index-file-dropped']({ reason: describeIssues(read.error) }));
  }
  return { value, diagnostics };
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

const kinds: ReadonlyMap<string, ReleaseFile['kind']> = new Map([
  ['sdist', 'sdist'],
  ['bdist_wheel', 'wheel'],
]);

function toReleaseFile(file: z.infer<typeof fileSchema>): ReleaseFile {
  const { filename, url, size, digests } = file;
  return {
    filename,
    url,
    kind: kinds.get(file.packagetype ?? '') ?? 'other',
    yanked: file.yanked ?? false,
    ...(size === undefined || size === null ? {} : { size }),
    ...(digests ? { sha256: digests.sha256.toLowerCase() } : {}),
    ...presentTexts({ requiresPython: file.requires_python, uploadTime: file.upload_time_iso_8601 }),
  };
}
