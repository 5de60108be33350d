/** A version as PMS section 3.2 defines it. Components stay text: leading zeros and length matter in comparisons. */
export interface GentooVersion {
  readonly components: readonly string[];
  readonly letter?: string;
  readonly suffixes: readonly GentooSuffix[];
  /** Absent where the text has no `-rN`; `-r0` compares equal to that. */
  readonly revision?: string;
}

export interface GentooSuffix {
  readonly kind: 'alpha' | 'beta' | 'pre' | 'rc' | 'p';
  /** Absent in `_p`; compares as 0. */
  readonly number?: string;
}
