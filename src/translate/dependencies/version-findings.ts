import { defineFindings } from '../../core/diagnostic.ts';

/** What versions, their bounds, markers and interpreters lose or gain on the way into an ebuild. */
export const found = defineFindings({
  'version-epoch': {
    severity: 'warning',
    text: (a: { version: string; epoch: string }) =>
      `\`${a.version}\` has the epoch ${a.epoch}, for which Gentoo has no place: releases from before it may look newer`,
  },
  'version-local': {
    severity: 'warning',
    text: (a: { version: string; label: string }) =>
      `\`${a.version}\` has the local label \`${a.label}\`, for which Gentoo has no place`,
  },
  'bound-inexact': {
    severity: 'note',
    text: (a: { requirement: string; atoms: string; extra: string; missing: string }) =>
      `\`${a.requirement}\` becomes \`${a.atoms}\`${differences(a)}`,
  },
  'bound-epoch': {
    severity: 'warning',
    text: (a: { requirement: string }) =>
      `\`${a.requirement}\` names an epoch, for which Gentoo has no place; the rest of the version is compared`,
  },
  'bound-local': {
    severity: 'warning',
    text: (a: { requirement: string }) =>
      `\`${a.requirement}\` names a local label, for which Gentoo has no place; any build of the version is accepted`,
  },
  'bound-inexpressible': {
    severity: 'warning',
    text: (a: { requirement: string; clause: string }) =>
      `\`${a.clause}\` of \`${a.requirement}\` compares text, for which Gentoo has no operator; it is left out`,
  },
  'bound-contradiction': {
    severity: 'error',
    text: (a: { requirement: string }) => `no version can satisfy \`${a.requirement}\``,
  },
  'exclusion-vacuous': {
    severity: 'note',
    text: (a: { requirement: string; clause: string }) =>
      `\`${a.clause}\` of \`${a.requirement}\` is left out: no repository has such a version`,
  },
  'exclusion-dropped': {
    severity: 'warning',
    text: (a: { requirement: string; clause: string }) =>
      `\`${a.clause}\` of \`${a.requirement}\` is left out: a blocker can only stand in RDEPEND and outside of a choice`,
  },
  'cap-dropped': {
    severity: 'note',
    text: (a: { requirement: string; clauses: string; reason: string }) =>
      `\`${a.clauses}\` of \`${a.requirement}\` is left out: ${a.reason}`,
  },
  'marker-kept': {
    severity: 'warning',
    text: (a: { requirement: string; marker: string }) =>
      `\`${a.requirement}\` depends on \`${a.marker}\`, which an ebuild cannot know: it is always required`,
  },
  'marker-widened': {
    severity: 'note',
    text: (a: { requirement: string; flags: string }) =>
      `\`${a.requirement}\` names only some machines of \`${a.flags}\`: it is required on all of them`,
  },
  'python-untested': {
    severity: 'note',
    text: (a: { targets: string }) =>
      `upstream does not say that it supports ${a.targets}; its tests should tell`,
  },
  'python-default-missing': {
    severity: 'warning',
    text: (a: { requiresPython: string; target: string }) =>
      `\`Requires-Python: ${a.requiresPython}\` leaves out ${a.target}, the interpreter that Gentoo uses by default`,
  },
  'python-repaired': {
    severity: 'note',
    text: (a: { requiresPython: string; repairs: readonly string[] }) =>
      `\`Requires-Python: ${a.requiresPython}\` is read in spite of ${a.repairs.join(' and ')}`,
  },
  'python-unreadable': {
    severity: 'warning',
    text: (a: { requiresPython: string }) =>
      `\`Requires-Python: ${a.requiresPython}\` is not a version specifier; every interpreter is assumed`,
  },
  'python-dependency': {
    severity: 'note',
    text: (a: { target: string; dependencies: string }) =>
      `${a.target} is left out of PYTHON_COMPAT: ${a.dependencies} does not support it`,
  },
});

function differences({ extra, missing }: { readonly extra: string; readonly missing: string }): string {
  const gained = extra === '' ? '' : `, which also selects ${extra}`;
  const lost = missing === '' ? '' : `${gained === '' ? ', which' : ' and'} does not select ${missing}`;
  return gained + lost;
}
