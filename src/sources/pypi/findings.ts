import { defineFindings } from '../../core/diagnostic.ts';

export const found = defineFindings({
  'index-field-dropped': {
    severity: 'note',
    text: ({ field }: { field: string }) => `the index's \`${field}\` is not as documented and was ignored`,
  },
  'index-file-dropped': {
    severity: 'note',
    text: ({ reason }: { reason: string }) =>
      `a file of the release is not as documented and was ignored (${reason})`,
  },
  'index-version-dropped': {
    severity: 'note',
    text: ({ versions }: { versions: string }) =>
      `versions that PEP 440 does not know were ignored: ${versions}`,
  },
  'only-prereleases': {
    severity: 'warning',
    text: ({ project, version }: { project: string; version: string }) =>
      `\`${project}\` has no final release yet; its pre-release \`${version}\` was taken`,
  },
  'release-yanked': {
    severity: 'warning',
    text: ({ version, reason }: { version: string; reason: string }) =>
      `\`${version}\` was yanked by its author${reason === '' ? '' : `: ${reason}`}`,
  },
});
