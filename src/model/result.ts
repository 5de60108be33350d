import type { Diagnostic } from '../core/diagnostic.ts';
import type { EbuildgenError } from '../core/errors.ts';
import type { LintFinding } from './lint.ts';
import type { PlannedNeed } from './plan.ts';

/** What became of one package in a run. */
export interface PackageResult {
  /** `pypi:requests`, `pypi:requests==2.32.5`, `github:psf/requests@v2.32.5`. */
  readonly ref: string;
  /** `dev-python/requests`; absent where the run failed before it was known. */
  readonly atom?: string;
  /** PV with revision. */
  readonly version?: string;
  readonly status: PackageStatus;
  readonly files: readonly FileChange[];
  readonly diagnostics: readonly Diagnostic[];
  /** What `lint` says of the release, for upstream; what changes the ebuild is among the diagnostics as well. */
  readonly findings?: readonly LintFinding[];
  /** Present exactly where the status is `failed`; anything but an EbuildgenError is a bug of ours. */
  readonly error?: EbuildgenError | Error;
  /** Why a `skipped` package was. */
  readonly reason?: string;
  /** With `--recursive`: which other packages of the run need it, and for what. */
  readonly requiredBy?: readonly PlannedNeed[];
}

export type PackageStatus = 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed';

export interface FileChange {
  /** Relative to the overlay. */
  readonly path: string;
  /** `kept`: edited by a person, left alone. */
  readonly change: 'created' | 'updated' | 'unchanged' | 'removed' | 'kept';
  /** Text before and after, for `--dry-run`'s diff. */
  readonly before?: string;
  readonly after?: string;
}
