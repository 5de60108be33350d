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
  'wheel-ambiguous': {
    severity: 'error',
    text: ({ names }: { names: string }) =>
      `setuptools refuses to build: it finds several top-level packages or modules (${names}) and nothing says which to ship`,
  },
});
