import type { FoundPackage, ReferenceIndex } from '../model/package-index.ts';
import { spellBackend } from './backends.ts';
import { lookUpException } from './exceptions.ts';
import { describeBinding, describeName } from './explain.ts';
import { projectToPackageName } from './package-name.ts';
import { DEFAULT_PYTHON_TARGETS, MASKED_PYTHON_TARGETS, PYTHON_TARGETS } from './python-targets.ts';

/** The index of a run that knows no repository: names by the table of exceptions and by rule, nothing confirmed. */
export function createEmptyIndex(): ReferenceIndex {
  return {
    known: false,
    find: findWithoutRepository,
    findRepository: () => undefined,
    versions: () => [],
    licenses: undefined,
    pythonTargets: PYTHON_TARGETS,
    backendSpelling: (backend) => spellBackend(backend, undefined),
    deprecated: () => false,
    explain: explainWithoutRepository,
    updated: (atom) => atom,
    defaultTargets: DEFAULT_PYTHON_TARGETS,
    maskedTargets: new Set(MASKED_PYTHON_TARGETS),
    arches: undefined,
    complete: false,
    packages: [],
  };
}

function findWithoutRepository(project: string): FoundPackage {
  const exception = lookUpException(project);
  if (exception !== undefined) return { ...exception, by: 'table', exists: false };
  return { category: 'dev-python', name: projectToPackageName(project), by: 'rule', exists: false };
}

function explainWithoutRepository(project: string): readonly string[] {
  const found = findWithoutRepository(project);
  return [...describeName(project, found, 'no reference repository is known'), ...describeBinding(found)];
}
