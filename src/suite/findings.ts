import { defineFindings } from '../core/diagnostic.ts';
import { PHRASES, type SurroundingName } from './surroundings.ts';

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
  'tests-ignored': {
    severity: 'note',
    text: ({ path, reason }: { path: string; reason: string }) => `\`${path}\` is not run: ${reason}`,
  },
  'tests-need': {
    severity: 'warning',
    text: ({
      name,
      evidence,
      deselected,
    }: {
      name: SurroundingName;
      evidence: string;
      deselected: readonly string[];
    }) =>
      `tests need ${PHRASES[name]} (${evidence})${deselected.length === 0 ? ': restrict them or give it to them' : `; marked ones are deselected: ${deselected.join(', ')}`}`,
  },
  'tests-occluded': {
    severity: 'warning',
    text: ({ folders }: { folders: readonly string[] }) =>
      `tests in ${folders.map((folder) => `\`${folder}/\``).join(', ')} import the package from there, where its compiled modules are missing: run them from the installed copy`,
  },
  'hook-of-no-plugin': {
    severity: 'warning',
    text: ({ hook, plugin, path }: { hook: string; plugin: string; path: string }) =>
      `pytest stops at \`${hook}\` in \`${path}\`: ${plugin}, whose hook it is, is no dependency of ebuilds: take the hook out`,
  },
  'addopts-overridden': {
    severity: 'note',
    text: ({
      option,
      plugin,
      state,
      file,
    }: Readonly<Record<'option' | 'plugin' | 'state' | 'file', string>>) =>
      `\`${option}\` in addopts of \`${file}\` belongs to ${plugin}, which is ${state}: addopts is overridden`,
  },
});
