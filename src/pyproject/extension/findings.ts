import { defineFindings } from '../../core/diagnostic.ts';

/** What looking for extension modules can notice. */
export const found = defineFindings({
  'extension-optional': {
    severity: 'note',
    text: ({ evidence }: { evidence: string }) =>
      `extension modules are optional (${evidence}): whether they are built depends on the compiler or an environment variable`,
  },
  'extension-source-missing': {
    severity: 'warning',
    text: ({ paths }: { paths: readonly string[] }) =>
      `the archive lacks ${listShort(paths)}, which extension modules are compiled from: the build fails unless it makes what is missing itself`,
  },
});

const SHOWN = 5;

function listShort(paths: readonly string[]): string {
  const quoted = paths.slice(0, SHOWN).map((path) => `\`${path}\``);
  return quoted.join(', ') + (paths.length > SHOWN ? ` and ${paths.length - SHOWN} more files` : '');
}
