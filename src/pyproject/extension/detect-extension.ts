import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { Extension } from '../../model/project.ts';
import type { Language } from './build-program.ts';
import type { ExtensionSignal, ExtensionSource } from './extension-source.ts';
import { findMissingSources } from './extension-sources.ts';
import { found } from './findings.ts';
import { findLibraries } from './libraries.ts';
import { findSignals } from './signals.ts';

/**
 * Whether the package builds extension modules (DISTUTILS_EXT), in which languages, and what they link to: from the
 * build programs and descriptions of the tree; nothing is run.
 */
export function detectExtension(source: ExtensionSource): Staged<Extension> {
  const signals = findSignals(source);
  const builds = signals.filter(({ kind }) => kind !== 'none');
  const languages = [...new Set(signals.flatMap((signal) => signal.languages))];
  if (builds.length === 0)
    return {
      value: { kind: 'none', evidence: evidenceOf(signals), languages: languages.sort(), libraries: [] },
      diagnostics: [],
    };
  const kind = builds.some((signal) => signal.kind === 'required') ? 'required' : 'optional';
  const linked = builds.flatMap((signal) => signal.libraries ?? []).map((name) => `-l${name}`);
  const asked = builds.flatMap(({ pkgConfig }) => pkgConfig?.modules ?? []);
  const candidates = builds.flatMap(({ pkgConfig }) => pkgConfig?.candidates ?? []);
  const files = builds.flatMap(({ sources }) => sources?.files ?? []);
  const folders = builds.flatMap(({ sources }) => sources?.folders ?? []);
  const { cython, others } = findMissingSources(files, source.tree);
  const value: Extension = {
    kind,
    evidence: evidenceOf(builds),
    languages: [...new Set([...languages, ...languagesOfFiles(source)])].sort(),
    libraries: [...new Set([...findLibraries(source.tree, source.pyproject), ...linked, ...asked])].sort(),
    ...(candidates.length === 0 ? {} : { candidates }),
    ...sourceFacts(files, folders, cython),
  };
  return { value, diagnostics: [...findingsOf(value), ...missingFindings(others)] };
}

function sourceFacts(
  files: readonly string[],
  folders: readonly string[],
  cython: Extension['cython'] & {},
): Pick<Extension, 'sources' | 'cython'> {
  const sources = [...new Set([...files, ...folders])].sort();
  return {
    ...(sources.length === 0 ? {} : { sources }),
    ...(cython.length === 0 ? {} : { cython }),
  };
}

function missingFindings(paths: readonly string[]): readonly Diagnostic[] {
  return paths.length === 0 ? [] : [found['extension-source-missing']({ paths })];
}

function evidenceOf(signals: readonly ExtensionSignal[]): readonly string[] {
  return [...new Set(signals.map(({ evidence }) => evidence))].sort();
}

const SUFFIXES: Readonly<Record<string, Language>> = {
  pyx: 'cython',
  c: 'c',
  cc: 'c++',
  cpp: 'c++',
  cxx: 'c++',
  f: 'fortran',
  f90: 'fortran',
};

/** Sources of the tree, those of tests and examples left out. Rust's say nothing: Cargo builds what is asked for. */
function languagesOfFiles({ tree, buildRequires }: ExtensionSource): readonly Language[] {
  const foreign = /(?:^|\/)(?:tests?|testing|examples?|docs?|benchmarks?|fixtures)\//i;
  const bySuffix = tree.entries.flatMap(({ path }) => {
    const suffix = path.slice(path.lastIndexOf('.') + 1);
    return !foreign.test(path) && Object.hasOwn(SUFFIXES, suffix) ? (SUFFIXES[suffix] ?? []) : [];
  });
  return [...new Set(bySuffix), ...(buildRequires.has('cffi') ? (['cffi'] as const) : [])];
}

function findingsOf({ kind, evidence }: Extension): readonly Diagnostic[] {
  return kind === 'optional' ? [found['extension-optional']({ evidence: evidence.join(', ') })] : [];
}
