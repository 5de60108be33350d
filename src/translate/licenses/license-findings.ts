import { defineFindings } from '../../core/diagnostic.ts';

/** What translating a licence can notice. Trees and leaves are in SPDX spelling, names in Gentoo's. */
export const found = defineFindings({
  'license-unknown': {
    severity: 'error',
    text: () =>
      'Nothing in the release says which licence it is under: `all-rights-reserved` stands in; ask upstream',
  },
  'license-unmapped': {
    severity: 'error',
    text: ({ license, from }: { license: string; from: string }) =>
      `\`${license}\` (${from}) has no licence in ::gentoo that this program knows: \`all-rights-reserved\` stands in`,
  },
  'license-missing': {
    severity: 'error',
    text: ({ name }: { name: string }) =>
      `The reference repository has no licence \`${name}\`: add its text to the overlay's \`licenses/\` folder`,
  },
  'license-guessed': {
    severity: 'warning',
    text: ({ said, license }: { said: string; license: string }) =>
      `\`${said}\` does not say which licence is meant and no licence text tells: took \`${license}\``,
  },
  'license-later-unknown': {
    severity: 'warning',
    text: ({ license, from }: { license: string; from: string }) =>
      `\`${license}\` (${from}) does not say whether later versions are allowed: took that version only; look at the sources' headers`,
  },
  'license-joined': {
    severity: 'warning',
    text: ({ license, from }: { license: string; from: string }) =>
      `several licences are named (${from}) without saying how they combine: took \`${license}\``,
  },
  'license-disagreement': {
    severity: 'warning',
    text: ({ license, from, other, otherFrom }: Record<'license' | 'from' | 'other' | 'otherFrom', string>) =>
      `\`${license}\` by ${from}, but \`${other}\` by ${otherFrom}: took the former`,
  },
  'license-exception-dropped': {
    severity: 'note',
    text: ({ license }: { license: string }) =>
      `::gentoo has no licence for \`${license}\`: the exception, which only allows more, is left out`,
  },
  'license-vendored': {
    severity: 'note',
    text: ({ paths }: { paths: readonly string[] }) =>
      `Bundled code may be under other licences, which count where it is installed: see ${paths.map((path) => `\`${path}\``).join(', ')}`,
  },
});
