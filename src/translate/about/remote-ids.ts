import type { MetadataXml } from '../../model/ebuild.ts';
import type { ForgeRepository } from '../sources/forge-repository.ts';

/** Where the project lives, for metadata.xml (GLEP 68): its name on PyPI and its repository, where it has them. */
export function translateRemoteIds(
  pypiProject: string | undefined,
  repository: ForgeRepository | undefined,
): MetadataXml['remoteIds'] {
  const ids = [
    ...(pypiProject === undefined ? [] : [{ type: 'pypi', value: pypiProject }]),
    ...(repository === undefined ? [] : [{ type: repository.kind, value: repository.remoteId }]),
  ];
  return ids.toSorted((a, b) => (a.type < b.type ? -1 : 1));
}
