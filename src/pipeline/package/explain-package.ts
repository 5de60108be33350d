import type { Diagnostic } from '../../core/diagnostic.ts';
import type { ReferenceIndex } from '../../model/package-index.ts';
import type { Fact, ProjectMetadata } from '../../model/project.ts';
import { found } from '../findings.ts';
import type { RequiredPackage } from '../recursion/required-packages.ts';
import type { AnalyzedSource } from './analyze-source.ts';
import { explainTests } from './explain-tests.ts';

/** Notes on where the facts of a project came from, and why each dependency is called what it is. */
export function explainPackage(
  { project, suite }: AnalyzedSource,
  requires: readonly RequiredPackage[],
  index: ReferenceIndex,
): readonly Diagnostic[] {
  const facts = listFacts(project).flatMap(([fact, known]) =>
    known === undefined ? [] : [found['fact-source']({ fact, value: known.value, from: known.from })],
  );
  const names = requires.map(({ project: name, kind }) =>
    found['name-found']({ project: name, kind, steps: index.explain(name) }),
  );
  return [...facts, ...explainTests(suite), ...names];
}

function listFacts(project: ProjectMetadata): readonly (readonly [string, Fact<string> | undefined])[] {
  const { license } = project;
  return [
    ['name', project.name],
    ['version', project.version],
    ['summary', project.summary],
    ['requires-python', project.requiresPython],
    ['build backend', project.build.backend],
    ...license.expressions.map((fact): [string, Fact<string>] => ['licence expression', fact]),
    ...license.texts.map((fact): [string, Fact<string>] => ['licence text', excerptOf(fact)]),
  ];
}

/** The License field of some projects holds the whole licence. */
function excerptOf({ value, from }: Fact<string>): Fact<string> {
  const [line = ''] = value.trim().split('\n');
  return { value: line.length < value.trim().length ? `${line.slice(0, 60)}…` : line, from };
}
