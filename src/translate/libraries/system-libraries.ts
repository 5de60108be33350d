import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { type Atom, parseAtom } from '../../gentoo/atom.ts';
import type { Depset } from '../../gentoo/depset.ts';
import type { PackageIndex } from '../../model/package-index.ts';
import type { Extension } from '../../model/project.ts';
import { found } from '../findings.ts';
import { LIBRARIES } from './library-names.ts';

/** Parts of libc and of the compiler: no package. */
const BUILT_IN: ReadonlySet<string> = new Set(
  'c dl m pthread rt util stdc++ gcc_s nsl resolv gomp socket kvm'.split(' '),
);

const packages: ReadonlyMap<string, string> = new Map(
  Object.entries(LIBRARIES).flatMap(([name, asked]) =>
    asked.split(' ').map((library) => [library, name] as const),
  ),
);

export interface SystemLibraries {
  /** Each with `:=`, for DEPEND and RDEPEND alike. */
  readonly libraries: Depset;
  /** virtual/pkgconfig, where the build asks it. */
  readonly tools: Depset;
}

/**
 * The packages of the C libraries that compiled modules are declared to link. What has none in the table, or none in the
 * repositories, is left to a person.
 */
export function translateLibraries(
  { kind, libraries, candidates = [] }: Extension,
  index: PackageIndex,
): Staged<SystemLibraries> {
  const asked =
    kind === 'none'
      ? []
      : libraries.filter((library) => !BUILT_IN.has(library.replace(/^-l/, '')) && !isFile(library));
  const resolved = asked.map((library) => ({ library, atom: findAtom(library, index) }));
  const atoms = new Map(
    resolved.flatMap(({ atom }) => (atom === undefined ? [] : [[atom.name, atom] as const])),
  );
  const diagnostics: readonly Diagnostic[] = resolved
    .filter(({ atom }) => atom === undefined)
    .map(({ library }) => found['library-unknown']({ library, package: packageOf(library) }));
  const inTurn = kind === 'none' ? [] : candidates;
  const remarks = inTurn.map((names) => found['library-candidates']({ libraries: names }));
  const byPkgConfig = inTurn.length > 0 || asked.some((library) => !/^(?:-l|dep:|pkg:)/.test(library));
  const value = {
    libraries: [...atoms.values()].map((atom) => ({ kind: 'atom', atom }) as const),
    tools: byPkgConfig ? [{ kind: 'atom', atom: parseAtom('virtual/pkgconfig') } as const] : [],
  };
  return { value, diagnostics: [...diagnostics, ...remarks] };
}

/** What is linked by its path (`-llib/asm.jar`) comes with the sources. */
function isFile(library: string): boolean {
  return library.startsWith('-l') && library.includes('/');
}

function findAtom(library: string, index: PackageIndex): Atom | undefined {
  const name = packageOf(library);
  if (name === undefined) return undefined;
  const atom = parseAtom(`${name}${name.includes(':') ? '' : ':'}=`);
  return !index.known || index.versions(atom.category, atom.name).length > 0 ? atom : undefined;
}

function packageOf(library: string): string | undefined {
  return packages.get(library.replace(/^-l|^(?:dep|pkg):generic\//, '').replace(/[@?].*$/, ''));
}
