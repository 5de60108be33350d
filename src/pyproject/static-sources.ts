import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import { stringsAt } from '../toml/values.ts';
import type { MetadataFamily } from './build/backend-table.ts';
import { readCargoTable } from './build/cargo-table.ts';
import type { Declared, DeclaredField } from './declared.ts';
import { readFlitModule, readFlitTable } from './formats/flit-table.ts';
import { readHatch } from './formats/hatch.ts';
import { readPbr } from './formats/pbr.ts';
import { combinePoetry } from './formats/poetry-metadata.ts';
import { POETRY_FROM, type PoetryTable, readPoetryTable } from './formats/poetry-table.ts';
import { readProjectTable } from './formats/project-table.ts';
import { readSetupCfg, tryReadSetupCfg } from './formats/setup-cfg.ts';
import { readSetupCall, readSetupPy } from './formats/setup-py.ts';
import { readSetuptoolsDynamic } from './formats/setuptools-dynamic.ts';
import { readSipTable } from './formats/sip-table.ts';
import type { TomlFile } from './formats/toml-file.ts';
import type { PythonReading } from './program/read-program.ts';
import { truthOf } from './program/value.ts';
import { staged } from './staged.ts';

/** Where the declarations of a tree are read. */
export interface StaticReading extends PythonReading {
  readonly pyproject: TomlFile | undefined;
  /** The release's version, where the index tells it. */
  readonly release?: string;
}

export interface StaticSources {
  /** What the backend reads, the strongest first. */
  readonly whole: readonly Declared[];
  /** What is known in part only; asked after everything else. */
  readonly partial: readonly Declared[];
  /** Why that is only a part. */
  readonly doubts: readonly Diagnostic[];
}

/** The declarations that a family of backends reads, in the order in which it believes them. */
export function readStaticSources(family: MetadataFamily, reading: StaticReading): Staged<StaticSources> {
  const project =
    reading.pyproject === undefined ? undefined : readProjectTable(reading.pyproject, reading.tree);
  const others = FAMILIES[family](reading, project?.value);
  const value: StaticSources = {
    whole:
      project === undefined || family === 'poetry'
        ? others.value.whole
        : [project.value, ...others.value.whole],
    partial: others.value.partial,
    doubts: others.value.doubts,
  };
  return staged(value, [...(project?.diagnostics ?? []), ...others.diagnostics]);
}

type ReadFamily = (reading: StaticReading, project: Declared | undefined) => Staged<StaticSources>;

const FAMILIES = {
  setuptools: readSetuptools,
  poetry: readPoetry,
  flit: readFlit,
  pbr: (reading) => collect([readPbr(reading.tree, tryReadSetupCfg(reading.tree))]),
  maturin: ({ pyproject, tree }) => {
    const cargo = readCargoTable(pyproject, tree);
    return collect([cargo === undefined ? undefined : staged(cargo)]);
  },
  meson: () => collect([]),
  sip: ({ pyproject }) => collect([pyproject === undefined ? undefined : readSipTable(pyproject)]),
  hatch: (reading) =>
    collect([reading.pyproject === undefined ? undefined : readHatch(reading.pyproject, reading)]),
  pep621: () => collect([]),
  unknown: readAll,
} as const satisfies Readonly<Record<MetadataFamily, ReadFamily>>;

function collect(reads: readonly (Staged<Declared> | undefined)[]): Staged<StaticSources> {
  const present = reads.filter((read) => read !== undefined);
  const whole = present.map((read) => read.value);
  return staged(
    { whole, partial: [], doubts: [] },
    present.flatMap((read) => read.diagnostics),
  );
}

/** `[tool.setuptools.dynamic]`, the call of `setup()`, setup.cfg; beside `[project]` only for what it calls dynamic. */
function readSetuptools(reading: StaticReading, project: Declared | undefined): Staged<StaticSources> {
  const { pyproject, tree } = reading;
  const dynamic = pyproject === undefined ? undefined : readSetuptoolsDynamic(pyproject, reading);
  const call = readSetupCall(reading);
  const config = tryReadSetupCfg(tree);
  const usesPbr = call !== undefined && truthOf(call.keywords.get('pbr') ?? false) !== false;
  const setupPy = call === undefined ? undefined : readSetupPy(call);
  const setupCfg = config === undefined ? undefined : readSetupCfg(config, reading);
  const pbr = usesPbr ? readPbr(tree, config) : undefined;
  const legacy = [pbr?.value, setupPy?.value.declared, setupCfg?.value].filter((one) => one !== undefined);
  const value: StaticSources = {
    whole: [
      ...(dynamic === undefined ? [] : [dynamic.value]),
      ...legacy.map((one) => onlyOpen(one, project)),
    ],
    partial: setupPy === undefined ? [] : [onlyOpen(setupPy.value.partial, project)],
    doubts: setupPy?.value.doubts ?? [],
  };
  return staged(
    value,
    [dynamic, pbr, setupPy, setupCfg].flatMap((read) => read?.diagnostics ?? []),
  );
}

/** setuptools ignores what setup.py and setup.cfg say about fields that `[project]` does not call dynamic. */
function onlyOpen(declared: Declared, project: Declared | undefined): Declared {
  if (project === undefined) return declared;
  const open = (field: string) =>
    ALWAYS_OPEN.has(field) || project.computed?.has(field as DeclaredField) === true;
  return {
    ...Object.fromEntries(Object.entries(declared).filter(([field]) => open(field))),
    from: declared.from,
  };
}

const ALWAYS_OPEN: ReadonlySet<string> = new Set(['buildRequires', 'groups']);

const NO_POETRY: PoetryTable = { fields: { from: POETRY_FROM }, requirements: [], extras: new Map() };

function readPoetry({ pyproject }: StaticReading, project: Declared | undefined): Staged<StaticSources> {
  const table = pyproject === undefined ? undefined : (readPoetryTable(pyproject) ?? staged(NO_POETRY));
  if (table === undefined) return collect([]);
  const dynamic = stringsAt(pyproject?.table, 'project', 'dynamic') ?? [];
  const isMixed = dynamic.includes('dependencies') || dynamic.includes('optional-dependencies');
  const read = combinePoetry(table.value, project === undefined ? undefined : { declared: project, isMixed });
  return staged({ whole: read.value, partial: [], doubts: [] }, [...table.diagnostics, ...read.diagnostics]);
}

function readFlit(reading: StaticReading): Staged<StaticSources> {
  const { pyproject } = reading;
  if (pyproject === undefined) return collect([]);
  return collect([readFlitTable(pyproject), staged(readFlitModule(pyproject, reading))]);
}

/** For a backend that nobody knows: every kind of declaration, the most explicit first. */
function readAll(reading: StaticReading, project: Declared | undefined): Staged<StaticSources> {
  const poetry = project === undefined ? readPoetry(reading, project) : collect([]);
  const reads = [poetry, readFlit(reading), readSetuptools(reading, project)];
  const value: StaticSources = {
    whole: reads.flatMap((read) => read.value.whole),
    partial: reads.flatMap((read) => read.value.partial),
    doubts: reads.flatMap((read) => read.value.doubts),
  };
  return staged(
    value,
    reads.flatMap((read) => read.diagnostics),
  );
}
