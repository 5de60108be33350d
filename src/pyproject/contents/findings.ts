import { defineFindings } from '../../core/diagnostic.ts';

/** What working out a wheel's contents can notice. */
export const found = defineFindings({
  'wheel-stray-fatal': {
    severity: 'warning',
    text: ({ path, cause }: { path: string; cause: string }) =>
      `\`${path}\` would land in site-packages (${cause}), of which distutils-r1's install check dies: it must go after the compile phase`,
  },
  'wheel-stray': {
    severity: 'warning',
    text: ({ path, cause }: { path: string; cause: string }) =>
      `\`${path}\` lands in site-packages (${cause}) and does not belong there`,
  },
  'wheel-unknown': {
    severity: 'note',
    text: ({ backend }: { backend: string }) =>
      `what \`${backend}\` puts into the wheel is not declared in a way that this program reads`,
  },
  'wheel-ambiguous': {
    severity: 'error',
    text: ({ names }: { names: string }) =>
      `setuptools refuses to build: it finds several top-level packages or modules (${names}) and nothing says which to ship`,
  },
});
