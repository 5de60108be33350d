import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { Pep517Backend, StrayFile, WheelContents } from '../../model/project.ts';
import type { TomlTable } from '../../toml/values.ts';
import { found } from './findings.ts';
import { readFlitContents } from './flit-contents.ts';
import { createMatchBudget } from './glob.ts';
import { readHatchContents } from './hatch-contents.ts';
import { readMesonContents } from './meson-contents.ts';
import { readPbrContents } from './pbr-contents.ts';
import { readPdmContents } from './pdm-contents.ts';
import { readPoetryContents } from './poetry-contents.ts';
import { readMaturinContents } from './rust-contents.ts';
import { readScikitBuildContents } from './scikit-build-contents.ts';
import { readSetuptoolsContents, type SetuptoolsSource } from './setuptools-contents.ts';
import { findPrefixStrays, findStrays, topOf } from './strays.ts';
import { readUvContents } from './uv-contents.ts';
import type { WheelFile } from './wheel-file.ts';

export interface ContentsSource extends SetuptoolsSource {
  readonly backend: Pep517Backend;
  /** `build-backend` as written: tells what a standalone backend wraps. */
  readonly buildBackend?: string | undefined;
  readonly hatchToml?: TomlTable | undefined;
}

/**
 * Works out which names the built wheel has right in site-packages, from the backend's declarations and the tree alone,
 * and which of them should not be there.
 */
export function readContents(given: Omit<ContentsSource, 'budget'>): Staged<WheelContents> {
  const source = { ...given, budget: createMatchBudget() };
  const builder = selectBuilder(source);
  const read = READERS[builder](source);
  if (source.budget.steps < 0) return unknown(found['wheel-patterns'](undefined));
  if (read === undefined)
    return unknown(found['wheel-unknown']({ backend: source.buildBackend ?? source.backend }));
  const topLevel = [...new Set(read.files.map(({ path }) => topOf(path).replace(/\/$/, '')))].sort();
  const stray = [...findStrays(read.files, source.project), ...(read.elsewhere ?? [])].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  return { value: { topLevel, stray }, diagnostics: read.diagnostics ?? [] };
}

const unknown = (diagnostic: Diagnostic): Staged<WheelContents> => ({
  value: { topLevel: undefined, stray: [] },
  diagnostics: [diagnostic],
});

type Builder = Exclude<Pep517Backend, 'flit-scm' | 'sip' | 'jupyter-packaging' | 'standalone'> | 'unknown';

interface ReadContents {
  readonly files: readonly WheelFile[];
  readonly elsewhere?: readonly StrayFile[];
  readonly diagnostics?: readonly Diagnostic[];
}

type Reader = (source: ContentsSource) => ReadContents | undefined;

const plain =
  (read: (source: ContentsSource) => readonly WheelFile[] | undefined): Reader =>
  (source) => {
    const files = read(source);
    return files === undefined ? undefined : { files };
  };

const READERS = {
  setuptools: (source) => {
    const { files, ambiguous, dataFiles, lost } = readSetuptoolsContents(source);
    const names = ambiguous.map((name) => `\`${name}\``).join(', ');
    return {
      files,
      elsewhere: findPrefixStrays(dataFiles),
      diagnostics: [
        ...(ambiguous.length > 0 ? [found['wheel-ambiguous']({ names })] : []),
        ...(lost.length > 0 ? [found['data-files-from-git']({ paths: lost })] : []),
      ],
    };
  },
  'poetry-core': plain(readPoetryContents),
  'flit-core': plain(readFlitContents),
  hatchling: plain((source) => readHatchContents({ ...source, hatchToml: source.hatchToml })),
  'pdm-backend': plain(readPdmContents),
  'uv-build': plain(readUvContents),
  pbr: plain(readPbrContents),
  maturin: plain(readMaturinContents),
  'meson-python': plain(readMesonContents),
  'scikit-build-core': plain(readScikitBuildContents),
  unknown: () => undefined,
} satisfies Readonly<Record<Builder, Reader>>;

/** Backends that read another one's declarations. */
const SAME_AS: Readonly<Partial<Record<Pep517Backend, Builder>>> = {
  'flit-scm': 'flit-core',
  'jupyter-packaging': 'setuptools',
  sip: 'unknown',
};

/** First part of a wrapping backend's module, or a build requirement, → what it wraps. */
const WRAPPED: Readonly<Record<string, Builder>> = {
  flit_core: 'flit-core',
  hatchling: 'hatchling',
  pbr: 'pbr',
  pdm: 'pdm-backend',
  poetry: 'poetry-core',
  poetry_dynamic_versioning: 'poetry-core',
  scikit_build_core: 'setuptools',
  setuptools: 'setuptools',
  'poetry-core': 'poetry-core',
  'flit-core': 'flit-core',
  'pdm-backend': 'pdm-backend',
  maturin: 'maturin',
  'meson-python': 'meson-python',
};

function selectBuilder({ backend, buildBackend, buildRequires, setupCall }: ContentsSource): Builder {
  if (backend === 'setuptools' && setupCall?.keywords.get('pbr') === true) return 'pbr';
  if (backend !== 'standalone') return SAME_AS[backend] ?? (backend as Builder);
  const module = buildBackend?.split(/[.:]/, 1)[0] ?? '';
  if (Object.hasOwn(WRAPPED, module)) return WRAPPED[module] ?? 'unknown';
  const required = [...buildRequires].filter((name) => Object.hasOwn(WRAPPED, name));
  const wrapped = required.length === 1 ? WRAPPED[required[0] ?? ''] : undefined;
  return wrapped ?? (setupCall === undefined ? 'unknown' : 'setuptools');
}
