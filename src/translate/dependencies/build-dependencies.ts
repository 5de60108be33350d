import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { Depset } from '../../gentoo/depset.ts';
import { normalizeDepset } from '../../gentoo/depset-normalize.ts';
import type { Dependency, Extension } from '../../model/project.ts';
import type { DependencyVariable, PackageSettings } from '../../model/settings.ts';
import { normalizeName } from '../../python/name.ts';
import { withCython } from '../cython-sources.ts';
import { found } from '../findings.ts';
import type { SystemLibraries } from '../libraries/system-libraries.ts';
import { type DependencyContext, translateDependencies } from './dependencies.ts';
import { addedAtoms } from './runtime-dependencies.ts';

interface BuildInput {
  /** Build requirements that the eclass does not add by itself. */
  readonly requires: readonly Dependency[];
  readonly extension: Extension;
  /** The archive is a zip, which Portage unpacks with app-arch/unzip. */
  readonly zip: boolean;
  /** Packages of the C libraries that compiled modules link. */
  readonly system: SystemLibraries;
  /** What stands in `test? ( )`. */
  readonly tests: Depset;
  readonly settings: PackageSettings;
}

export interface BuildDependencies {
  readonly depend: Depset;
  readonly bdepend: Depset;
}

/** Projects whose headers an extension compiles against: needed on the target too (rulebook 11.2). */
const headerProjects: ReadonlySet<string> = new Set(['numpy', 'cffi']);

/** BDEPEND is what runs during the build, DEPEND what an extension is compiled against. */
export function translateBuildDependencies(
  input: BuildInput,
  contextOf: (variable: DependencyVariable) => DependencyContext,
): Staged<BuildDependencies> {
  const { extension, tests, settings } = input;
  const requires = withCython(input.requires, extension);
  const compiled = extension.kind !== 'none';
  const tools = translateDependencies(requires, contextOf('BDEPEND'));
  const headers = translateDependencies(
    compiled ? requires.filter(({ requirement }) => headerProjects.has(normalizeName(requirement.name))) : [],
    contextOf('DEPEND'),
  );
  const unzip: Depset = input.zip
    ? [{ kind: 'atom', atom: { category: 'app-arch', name: 'unzip', use: [] } }]
    : [];
  const underTest: Depset =
    tests.length === 0 ? [] : [{ kind: 'use', flag: 'test', negated: false, children: tests }];
  const value = {
    depend: normalizeDepset([...headers.value, ...input.system.libraries, ...addedAtoms(settings, 'DEPEND')]),
    bdepend: normalizeDepset([
      ...tools.value,
      ...input.system.tools,
      ...unzip,
      ...underTest,
      ...addedAtoms(settings, 'BDEPEND'),
    ]),
  };
  return { value, diagnostics: [...tools.diagnostics, ...libraryRemarks(extension)] };
}

function libraryRemarks({ kind, libraries, candidates, evidence }: Extension): readonly Diagnostic[] {
  if (kind === 'none' || libraries.length > 0 || candidates !== undefined) return [];
  return [found['extension-libraries']({ evidence: evidence.join(', ') })];
}
