import { defineFindings } from '../../core/diagnostic.ts';

/** What looking for extension modules can notice. */
export const found = defineFindings({
  'extension-libraries': {
    severity: 'warning',
    text: ({ libraries }: { libraries: readonly string[] }) =>
      `compiled code links to ${libraries.map((name) => `\`${name}\``).join(', ')}: the packages that provide it belong in DEPEND and RDEPEND`,
  },
  'extension-libraries-unknown': {
    severity: 'note',
    text: ({ languages }: { languages: readonly string[] }) =>
      `compiled code (${languages.join(', ')}) may link to libraries that nothing declares: look at its includes`,
  },
  'extension-optional': {
    severity: 'note',
    text: ({ evidence }: { evidence: string }) =>
      `extension modules are optional (${evidence}): whether they are built depends on the compiler or an environment variable`,
  },
});
