import type { ForgeRelease } from '../../core/release.ts';
import type { EbuildModel } from '../../model/ebuild.ts';
import type { PackageVariables } from '../references.ts';
import {
  forgeArchiveToSource,
  forgeAssetDistfileName,
  forgeAssetToSource,
  forgeDistfileName,
} from './forge-uri.ts';
import { sdistToSource } from './pypi-source.ts';

/** Where the source of a package comes from. */
export type SourceOrigin =
  | { readonly kind: 'sdist'; readonly project: string; readonly filename: string }
  | { readonly kind: 'archive'; readonly forge: ForgeRelease }
  | { readonly kind: 'asset'; readonly forge: ForgeRelease; readonly filename: string };

/** The parts of an ebuild that say where its source comes from and where it unpacks to. */
export type SourceVariables = Pick<EbuildModel, 'pypi' | 'inherit' | 'helpers' | 'srcUri' | 'sourceDir'>;

/** `top` is SourceTree.top of the project's folder. */
export function translateSource(
  origin: SourceOrigin,
  variables: PackageVariables,
  top: string,
): SourceVariables {
  if (origin.kind === 'sdist') {
    const { project, filename } = origin;
    return {
      ...sdistToSource({ ...variables, project, filename, top }),
      inherit: ['distutils-r1', 'pypi'],
      helpers: [],
    };
  }
  const facts = { ...variables, forge: origin.forge, top };
  const source =
    origin.kind === 'archive' ? forgeArchiveToSource(facts) : forgeAssetToSource(facts, origin.filename);
  return { ...source, inherit: ['distutils-r1'] };
}

/** The name under which Portage stores the source. */
export function distfileName(origin: SourceOrigin, variables: PackageVariables): string {
  switch (origin.kind) {
    case 'sdist':
      return origin.filename;
    case 'archive':
      return forgeDistfileName(origin.forge.kind, variables);
    case 'asset':
      return forgeAssetDistfileName(origin.filename, variables);
  }
}
