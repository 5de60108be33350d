import type { CoreMetadata } from '../../src/core/release.ts';
import type { Dependency } from '../../src/model/project.ts';
import { analyze } from '../../src/pyproject/analyze.ts';
import { formatRequirement } from '../../src/python/requirement.ts';
import { loadPythonParser } from './python-parser.ts';
import { sourceTree } from './source-tree.ts';

const parsePython = await loadPythonParser();

/** Core metadata that says nothing. */
export const SILENT: CoreMetadata = {
  projectUrls: [],
  licenseFiles: [],
  classifiers: [],
  requiresDist: [],
  providesExtra: [],
  dynamic: [],
};

/** Analyzes a tree of small files; the index knows nothing but what `index` says. */
export function analyzeFiles(files: Readonly<Record<string, string>>, index: Partial<CoreMetadata> = {}) {
  return analyze(sourceTree(files), { index: { ...SILENT, name: 'unnamed', ...index }, parsePython });
}

export function requirementTexts(
  dependencies: readonly Dependency[] | undefined,
): readonly string[] | undefined {
  return dependencies?.map(({ requirement }) => formatRequirement(requirement));
}

export function requirementTable(groups: ReadonlyMap<string, readonly Dependency[]>) {
  return Object.fromEntries([...groups].map(([name, list]) => [name, requirementTexts(list)]));
}
