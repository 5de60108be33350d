import type { OverlayIdentity } from '../model/config.ts';
import type { RenderedFile } from '../model/ebuild.ts';

/** The files of an empty overlay. Written only where they are missing: a person's changes to them stay. */
export function renderSkeleton(identity: OverlayIdentity): readonly RenderedFile[] {
  const hashes = identity.manifestHashes.join(' ');
  return [
    { path: 'profiles/repo_name', text: `${identity.name}\n` },
    { path: 'profiles/eapi', text: '8\n' },
    {
      path: 'metadata/layout.conf',
      text: [
        `masters = ${identity.masters.join(' ')}`,
        'thin-manifests = true',
        'sign-manifests = false',
        `manifest-hashes = ${hashes}`,
        `manifest-required-hashes = ${hashes}`,
        'cache-formats = md5-dict',
        '',
      ].join('\n'),
    },
  ];
}
