import type { Staged } from '../../core/diagnostic.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { Fact, Pep517Backend } from '../../model/project.ts';
import { stringAt, stringsAt, type TomlTable, tableAt } from '../../toml/values.ts';
import { found } from '../findings.ts';
import { staged } from '../staged.ts';
import { BACKENDS, FAMILY_OF_BACKEND, type MetadataFamily, WRAPPED_FAMILIES } from './backend-table.ts';

export interface DetectedBackend {
  readonly backend: Fact<Pep517Backend>;
  /** `build-backend` as written. */
  readonly buildBackend?: string;
  readonly backendPath: readonly string[];
  /** distutils-r1 falls back to setuptools only where there is a setup.py. */
  readonly needsSetupPy?: boolean;
  readonly family: MetadataFamily;
}

const WHERE = { file: 'pyproject.toml' };
const FROM = 'pyproject.toml [build-system]';

/**
 * The build backend of a tree: PEP 517 and 518, as gpep517 and distutils-r1.eclass read them (rulebook section 5).
 * `pyproject` is absent where the tree has no pyproject.toml.
 */
export function detectBackend(tree: SourceTree, pyproject: TomlTable | undefined): Staged<DetectedBackend> {
  const buildSystem = tableAt(pyproject, 'build-system');
  const written = stringAt(buildSystem, 'build-backend');
  const backendPath = stringsAt(buildSystem, 'backend-path') ?? [];
  if (written === undefined) return implicitBackend(tree, pyproject);
  if (backendPath.length > 0) {
    const value = { ...standalone(written), backendPath, family: familyOf(written) };
    return {
      value,
      diagnostics: [found['backend-in-tree']({ backend: written, path: backendPath.join(', ') }, WHERE)],
    };
  }
  const known = knownBackend(written);
  if (known === undefined)
    return {
      value: { ...standalone(written), backendPath, family: familyOf(written) },
      diagnostics: [found['backend-unknown']({ backend: written }, WHERE)],
    };
  const value = {
    backend: { value: known, from: FROM },
    buildBackend: written,
    backendPath,
    family: FAMILY_OF_BACKEND[known],
  };
  return { value, diagnostics: [] };
}

/** PEP 517: without `build-backend` the legacy setuptools backend applies; gpep517 wants a setup.py for it (rulebook 5.3). */
function implicitBackend(tree: SourceTree, pyproject: TomlTable | undefined): Staged<DetectedBackend> {
  const declares = pyproject !== undefined || tree.has('setup.cfg');
  const needsSetupPy = declares && !tree.has('setup.py');
  const value: DetectedBackend = {
    backend: { value: 'setuptools', from: pyproject === undefined ? 'no pyproject.toml' : FROM },
    backendPath: [],
    ...(needsSetupPy ? { needsSetupPy } : {}),
    family: 'setuptools',
  };
  if (needsSetupPy) return staged(value, [found['setup-py-made'](undefined)]);
  return staged(value, isPythonProject(tree) ? [] : [found['nothing-to-build'](undefined)]);
}

/** True where something tells how to build the tree. */
export function isPythonProject(tree: SourceTree): boolean {
  return ['pyproject.toml', 'setup.py', 'setup.cfg'].some((path) => tree.has(path));
}

function knownBackend(written: string): Pep517Backend | undefined {
  return Object.hasOwn(BACKENDS, written) ? BACKENDS[written as keyof typeof BACKENDS] : undefined;
}

function standalone(written: string): Pick<DetectedBackend, 'backend' | 'buildBackend'> {
  return { backend: { value: 'standalone', from: FROM }, buildBackend: written };
}

function familyOf(written: string): MetadataFamily {
  const known = knownBackend(written);
  if (known !== undefined) return FAMILY_OF_BACKEND[known];
  const top = written.split(/[.:]/, 1)[0] ?? '';
  return Object.hasOwn(WRAPPED_FAMILIES, top) ? (WRAPPED_FAMILIES[top] ?? 'unknown') : 'unknown';
}
