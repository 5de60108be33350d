import type { GentooVersion } from './version.ts';

/** A package dependency specification, PMS section 8.3. */
export interface Atom {
  readonly blocker?: '!' | '!!';
  /** Present exactly where `version` is. `=*` is `=cat/pkg-1.2*`. */
  readonly operator?: '<' | '<=' | '=' | '=*' | '~' | '>=' | '>';
  readonly category: string;
  readonly name: string;
  readonly version?: GentooVersion;
  /** What follows the colon: `0`, `0/3.2`, `=`, `0=`, `*`. */
  readonly slot?: string;
  /** USE dependencies in order; the literal PYTHON_USEDEP stands for the eclass variable. */
  readonly use: readonly string[];
}

/** biome-ignore lint/suspicious/noTemplateCurlyInString: a bash expansion, written to the ebuild as it is */
export const PYTHON_USEDEP = '${PYTHON_USEDEP}';
