import type { CallArguments } from './methods.ts';
import { isKind, type PythonValue } from './value.ts';

/** Modules that a program asks pkg-config for. */
export interface PkgConfigQuery {
  readonly modules: readonly string[];
  /** True where the passes of a loop ask for different ones: candidates, of which the program may need any number. */
  readonly inTurn: boolean;
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

/** Functions of https://pypi.org/project/pkgconfig/ → which argument names the packages. */
const LIBRARY_FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ...['parse', 'exists', 'libs', 'cflags', 'installed', 'modversion', 'variables'].map(
    (name) => [`pkgconfig.${name}`, 0] as const,
  ),
  ['pkgconfig.configure_extension', 1],
]);

/**
 * The modules that a call asks pkg-config for; undefined where it asks for none that can be read.
 * `check_output(["pkg-config", "--libs", "luajit"])`, `popen("pkg-config --libs xmlsec1")`, `pkgconfig.parse("libpq zlib")`
 */
export function readQuery(callee: PythonValue, args: CallArguments): PkgConfigQuery | undefined {
  const modules = modulesIn(wordsOf(callee, args));
  return modules.length === 0 ? undefined : { modules, inTurn: false };
}

export function mentionsPkgConfig(source: string): boolean {
  return /pkg-?conf/i.test(source);
}

/** What pkg-config is given, without its own name. */
function wordsOf(callee: PythonValue, { positional, keywords }: CallArguments): readonly string[] {
  const named = isKind(callee, 'reference') ? callee.name : '';
  const at = LIBRARY_FUNCTIONS.get(named);
  const asked = at === undefined ? undefined : positional[at];
  if (at !== undefined) return typeof asked === 'string' ? splitWords(asked) : [];
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

/**
 * Runs a pass for each item, and joins what they ask pkg-config for: where that differs, they are candidates that the
 * program tries in turn.
 */
export function eachInTurn<Item, Result>(
  queries: PkgConfigQuery[],
  items: readonly Item[],
  pass: (item: Item) => Result,
): readonly Result[] {
  const passes: (readonly PkgConfigQuery[])[] = [];
  const results = items.map((item) => {
    const start = queries.length;
    const result = pass(item);
    passes.push(queries.splice(start));
    return result;
  });
  queries.push(...joinPasses(passes));
  return results;
}

export function joinPasses(passes: readonly (readonly PkgConfigQuery[])[]): readonly PkgConfigQuery[] {
  const [first = [], ...others] = passes.filter((pass) => pass.length > 0);
  if (others.every((pass) => JSON.stringify(pass) === JSON.stringify(first))) return first;
  const modules = new Set([first, ...others].flat().flatMap((query) => query.modules));
  return [{ modules: [...modules], inTurn: true }];
}

/** A candidate that the program settles on is asked for once more, alone: it stays one of several. */
export function summarizeQueries(queries: readonly PkgConfigQuery[]): PkgConfigUse {
  const groups = queries.filter(({ inTurn }) => inTurn).map(({ modules }) => [...modules].sort());
  const tried = new Set(groups.flat());
  const certain = queries.filter(({ inTurn }) => !inTurn).flatMap(({ modules }) => modules);
  return {
    modules: [...new Set(certain)].filter((name) => !tried.has(name)).sort(),
    candidates: [...new Map(groups.map((group) => [group.join(' '), group])).values()],
  };
}
