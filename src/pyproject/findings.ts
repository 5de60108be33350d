import { defineFindings } from '../core/diagnostic.ts';

/** Everything that reading a project's declarations can notice. */
export const found = defineFindings({
  'backend-unknown': {
    severity: 'warning',
    text: ({ backend }: { backend: string }) =>
      `build backend \`${backend}\` is none that distutils-r1 knows; \`standalone\` is used and its provider is a build dependency`,
  },
  'backend-in-tree': {
    severity: 'note',
    text: ({ backend, path }: { backend: string; path: string }) =>
      `build backend \`${backend}\` comes from \`backend-path\` \`${path}\`; \`standalone\` is used`,
  },
  'backend-missing': {
    severity: 'warning',
    text: ({ reason }: { reason: string }) => `no build backend is named: ${reason}`,
  },
  'requirement-invalid': {
    severity: 'error',
    text: ({ requirement, from, reason }: { requirement: string; from: string; reason: string }) =>
      `requirement \`${requirement}\` of ${from} is left out: ${reason}`,
  },
  'group-include': {
    severity: 'warning',
    text: ({ group, reason }: { group: string; reason: string }) =>
      `dependency group \`${group}\`: ${reason}`,
  },
  'field-invalid': {
    severity: 'warning',
    text: ({ field, from, expected }: { field: string; from: string; expected: string }) =>
      `\`${field}\` of ${from} is not ${expected} and is left out`,
  },
});
