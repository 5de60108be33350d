import { defineFindings } from '../../core/diagnostic.ts';

/** What looking for extension modules can notice. */
export const found = defineFindings({
  'extension-optional': {
    severity: 'note',
    text: ({ evidence }: { evidence: string }) =>
      `extension modules are optional (${evidence}): whether they are built depends on the compiler or an environment variable`,
  },
});
