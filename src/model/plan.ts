/** `runtime`: RDEPEND; `build`: DEPEND and BDEPEND; `test`: BDEPEND under `test?` and EPYTEST_PLUGINS. */
export type RequirementKind = 'runtime' | 'build' | 'test';

/** What a run makes up its mind to do before it writes anything, asked-for packages first, then breadth first. */
export type Plan = readonly PlanEntry[];

export interface PlanEntry {
  /** `pypi:requests` */
  readonly ref: string;
  /** False for what is only there because another package needs it. */
  readonly asked: boolean;
  /** `dev-python/requests`; absent where the run failed before it was known. */
  readonly atom?: string;
  /** PV */
  readonly version?: string;
  readonly outcome: 'write' | 'skip' | 'fail';
  /** Why a package is skipped or failed. */
  readonly reason?: string;
  /** Other packages of the plan that this one needs. */
  readonly needs: readonly PlannedNeed[];
}

export interface PlannedNeed {
  readonly ref: string;
  readonly kind: RequirementKind;
}
