import type { Declared } from './configuration/declared.ts';
import type { PytestConfig } from './configuration/pytest-config.ts';
import type { Signals } from './signals.ts';

/** Everything that a decision on plugins rests on. */
export interface Grounds {
  readonly signals: Signals;
  readonly config: PytestConfig;
  readonly declared: Declared;
  /** The suite runs coroutine tests itself: a `pytest_pyfunc_call` hook in a conftest.py. */
  readonly ownRunner: boolean;
}
