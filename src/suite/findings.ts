import { defineFindings } from '../core/diagnostic.ts';

/** Everything that reading a test suite can notice. */
export const found = defineFindings({
  'tests-absent': {
    severity: 'note',
    text: (_: Record<string, never>) =>
      'the archive holds no tests; another source of the release may have them',
  },
  'tests-unread': {
    severity: 'warning',
    text: ({ paths }: { paths: readonly string[] }) =>
      `${paths.length} test modules were not read, \`${paths[0]}\` among them: look at their plugins and dependencies by hand`,
  },
  'addopts-overridden': {
    severity: 'note',
    text: ({ option, plugin, file }: { option: string; plugin: string; file: string }) =>
      `\`${option}\` in addopts of \`${file}\` belongs to ${plugin}, which is not loaded: addopts is overridden`,
  },
});
