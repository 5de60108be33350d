import { isTable, valueAt } from '../../toml/values.ts';
import { SETUP_PY } from '../formats/setup-py.ts';
import { isKind, type PythonValue } from '../program/value.ts';
import type { Language } from './build-program.ts';
import type { ExtensionSignal, ExtensionSource } from './extension-source.ts';
import { sourcesOfCalls, sourcesOfTables } from './extension-sources.ts';
import { followProgramFile, readProgramFile } from './program-file.ts';

const SETUPTOOLS = new Set(['setuptools', 'pbr', 'jupyter-packaging', 'standalone']);

const KEYWORDS: Readonly<Record<string, readonly Language[]>> = {
  ext_modules: [],
  cffi_modules: ['cffi'],
  rust_extensions: ['rust'],
};

/** `setup(ext_modules=…)`; and calls that make extensions where the keywords cannot be read. */
export function readSetupProgram(source: ExtensionSource): readonly ExtensionSignal[] {
  const { backend, setupCall, tree } = source;
  const runsSetup = valueAt(source.pyproject, 'tool', 'pdm', 'build', 'run-setuptools') === true;
  if (!SETUPTOOLS.has(backend) && !runsSetup) return [];
  const program = readProgramFile(SETUP_PY, source);
  const given = Object.keys(KEYWORDS).filter((keyword) => isGiven(setupCall?.keywords.get(keyword)));
  const switched = program !== undefined && program.builders.length > 0;
  const hidden = setupCall === undefined || setupCall.partial;
  if (given.length === 0 && !(switched && (hidden || isEmptied(setupCall.keywords))))
    return readScikitBuild(source);
  const optional = program?.optional === true || given.length === 0;
  return [
    {
      kind: optional ? 'optional' : 'required',
      evidence:
        given.length > 0 ? `setup.py ${given.join(', ')}` : `setup.py ${program?.builders.join(', ')}`,
      languages: [...given.flatMap((keyword) => KEYWORDS[keyword] ?? []), ...(program?.languages ?? [])],
      libraries: linkedLibraries(setupCall?.keywords.get('ext_modules')) ?? program?.libraries ?? [],
      pkgConfig: followProgramFile(SETUP_PY, source)?.pkgConfig,
      sources: sourcesOfCalls(setupCall?.keywords.get('ext_modules')),
    },
    ...(tree.has('CMakeLists.txt') ? readScikitBuild(source) : []),
  ];
}

/** `libraries` of the extensions that are built on Gentoo; undefined where the list could not be read. */
function linkedLibraries(value: PythonValue | undefined): readonly string[] | undefined {
  if (!isKind(value, 'list')) return undefined;
  const lists = value.items.map((item) =>
    isKind(item, 'call') ? (item.keywords.get('libraries') ?? null) : undefined,
  );
  if (!lists.every((list) => list === null || isKind(list, 'list'))) return undefined;
  const libraries = lists.flatMap((list) => (list === null ? [] : list.items));
  return libraries.filter((library) => typeof library === 'string');
}

/** scikit-build's own `setup` runs CMake. */
function readScikitBuild({ buildRequires, setupCall }: ExtensionSource): readonly ExtensionSignal[] {
  const asked = buildRequires.has('scikit-build') || setupCall?.keywords.has('cmake_source_dir') === true;
  return asked ? [{ kind: 'required', evidence: 'scikit-build', languages: [] }] : [];
}

function isGiven(value: PythonValue | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !(isKind(value, 'list') && value.items.length === 0);
}

/** The keyword is there, and came out empty: a switch is off by default. */
function isEmptied(keywords: ReadonlyMap<string, PythonValue>): boolean {
  return Object.keys(KEYWORDS).some((keyword) => keywords.has(keyword));
}

/** `[[tool.setuptools.ext-modules]]`, `[[tool.setuptools-rust.ext-modules]]` */
export function readSetuptoolsTables({ backend, pyproject }: ExtensionSource): readonly ExtensionSignal[] {
  if (!SETUPTOOLS.has(backend)) return [];
  const tables: readonly (readonly [string, readonly Language[]])[] = [
    ['setuptools', []],
    ['setuptools-rust', ['rust']],
  ];
  return tables.flatMap(([tool, languages]): ExtensionSignal[] => {
    const list = valueAt(pyproject, 'tool', tool, 'ext-modules');
    if (!Array.isArray(list) || list.length === 0) return [];
    const optional = list.every((item: unknown) => isTable(item) && item.optional === true);
    const sources = sourcesOfTables(list.filter(isTable));
    const kind = optional ? 'optional' : 'required';
    return [{ kind, evidence: `[tool.${tool}] ext-modules`, languages, sources }];
  });
}
