import type { SourceTree } from '../core/source-tree.ts';
import type { Grounds } from './grounds.ts';
import type { SetAside } from './set-aside.ts';
import type { SuiteProject } from './suite-project.ts';
import type { SuiteFiles } from './test-files.ts';

/** A test suite as read, before anything is decided. */
export interface Suite extends Grounds {
  readonly tree: SourceTree;
  readonly project: SuiteProject;
  /** Without what is set aside. */
  readonly files: SuiteFiles;
  readonly ignored: SetAside['ignored'];
  /** What upstream's commands tell pytest to look at; empty where it looks everywhere or its configuration says. */
  readonly paths: readonly string[];
}
