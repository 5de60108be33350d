import type { CallArguments } from './methods.ts';
import { isKind, type PythonValue } from './value.ts';

/** Modules that a program asks pkg-config for. */
export interface PkgConfigQuery {
  readonly modules: readonly string[];
  /** True where a loop asks for them that may end early: candidates, of which the program may need any number. */
  readonly inTurn: boolean;
  /** True where it is only asked whether they are there, or of which version. */
  readonly isQuestion: boolean;
  /** True under a condition that cannot be decided. */
  readonly inDoubt: boolean;
}

/** What a whole program asks pkg-config for; all sorted. */
export interface PkgConfigUse {
  readonly modules: readonly string[];
  readonly candidates: readonly (readonly string[])[];
}

/** Functions of the standard library and of setuptools that run a command given as one text. */
const RUNNERS: ReadonlySet<string> = new Set([
  ...['check_output', 'check_call', 'run', 'call', 'Popen', 'popen', 'system', 'getoutput'],
  ...['getstatusoutput', 'spawn', 'exec_command'],
]);

interface LibraryFunction {
  /** Which argument names the packages. */
  readonly at: number;
  /** The option that it runs pkg-config with. */
  readonly option: string;
}

/** Functions of https://pypi.org/project/pkgconfig/ */
const LIBRARY_FUNCTIONS: ReadonlyMap<string, LibraryFunction> = new Map([
  ['pkgconfig.parse', { at: 0, option: '--libs' }],
  ['pkgconfig.libs', { at: 0, option: '--libs' }],
  ['pkgconfig.cflags', { at: 0, option: '--cflags' }],
  ['pkgconfig.variables', { at: 0, option: '--print-variables' }],
  ['pkgconfig.configure_extension', { at: 1, option: '--libs' }],
  ['pkgconfig.exists', { at: 0, option: '--exists' }],
  ['pkgconfig.installed', { at: 0, option: '--exists' }],
  ['pkgconfig.modversion', { at: 0, option: '--modversion' }],
]);

/**
 * The modules that a call asks pkg-config for; undefined where it asks for none that can be read.
 * `check_output(["pkg-config", "--libs", "luajit"])`, `popen("pkg-config --libs xmlsec1")`, `pkgconfig.parse("libpq zlib")`
 */
export function readQuery(
  callee: PythonValue,
  args: CallArguments,
): Omit<PkgConfigQuery, 'inDoubt'> | undefined {
  const words = wordsOf(callee, args);
  const modules = modulesIn(words);
  const isQuestion = words.some((word) => QUESTION.test(word)) && !words.some((word) => FLAGS.test(word));
  return modules.length === 0 ? undefined : { modules, inTurn: false, isQuestion };
}

const QUESTION = /^--(?:exists|modversion|(?:atleast|exact|max)-version)(?:=|$)/;
const FLAGS = /^--(?:cflags|libs|variable)/;

export function mentionsPkgConfig(source: string): boolean {
  return /pkg-?conf/i.test(source);
}

/** What pkg-config is given, without its own name. */
function wordsOf(callee: PythonValue, { positional, keywords }: CallArguments): readonly string[] {
  const named = isKind(callee, 'reference') ? callee.name : '';
  const known = LIBRARY_FUNCTIONS.get(named);
  const asked = known === undefined ? undefined : positional[known.at];
  if (known !== undefined) return typeof asked === 'string' ? [known.option, ...splitWords(asked)] : [];
  const command = positional[0] ?? keywords.get('args') ?? null;
  if (isKind(command, 'list')) {
    const [program = null, ...rest] = command.items;
    return isPkgConfig(program)
      ? rest.flatMap((item) => (typeof item === 'string' ? splitWords(item) : []))
      : [];
  }
  const text = isKind(command, 'call') && command.callee === 'shlex.split' ? command.positional[0] : command;
  if (typeof text !== 'string' || !RUNNERS.has(named.split('.').at(-1) ?? '')) return [];
  const [program = '', ...rest] = splitWords(text);
  return isPkgConfig(program) ? rest : [];
}

const LONGEST_COMMAND = 10_000;

function splitWords(text: string): readonly string[] {
  return text
    .slice(0, LONGEST_COMMAND)
    .split(/[\s'",]/)
    .filter((word) => word !== '');
}

/** `pkg-config`, `/usr/bin/pkgconf`, `shutil.which("pkg-config")` */
function isPkgConfig(program: PythonValue): boolean {
  if (isKind(program, 'call'))
    return /\b(?:which|find_executable)$/.test(program.callee) && isPkgConfig(program.positional[0] ?? null);
  return typeof program === 'string' && /^(?:pkg-config|pkgconf)$/.test(program.split('/').at(-1) ?? '');
}

/** Options whose value may be a word of its own, pkg-config(1). */
const WITH_VALUE = /^--(?:variable|define-variable|(?:atleast|exact|max)-version|atleast-pkgconfig-version)$/;
const COMPARISON = /^[<>=!]+$/;
/** From here on the shell does other things: `2>/dev/null`, `| tr`, `&&`. */
const SHELL = /[|;&`$(]|^\d*[<>](?!=)./;

function modulesIn(words: readonly string[]): readonly string[] {
  const modules: string[] = [];
  let isValue = false;
  for (const word of words) {
    if (SHELL.test(word)) break;
    const name = /^[A-Za-z0-9][\w.+-]*/.exec(word)?.[0];
    if (
      !isValue &&
      name !== undefined &&
      /[A-Za-z]/.test(name) &&
      /^(?:$|[<>=!])/.test(word.slice(name.length))
    )
      modules.push(name);
    isValue = WITH_VALUE.test(word) || COMPARISON.test(word);
  }
  return modules;
}

type Pass = readonly PkgConfigQuery[];

/** True where every pass of a loop asks as much, whatever the modules: nothing tells later passes from the first. */
export function isAlike(passes: readonly Pass[]): boolean {
  const shapes = passes.map((pass) => pass.map((query) => Number(query.inDoubt)).join(' '));
  return new Set(shapes).size <= 1;
}

/** True where passes that are tried apart ask for what they do not ask for, or not for certain, one after the other. */
export function asksMore(apart: readonly Pass[], passes: readonly Pass[]): boolean {
  const asked = new Set(passes.flat().map(keyOf));
  return apart.flat().some((query) => !asked.has(keyOf(query)));
}

function keyOf({ modules, inDoubt }: PkgConfigQuery): string {
  return `${modules.join(' ')} ${inDoubt}`;
}

export function asAlternatives(...passes: readonly (readonly Pass[])[]): Pass {
  const modules = modulesOf(passes.flat(2));
  return [{ modules: [...modules], inTurn: true, isQuestion: false, inDoubt: false }];
}

function modulesOf(queries: readonly PkgConfigQuery[]): ReadonlySet<string> {
  return new Set(queries.flatMap(({ modules }) => modules));
}

/**
 * A candidate that the program settles on is asked for once more, alone: it stays one of several. A question alone makes
 * candidates too, but for those whose flags are asked for in any case.
 */
export function summarizeQueries(queries: readonly PkgConfigQuery[]): PkgConfigUse {
  const single = queries.filter(({ inTurn }) => !inTurn);
  const flags = single.filter(({ isQuestion }) => !isQuestion);
  const needed = modulesOf(flags.filter(({ inDoubt }) => !inDoubt));
  const tries = queries
    .filter(({ inTurn, modules }) => inTurn && !modules.every((name) => needed.has(name)))
    .map(({ modules }) => [...modules].sort());
  const tried = new Set(tries.flat());
  const questions = modulesOf(single.filter(({ isQuestion }) => isQuestion));
  const open = [...questions].filter((name) => !needed.has(name) && !tried.has(name)).sort();
  const groups = open.length === 0 ? tries : [...tries, open];
  const optional = new Set(groups.flat());
  return {
    modules: [...modulesOf(flags)].filter((name) => !optional.has(name)).sort(),
    candidates: [...new Map(groups.map((group) => [group.join(' '), group])).values()],
  };
}
