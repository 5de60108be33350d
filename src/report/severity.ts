import type pico from 'picocolors';
import type { Severity } from '../core/diagnostic.ts';

export type Colors = ReturnType<typeof pico.createColors>;

/** How much is said of a package: `quiet` errors only, `normal` warnings too, `verbose` notes as well. */
export type Verbosity = 'quiet' | 'normal' | 'verbose';

export const severityColors = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
} as const satisfies Record<Severity, keyof Colors>;

/** Which severities are told at a verbosity. */
export const shownSeverities: Readonly<Record<Verbosity, readonly Severity[]>> = {
  quiet: ['error'],
  normal: ['error', 'warning'],
  verbose: ['error', 'warning', 'note'],
};
