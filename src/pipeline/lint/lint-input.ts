import { EbuildgenError } from '../../core/errors.ts';
import type { Ports } from '../../core/host.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { LintDocument, LintInput } from '../../lint/rule.ts';
import type { ProjectMetadata, WheelContents } from '../../model/project.ts';
import type { TestSuite } from '../../model/test-suite.ts';
import { analyze } from '../../pyproject/analyze.ts';
import { listPoetryEntries } from '../../pyproject/contents/poetry-entries.ts';
import { findStrays, topOf } from '../../pyproject/contents/strays.ts';
import { tryReadTomlFile } from '../../pyproject/formats/toml-file.ts';
import { parseCoreMetadata } from '../../python/core-metadata.ts';
import { analyzeSuite } from '../../suite/analyze-suite.ts';
import { indexPositions } from '../../toml/positions.ts';
import { valueAt } from '../../toml/values.ts';
import { DOCUMENT, type LintSource } from './lint-source.ts';

/** Analyses a target's files for the rules; versions of other projects are not asked for here. Throws METADATA_INVALID. */
export async function createLintInput(
  source: LintSource,
  { loadPythonParser }: Pick<Ports, 'loadPythonParser'>,
): Promise<LintInput> {
  const { kind, tree } = source;
  // What a build would make of it takes the files that it builds.
  if (kind === 'pyproject') return toLintInput(source);
  if (kind === 'wheel') return { ...toLintInput(source), contents: wheelContents(tree) };
  const parsePython = hasPython(tree) ? await loadPythonParser() : undefined;
  const project = tryAnalyze(source, parsePython);
  if (kind !== 'sdist' || project === undefined) return toLintInput(source, project);
  return toLintInput(source, project, analyzeSuite(tree, project, parsePython).value);
}

/** What the rules look at, of a tree that was analysed already. Throws METADATA_INVALID. */
export function toLintInput(
  { kind, tree, filename }: Pick<LintSource, 'kind' | 'tree' | 'filename'>,
  project?: ProjectMetadata,
  suite?: Pick<TestSuite, 'missing'>,
): LintInput {
  const document = openDocument(tree);
  return {
    kind,
    tree,
    document,
    ...(project === undefined ? {} : { project }),
    contents: project?.contents ?? { topLevel: undefined, stray: [] },
    poetryEntries: listPoetryEntries({ tree, project: project?.name.value ?? '', pyproject: document.table }),
    releases: new Map(),
    testsLack: kind === 'sdist' ? (suite?.missing ?? []) : [],
    ...(filename === undefined ? {} : { filename }),
  };
}

/** The tree's pyproject.toml, or an empty one. Throws METADATA_INVALID. */
function openDocument(tree: SourceTree): LintDocument {
  const text = tree.tryReadText(DOCUMENT) ?? '';
  const table = tryReadTomlFile(tree, DOCUMENT)?.table ?? {};
  return { path: DOCUMENT, text, table, positions: indexPositions(text) };
}

const hasPython = (tree: SourceTree) => tree.entries.some(({ path }) => path.endsWith('.py'));

/** undefined where the files are no package's: configuration of tools alone is something to lint as well. */
function tryAnalyze(
  { tree, metadata }: LintSource,
  parsePython: Parameters<typeof analyze>[1]['parsePython'],
): ProjectMetadata | undefined {
  try {
    const parser = parsePython === undefined ? {} : { parsePython };
    return analyze(tree, { index: metadata, ...parser }).value;
  } catch (error) {
    if (!(error instanceof EbuildgenError) || !tree.has(DOCUMENT) || isPackage(tree)) throw error;
    return undefined;
  }
}

/** setup.cfg often holds nothing but settings of tools. */
function isPackage(tree: SourceTree): boolean {
  const isNamed = valueAt(tryReadTomlFile(tree, DOCUMENT)?.table, 'project', 'name') !== undefined;
  return isNamed || tree.has('setup.py') || /^\[metadata\]/m.test(tree.tryReadText('setup.cfg') ?? '');
}

/** A wheel shows what it installs; `.data` and `.dist-info` lie beside. */
function wheelContents(tree: SourceTree): WheelContents {
  const files = tree.entries
    .filter(({ path }) => !/^[^/]+\.(?:dist-info|data)\//.test(path))
    .map(({ path }) => ({ path, cause: 'the wheel' }));
  const metadata = tree.entries.find(({ path }) => /^[^/]+\.dist-info\/METADATA$/.test(path));
  const text = metadata === undefined ? undefined : tree.tryReadText(metadata.path);
  const project = text === undefined ? '' : (parseCoreMetadata(text).name ?? '');
  const topLevel = [...new Set(files.map(({ path }) => topOf(path).replace(/\/$/, '')))].sort();
  return { topLevel, stray: findStrays(files, project) };
}
