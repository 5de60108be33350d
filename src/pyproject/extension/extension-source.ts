import type { PythonParser } from '../../core/ports.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { Extension, Pep517Backend } from '../../model/project.ts';
import type { TomlTable } from '../../toml/values.ts';
import type { SetupCall } from '../program/frame.ts';
import type { PkgConfigUse } from '../program/pkg-config.ts';
import type { ExtensionSources } from './extension-sources.ts';

/** What the search for extension modules goes by. */
export interface ExtensionSource {
  readonly tree: SourceTree;
  readonly backend: Pep517Backend;
  /** Normalised names in `[build-system] requires` and `setup_requires`. */
  readonly buildRequires: ReadonlySet<string>;
  readonly pyproject: TomlTable | undefined;
  readonly setupCall: SetupCall | undefined;
  /** Without it build programs are known by their keywords only. */
  readonly parse?: PythonParser | undefined;
}

/** One thing that speaks for compiled code. `none`: a language without extension modules (a Rust program). */
export interface ExtensionSignal {
  readonly kind: Extension['kind'];
  readonly evidence: string;
  readonly languages: Extension['languages'];
  /** Linker names. */
  readonly libraries?: readonly string[];
  readonly pkgConfig?: PkgConfigUse | undefined;
  readonly sources?: ExtensionSources;
}
