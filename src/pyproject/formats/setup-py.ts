import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import type { ProjectUrl } from '../../core/release.ts';
import type { Dependency } from '../../model/project.ts';
import type { Declared, EntryPoints } from '../declared.ts';
import { readDependencies } from '../dependencies.ts';
import { parseEntryPoints, readEntries } from '../entry-points.ts';
import { found } from '../findings.ts';
import type { SetupCall } from '../program/frame.ts';
import { type Program, type PythonReading, readProgram } from '../program/read-program.ts';
import { isKind, type PythonValue } from '../program/value.ts';
import { staged } from '../staged.ts';
import { configLines } from './config-parser.ts';
import { readKeyedRequirements } from './keyed-extras.ts';

export const SETUP_PY = 'setup.py';

export interface SetupPy {
  /** What could be read whole. */
  readonly declared: Declared;
  /** Requirements of which a part could be read: better than nothing. */
  readonly partial: Declared;
  /** Why that is only a part. */
  readonly doubts: readonly Diagnostic[];
  readonly call: SetupCall;
}

/** Following a program costs most of an analysis, and more than one stage asks for what came of it. */
const followed = new WeakMap<PythonReading['tree'], { readonly program: Program | undefined }>();

/** setup.py as far as it can be followed; undefined where the file or the grammar is missing. */
export function followSetupPy(reading: PythonReading): Program | undefined {
  if (reading.parse === undefined) return undefined;
  const known = followed.get(reading.tree) ?? { program: readProgram(SETUP_PY, reading) };
  followed.set(reading.tree, known);
  return known.program;
}

/** The call of `setup()` in setup.py, of several the one that says most; undefined where the file, the grammar or the call is missing. */
export function readSetupCall(reading: PythonReading): SetupCall | undefined {
  return richest(followSetupPy(reading)?.setupCalls ?? []);
}

/** Where a condition that nobody can decide leads to several calls, the poor ones are for other systems and services. */
function richest(calls: readonly SetupCall[]): SetupCall | undefined {
  return [...calls].sort((a, b) => b.keywords.size - a.keywords.size)[0];
}

/** The keywords of `setup()`, read without running it. https://setuptools.pypa.io/en/latest/references/keywords.html */
export function readSetupPy(call: SetupCall): Staged<SetupPy> {
  const get = (name: string) => call.keywords.get(name);
  const install = readRequirementKeyword(call, 'install_requires');
  const setup = readRequirementKeyword(call, 'setup_requires');
  const tests = readRequirementKeyword(call, 'tests_require');
  const extras = readExtras(call);
  const entryPoints = readEntryPointKeyword(get('entry_points'));
  const base = [...(install?.value ?? []), ...(extras?.value.dependencies ?? [])];
  const baseIsWhole = install?.whole !== false && extras?.baseIsWhole !== false && !call.partial;
  const extrasAreWhole = extras?.whole !== false && !call.partial;
  const dependencies = base.length === 0 && baseIsWhole ? {} : { dependencies: base };
  const optional = extras === undefined ? {} : { extras: extras.value.extras };
  const declared: Declared = {
    from: SETUP_PY,
    ...textFields(get),
    ...(baseIsWhole ? dependencies : {}),
    ...(extrasAreWhole ? optional : {}),
    ...(setup === undefined ? {} : { buildRequires: setup.value }),
    ...(tests === undefined ? {} : { groups: new Map([['tests-require', tests.value]]) }),
    ...(entryPoints === undefined ? {} : { entryPoints }),
  };
  const partial: Declared = {
    from: `${SETUP_PY} (in part)`,
    ...(baseIsWhole ? {} : dependencies),
    ...(extrasAreWhole ? {} : optional),
  };
  const doubts = [install, extras].flatMap((read) => read?.doubts ?? []);
  const value: SetupPy = { declared, partial, call, doubts: [...doubts, ...unreadKeywords(call)] };
  const reads = [install, setup, tests, extras];
  return staged(value, [...reads.flatMap((read) => read?.diagnostics ?? []), ...(setup?.doubts ?? [])]);
}

type GetKeyword = (name: string) => PythonValue | undefined;

function textFields(get: GetKeyword): Partial<Declared> {
  const text = (name: string) => {
    const value = get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const name = text('name');
  const version = text('version');
  const summary = text('description');
  const requiresPython = text('python_requires');
  const licenseText = text('license');
  const licenseExpression = text('license_expression');
  const classifiers = textList(get('classifiers'));
  const licenseFiles = [...(textList(get('license_files')) ?? []), ...(textList(get('license_file')) ?? [])];
  const urls = readUrls(get);
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(summary === undefined ? {} : { summary: summary.split('\n', 1)[0] ?? summary }),
    ...(requiresPython === undefined ? {} : { requiresPython }),
    ...(licenseText === undefined ? {} : { licenseText }),
    ...(licenseExpression === undefined ? {} : { licenseExpression }),
    ...(classifiers === undefined ? {} : { classifiers }),
    ...(licenseFiles.length === 0 ? {} : { licenseFiles }),
    ...(urls.length === 0 ? {} : { urls }),
  };
}

function readUrls(get: GetKeyword): readonly ProjectUrl[] {
  const urls: ProjectUrl[] = [];
  const home = get('url');
  if (typeof home === 'string' && home !== '') urls.push({ label: 'Homepage', url: home });
  const more = get('project_urls');
  if (!isKind(more, 'dict')) return urls;
  for (const [label, url] of more.entries) if (typeof url === 'string') urls.push({ label, url });
  return urls;
}

/** A list of texts, or the lines of one text; undefined where the value is neither or not wholly known. */
function textList(value: PythonValue | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return configLines(value);
  if (!isKind(value, 'list')) return undefined;
  const texts = value.items.filter((item) => typeof item === 'string');
  return texts.length === value.items.length ? texts : undefined;
}

interface Lines {
  readonly lines: readonly string[];
  readonly whole: boolean;
}

/** Requirement lines of a value: what can be read, and whether that is all. */
function requirementLines(value: PythonValue | undefined): Lines {
  if (typeof value === 'string') return { lines: withoutComments(configLines(value)), whole: true };
  if (value === null || value === undefined) return { lines: [], whole: true };
  if (!isKind(value, 'list')) return { lines: [], whole: false };
  const items = flatItems(value.items);
  const texts = items.filter((item) => typeof item === 'string');
  return { lines: withoutComments(texts.flatMap(configLines)), whole: texts.length === items.length };
}

/** setuptools takes lists in lists: a comma behind `requires = ["a"],` makes one. */
function flatItems(items: readonly PythonValue[]): readonly PythonValue[] {
  return items.flatMap((item) => (isKind(item, 'list') ? item.items : [item]));
}

function withoutComments(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.startsWith('#'));
}

type Read<T> = Staged<T> & { readonly whole: boolean; readonly doubts: readonly Diagnostic[] };

function readRequirementKeyword(call: SetupCall, name: string): Read<readonly Dependency[]> | undefined {
  const value = call.keywords.get(name);
  if (value === undefined || value === null) return undefined;
  const { lines, whole } = requirementLines(value);
  const read = readDependencies(lines, originOf(call, name));
  return { ...read, whole, doubts: incomplete(call, { name, whole, value }) };
}

function originOf(call: SetupCall, name: string) {
  return { from: `${SETUP_PY} ${name}`, file: SETUP_PY, lineOf: () => call.line };
}

type ReadExtras = Read<ReturnType<typeof readKeyedRequirements>['value']> & {
  /** Nothing of what could not be read can be required by everybody: it stands in named extras. */
  readonly baseIsWhole: boolean;
};

function readExtras(call: SetupCall): ReadExtras | undefined {
  const name = 'extras_require';
  const value = call.keywords.get(name);
  if (value === undefined || value === null) return undefined;
  const entries = isKind(value, 'dict') ? [...value.entries] : [];
  const lists = entries.map(([key, item]) => ({
    key,
    ...requirementLines(item),
    origin: originOf(call, name),
  }));
  const read = readKeyedRequirements(lists);
  const named = isKind(value, 'dict') && !value.partial;
  const whole = named && lists.every((list) => list.whole);
  const baseIsWhole = named && lists.every((list) => list.whole || !/^(?::|$)/.test(list.key));
  return { ...read, whole, baseIsWhole, doubts: incomplete(call, { name, whole, value }) };
}

function incomplete(
  call: SetupCall,
  { name, whole, value }: { readonly name: string; readonly whole: boolean; readonly value: PythonValue },
): readonly Diagnostic[] {
  if (whole) return [];
  const culprit = firstUnreadable(value);
  const where = { file: SETUP_PY, line: culprit?.line || call.line };
  return [found['setup-unreadable']({ keyword: name, reason: culprit?.reason ?? 'a program' }, where)];
}

/** `setup(**options)` with options that could not be read may hold anything. */
function unreadKeywords(call: SetupCall): readonly Diagnostic[] {
  if (!call.partial) return [];
  const args = { keyword: '**', reason: 'keywords that a program makes' };
  return [found['setup-unreadable'](args, { file: SETUP_PY, line: call.line })];
}

function firstUnreadable(value: PythonValue): { readonly reason: string; readonly line: number } | undefined {
  if (isKind(value, 'unreadable')) return value;
  if (isKind(value, 'call')) return { reason: `a call of \`${value.callee}\``, line: value.line };
  if (isKind(value, 'list')) return firstOf(value.items);
  return isKind(value, 'dict') ? firstOf([...value.entries.values()]) : undefined;
}

function firstOf(
  values: readonly PythonValue[],
): { readonly reason: string; readonly line: number } | undefined {
  for (const value of values) {
    const inner = firstUnreadable(value);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** A dictionary of lists or texts by group, or the text of an entry_points.txt. */
function readEntryPointKeyword(value: PythonValue | undefined): EntryPoints | undefined {
  if (typeof value === 'string') return parseEntryPoints(value);
  if (!isKind(value, 'dict')) return undefined;
  const groups = [...value.entries].map(
    ([group, list]) => [group, readEntries(textList(list) ?? [])] as const,
  );
  return new Map(groups.filter(([, entries]) => entries.size > 0));
}
