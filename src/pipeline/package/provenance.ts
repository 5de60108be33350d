import type { Staged } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { DistfileFetcher } from '../../core/ports.ts';
import type { Distfile, UpstreamRelease } from '../../core/release.ts';
import type { PackageModel } from '../../model/ebuild.ts';
import { provenanceUrl, tryReadProvenance } from '../../sources/pypi-provenance/provenance.ts';
import { found } from '../findings.ts';

/** A package whose source is verified by what its publisher attested, where there is anything. */
export interface VerifiedPackage {
  readonly model: PackageModel;
  /** The source's own first. */
  readonly distfiles: readonly Distfile[];
}

interface ProvenanceContext {
  readonly distfiles: Pick<DistfileFetcher, 'fetchFile'>;
  /** Without a trailing slash. */
  readonly indexUrl: string;
}

/**
 * Lets the ebuild check the attestation (PEP 740) of an sdist that pypi.eclass fetches (rulebook 7.1.6): only where there
 * is one and it is about this very file. That nothing is attested is usual; that the index does not tell fails nothing.
 */
export async function addProvenance(
  { model, distfiles: [sdist, ...others] }: VerifiedPackage,
  { project, version }: Pick<UpstreamRelease, 'project' | 'version'>,
  { distfiles, indexUrl }: ProvenanceContext,
): Promise<Staged<VerifiedPackage>> {
  const unchanged = { model, distfiles: sdist === undefined ? [] : [sdist, ...others] };
  if (sdist === undefined || !canVerify(model)) return { value: unchanged, diagnostics: [] };
  const { filename } = sdist;
  const url = provenanceUrl({ indexUrl, project, version, filename });
  try {
    const answer = await distfiles.fetchFile({ url, filename: `${filename}.provenance`, subject: project });
    const text = new TextDecoder().decode(answer.body);
    const publisher = tryReadProvenance(text, { filename, sha256: sdist.digests.SHA256 });
    if (publisher === undefined) return { value: unchanged, diagnostics: [] };
    const verified = withPublisher(model, publisher.publisherRepo);
    return { value: { model: verified, distfiles: [sdist, answer.distfile, ...others] }, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof EbuildgenError)) throw error;
    const diagnostics =
      error.code === 'UPSTREAM_NOT_FOUND'
        ? []
        : [found['provenance-unknown']({ filename, reason: error.message })];
    return { value: unchanged, diagnostics };
  }
}

/**
 * The eclass adds the file to its own SRC_URI and checks it in its own src_unpack: neither may be replaced, and that
 * function looks for the sdist under its normalised name whatever PYPI_NO_NORMALIZE says.
 */
function canVerify({ ebuild: { pypi, srcUri, functions, inherit } }: PackageModel): boolean {
  if (pypi === undefined || pypi.noNormalize === true || srcUri !== undefined) return false;
  return !inherit.includes('cargo') && functions.every(({ name }) => name !== 'src_unpack');
}

function withPublisher(model: PackageModel, verifyRepo: string): PackageModel {
  return { ...model, ebuild: { ...model.ebuild, pypi: { ...model.ebuild.pypi, verifyRepo } } };
}
