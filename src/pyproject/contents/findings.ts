import { defineFindings } from '../../core/diagnostic.ts';

/** What working out a wheel's contents can notice. */
export const found = defineFindings({
  'wheel-unknown': {
    severity: 'note',
    text: ({ backend }: { backend: string }) =>
      `what \`${backend}\` puts into the wheel is not declared in a way that this program reads`,
  },
  'wheel-patterns': {
    severity: 'warning',
    text: () =>
      'what goes into the wheel is not known: the patterns that say it are too many to be tried on that many files',
  },
  'data-files-from-git': {
    severity: 'warning',
    text: ({ paths }: { paths: readonly string[] }) =>
      `${paths.length === 1 ? `\`${paths[0]}\` is` : `\`${paths[0]}\` and ${paths.length - 1} more files are`} not installed: setuptools asks git which data files there are, and the archive has no git; take the sdist, or name them in MANIFEST.in`,
  },
  'wheel-ambiguous': {
    severity: 'error',
    text: ({ names }: { names: string }) =>
      `setuptools refuses to build: it finds several top-level packages or modules (${names}) and nothing says which to ship`,
  },
});
