import { defineFindings } from '../core/diagnostic.ts';

/** What translation notices and a person should know; one table for the stage's words. */
export const found = defineFindings({
  'package-ambiguous': {
    severity: 'note',
    text: (a: { project: string; atom: string; others: string }) =>
      `\`${a.project}\` is taken to be \`${a.atom}\`, although it could be ${a.others} as well`,
  },
  'dependencies-too-many': {
    severity: 'error',
    text: (a: { count: number; most: number }) =>
      `of ${a.count} requirements in one list only the first ${a.most} are taken; the ebuild lacks the others`,
  },
  'dependency-stdlib': {
    severity: 'note',
    text: (a: { project: string }) => `\`${a.project}\` is part of every supported Python and left out`,
  },
  'dependency-unused': {
    severity: 'warning',
    text: (a: { project: string }) =>
      `\`${a.project}\` is required, but no module uses it, so it is left out`,
  },
  'dependency-single': {
    severity: 'warning',
    text: (a: { atom: string }) =>
      `\`${a.atom}\` is built for one Python at a time, and nothing makes that the Python of this package; DISTUTILS_SINGLE_IMPL would`,
  },
  'dependency-url': {
    severity: 'warning',
    text: (a: { requirement: string }) =>
      `\`${a.requirement}\` names an address; any version of the package is accepted instead, and --recursive does not take it from PyPI`,
  },
  'extra-unknown': {
    severity: 'warning',
    text: (a: { extra: string }) => `there is no extra \`${a.extra}\` to take requirements from`,
  },
  'optfeature-missing': {
    severity: 'note',
    text: (a: { extra: string; packages: readonly string[] }) =>
      `the extra \`${a.extra}\` is no optfeature: no repository has ${a.packages.map((id) => `\`${id}\``).join(', ')}`,
  },
  'optfeature-heavy': {
    severity: 'note',
    text: (a: { extra: string; count: number }) =>
      `the extra \`${a.extra}\` is no optfeature, since it takes ${a.count} packages; name it in \`optfeature\` to have it all the same`,
  },
  'stray-removed': {
    severity: 'note',
    text: (a: { path: string; cause: string }) =>
      `\`${a.path}\` would be installed into site-packages by ${a.cause}; the ebuild removes it`,
  },
  'stray-kept': {
    severity: 'note',
    text: (a: { path: string; cause: string }) =>
      `\`${a.path}\` is installed into site-packages by ${a.cause}; the ebuild leaves it there`,
  },
  'dependency-binaries': {
    severity: 'note',
    text: (a: { project: string }) =>
      `\`${a.project}\` is left out: its wheels hold libraries that the package of its parent links`,
  },
  'library-unknown': {
    severity: 'warning',
    text: (a: { library: string; package: string | undefined }) =>
      `the build looks for the system library \`${a.library}\`; add its package${
        a.package === undefined ? '' : `, \`${a.package}\` in ::gentoo,`
      } to DEPEND and RDEPEND`,
  },
  'library-candidates': {
    severity: 'warning',
    text: (a: { libraries: readonly string[] }) =>
      `the build asks pkg-config whether there is ${a.libraries.map((name) => `\`${name}\``).join(', ')}; add the packages of those that it needs to DEPEND and RDEPEND`,
  },
  'cython-sources': {
    severity: 'warning',
    text: (a: { targets: readonly string[] }) =>
      `the archive lacks ${a.targets.map((path) => `\`${path}\``).join(', ')}: the ebuild makes ${
        a.targets.length === 1 ? 'it' : 'them'
      } with Cython; see whether upstream gives options of its own`,
  },
  'extension-libraries': {
    severity: 'note',
    text: (a: { evidence: string }) =>
      `compiled modules (${a.evidence}): look at which system libraries they link against`,
  },
});
