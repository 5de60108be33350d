import type { Dependency } from '../../src/model/project.ts';
import { parseRequirement } from '../../src/python/requirement.ts';
import type { SuiteProject } from '../../src/suite/suite-project.ts';

/** What a test says of a project; everything else is empty. */
export interface GivenProject {
  readonly name?: string;
  readonly runtime?: readonly string[];
  readonly extras?: Readonly<Record<string, readonly string[]>>;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly pytest11?: Readonly<Record<string, string>>;
  readonly extension?: 'none' | 'optional' | 'required';
  readonly topLevel?: readonly string[];
}

export function suiteProject(given: GivenProject = {}): SuiteProject {
  const { name = 'sample', runtime = [], extras = {}, groups = {}, pytest11, topLevel } = given;
  return {
    name: { value: name, from: 'test' },
    dependencies: runtime.map(dependency),
    extras: lists(extras),
    groups: lists(groups),
    entryPoints: new Map(pytest11 === undefined ? [] : [['pytest11', new Map(Object.entries(pytest11))]]),
    extension: { kind: given.extension ?? 'none', evidence: [], languages: [], libraries: [] },
    contents: { topLevel, stray: [] },
  };
}

export function dependency(text: string): Dependency {
  return { requirement: parseRequirement(text), cap: 'written', where: { file: 'pyproject.toml' } };
}

function lists(given: Readonly<Record<string, readonly string[]>>): Map<string, Dependency[]> {
  return new Map(Object.entries(given).map(([name, texts]) => [name, texts.map(dependency)]));
}
