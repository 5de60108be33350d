import type { ProjectMetadata } from '../model/project.ts';

/** What the suite's analysis has to know of the project. */
export type SuiteProject = Pick<
  ProjectMetadata,
  'name' | 'dependencies' | 'extras' | 'groups' | 'entryPoints' | 'contents' | 'extension'
>;
