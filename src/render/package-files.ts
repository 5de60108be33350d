import type { Distfile } from '../core/release.ts';
import { formatManifest, type ManifestEntry } from '../gentoo/manifest.ts';
import { formatGentooVersion } from '../gentoo/version.ts';
import type { PackageModel, RenderedFile } from '../model/ebuild.ts';
import { renderEbuild } from './ebuild.ts';
import type { Templates } from './engine.ts';
import { renderMetadataXml } from './metadata-xml.ts';

/** The files of one package directory; the Manifest holds the lines of this version's distfiles only. */
export function renderPackage(
  { ebuild, metadata }: PackageModel,
  distfiles: readonly Distfile[],
  templates: Templates,
): readonly RenderedFile[] {
  const folder = `${ebuild.category}/${ebuild.name}`;
  return [
    {
      path: `${folder}/${ebuild.name}-${formatGentooVersion(ebuild.version)}.ebuild`,
      text: renderEbuild(ebuild, templates['distutils-r1.ebuild']),
    },
    { path: `${folder}/metadata.xml`, text: renderMetadataXml(metadata, templates['metadata.xml']) },
    { path: `${folder}/Manifest`, text: formatManifest(distfiles.map(distfileToManifestEntry)) },
  ];
}

const distfileToManifestEntry = ({ filename, size, digests }: Distfile): ManifestEntry => ({
  filename,
  size,
  hashes: new Map([
    ['BLAKE2B', digests.BLAKE2B],
    ['SHA512', digests.SHA512],
  ]),
});
