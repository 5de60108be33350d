import { defineFindings } from '../core/diagnostic.ts';

/** What only the whole of a run can notice. */
export const found = defineFindings({
  'archive-for-tests': {
    severity: 'note',
    text: (a: { archive: string }) =>
      `the sdist has no tests; \`${a.archive}\` has, so the ebuild takes that`,
  },
  'upstream-went-back': {
    severity: 'warning',
    text: (a: { newest: string; present: string }) =>
      `upstream's newest release is now ${a.newest}, and \`${a.present}\` is in the overlay already; nothing was changed`,
  },
  'extra-expanded': {
    severity: 'note',
    text: (a: { project: string; extra: string; requirements: string }) =>
      `the package of \`${a.project}\` has no USE flag \`${a.extra}\`; what that extra requires is listed instead: ${a.requirements}`,
  },
  'extra-dropped': {
    severity: 'warning',
    text: (a: { project: string; extra: string }) =>
      `what the extra \`${a.extra}\` of \`${a.project}\` requires is not known; look it up and add it by hand`,
  },
});
