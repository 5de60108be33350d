import type { PluginRow } from './plugin-row.ts';
import { hasOption, PLUGINS, words } from './plugin-table.ts';
import type { PytestConfig } from './pytest-config.ts';

/** Why an addopts word cannot stay. */
interface Obstacle {
  readonly word: string;
  readonly plugin: string;
}

export interface AddoptsVerdict {
  /** Arguments for epytest; empty where upstream's addopts do as they are. */
  readonly arguments: readonly string[];
  readonly obstacles: readonly Obstacle[];
}

/**
 * Options of plugins that are not loaded make pytest exit with a usage error (rulebook 13.6), so addopts is replaced by
 * those of its words that choose or find tests.
 */
export function overrideAddopts(config: PytestConfig, loaded: ReadonlySet<string>): AddoptsVerdict {
  const obstacles = config.addopts.flatMap((word, i) => {
    const plugin = ownerOf(word, config.addopts[i - 1]);
    return plugin !== undefined && !loaded.has(plugin.name) ? [{ word, plugin: plugin.name }] : [];
  });
  if (obstacles.length === 0) return { arguments: [], obstacles };
  return { arguments: ['-o', `addopts=${keptWords(config.addopts, loaded).join(' ')}`], obstacles };
}

function ownerOf(word: string, previous: string | undefined): PluginRow | undefined {
  if (previous === '-p')
    return PLUGINS.find((row) => words(row.entry).includes(word) || words(row.imports).includes(word));
  return word.startsWith('-') ? PLUGINS.find((row) => hasOption(row, word)) : undefined;
}

/** Options of pytest itself that choose or find tests; a value stands after `=` or is the next word. */
const KEPT =
  /^(--import-mode|--ignore|--ignore-glob|--deselect|--doctest-glob|--confcutdir|--rootdir|--pyargs|--doctest-modules|--doctest-continue-on-failure|-m|-k|-p|-c)(=|$)/;
function keptWords(addopts: readonly string[], loaded: ReadonlySet<string>): string[] {
  return optionsOf(addopts)
    .filter(([option, value]) => isKept(option, value, loaded))
    .flat()
    .map(quoteArgument);
}

/** Each option with the value that follows it as a word of its own. */
function optionsOf(addopts: readonly string[]): (readonly string[])[] {
  const options: string[][] = [];
  for (const word of addopts) {
    const last = options.at(-1);
    if (!word.startsWith('-') && last?.length === 1) last.push(word);
    else options.push([word]);
  }
  return options;
}

function isKept(option: string | undefined, value: string | undefined, loaded: ReadonlySet<string>): boolean {
  if (option === undefined) return false;
  const plugin = ownerOf(option, undefined);
  if (plugin !== undefined) return loaded.has(plugin.name) && plugin.policy === undefined;
  if (option === '-p') return !isUnloaded(value, loaded);
  return KEPT.test(option);
}

function isUnloaded(name: string | undefined, loaded: ReadonlySet<string>): boolean {
  const plugin = name === undefined ? undefined : ownerOf(name, '-p');
  return name?.startsWith('no:') === true || (plugin !== undefined && !loaded.has(plugin.name));
}

function quoteArgument(word: string): string {
  return /^[\w@%+=:,./*-]+$/.test(word) ? word : `'${word.replace(/'/g, `'"'"'`)}'`;
}
