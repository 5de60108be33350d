import { defineFindings } from '../core/diagnostic.ts';

/** What translation notices and a person should know; one table for the stage's words. */
export const found = defineFindings({
  'package-unconfirmed': {
    severity: 'note',
    text: (a: { project: string; atom: string }) =>
      `\`${a.project}\` is taken to be \`${a.atom}\`: no repository confirms it`,
  },
  'package-missing': {
    severity: 'warning',
    text: (a: { project: string; atom: string }) =>
      `\`${a.project}\` would be \`${a.atom}\`, which no repository has; generate it too (--recursive) or add its repository`,
  },
  'package-ambiguous': {
    severity: 'note',
    text: (a: { project: string; atom: string; others: string }) =>
      `\`${a.project}\` is taken to be \`${a.atom}\`; ${a.others} claim it too`,
  },
  'dependency-stdlib': {
    severity: 'note',
    text: (a: { project: string }) => `\`${a.project}\` is part of every supported Python and left out`,
  },
  'dependency-url': {
    severity: 'warning',
    text: (a: { requirement: string }) =>
      `\`${a.requirement}\` names an address; any version of the package is accepted instead`,
  },
  'dependency-setuptools': {
    severity: 'warning',
    text: (a: { requirement: string }) =>
      `\`${a.requirement}\` at run time: keep it only if the code imports setuptools or pkg_resources`,
  },
  'extra-unknown': {
    severity: 'warning',
    text: (a: { extra: string }) => `there is no extra \`${a.extra}\` to take requirements from`,
  },
  'stray-removed': {
    severity: 'warning',
    text: (a: { path: string; cause: string }) =>
      `\`${a.path}\` would be installed into site-packages by ${a.cause}; the ebuild removes it`,
  },
  'stray-kept': {
    severity: 'warning',
    text: (a: { path: string; cause: string }) =>
      `\`${a.path}\` is installed into site-packages by ${a.cause}`,
  },
  'plugin-unknown': {
    severity: 'warning',
    text: (a: { plugin: string }) =>
      `the tests use \`${a.plugin}\`, which no repository has as a package of that name; EPYTEST_PLUGINS names it all the same`,
  },
  'library-unknown': {
    severity: 'warning',
    text: (a: { library: string }) =>
      `the build looks for the system library \`${a.library}\`; add its package to DEPEND and RDEPEND`,
  },
  'extension-libraries': {
    severity: 'note',
    text: (a: { evidence: string }) =>
      `compiled modules (${a.evidence}): look at which system libraries they link against`,
  },
  'prerelease-keywords': {
    severity: 'note',
    text: (a: { version: string }) => `\`${a.version}\` is a pre-release: the ebuild has no KEYWORDS`,
  },
});
