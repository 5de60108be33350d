import { normalizeName } from '../python/name.ts';
import type { PytestConfig } from './configuration/pytest-config.ts';
import type { PluginRow } from './plugins/plugin-row.ts';
import { hasOption, PLUGINS, words } from './plugins/plugin-table.ts';
import { type EasedOption, easedOptions, findStrangers, strangerTo } from './strictness.ts';

/** Why an addopts word cannot stay. */
export interface Obstacle {
  readonly word: string;
  readonly plugin: string;
  readonly state: 'not loaded' | 'loaded already' | 'left to EPYTEST_XDIST';
}

export interface AddoptsVerdict {
  /** Arguments for epytest; empty where upstream's addopts do as they are. */
  readonly arguments: readonly string[];
  readonly obstacles: readonly Obstacle[];
  /** Why each argument but that for addopts is there. */
  readonly reasons: readonly { readonly setting: string; readonly reason: string }[];
}

/** What pytest runs with. */
interface Run {
  /** Distributions of plugins that epytest loads. */
  readonly loaded: ReadonlySet<string>;
  readonly marks: ReadonlyMap<string, string>;
  /** Names and modules of plugins that PYTEST_PLUGINS loads: pytest refuses to register them under a second name. */
  readonly byEnvironment: ReadonlySet<string>;
}

/**
 * Options of plugins that are not loaded make pytest exit with a usage error (rulebook 13.6), as does `-p` for what is
 * loaded by other means, and how many jobs there are is not upstream's to say (13.5), so addopts is replaced by those of
 * its words that tests are found and run by.
 */
export function overrideAddopts(config: PytestConfig, run: Run): AddoptsVerdict {
  const { loaded, marks, byEnvironment } = run;
  const strangers = findStrangers(config, loaded, marks);
  const obstacles = config.addopts.flatMap((word, i): Obstacle[] => {
    const plugin = ownerOf(word, config.addopts[i - 1]);
    if (plugin !== undefined && !loaded.has(plugin.name))
      return [{ word, plugin: plugin.name, state: 'not loaded' }];
    if (plugin?.name === 'pytest-xdist' && config.addopts[i - 1] !== '-p')
      return [{ word, plugin: plugin.name, state: 'left to EPYTEST_XDIST' }];
    const name = pluginOption(word, config.addopts[i - 1]);
    if (name !== undefined && byEnvironment.has(name))
      return [{ word: `-p ${name}`, plugin: name, state: 'loaded already' }];
    const stranger = strangerTo(word, strangers);
    return stranger === undefined ? [] : [{ word, plugin: stranger, state: 'not loaded' }];
  });
  const addopts = obstacles.length === 0 ? [] : ['-o', `addopts=${keptWords(config.addopts, run).join(' ')}`];
  const eased = [...easedOptions(config, strangers), ...requiredPlugins(config, loaded)];
  return {
    arguments: [...addopts, ...eased.flatMap(({ option }) => ['-o', option])],
    obstacles,
    reasons: eased.map(({ option, reason }) => ({ setting: `-o ${option}`, reason })),
  };
}

/** The plugin that `-p NAME` or `-pNAME` asks for. */
function pluginOption(word: string, previous: string | undefined): string | undefined {
  return previous === '-p' ? word : /^-p(?<name>[^=].*)$/.exec(word)?.groups?.name;
}

/** `required_plugins` stops the run where one of them is not loaded. */
function requiredPlugins({ options }: PytestConfig, loaded: ReadonlySet<string>): EasedOption[] {
  const required = (options.get('required_plugins') ?? '').split(/\s+/).filter((word) => word !== '');
  const names = required.map((word) => normalizeName(/^[\w.-]*/.exec(word)?.[0] ?? ''));
  const missing = names.find((name) => !loaded.has(name));
  return missing === undefined
    ? []
    : [{ option: 'required_plugins=', reason: `they name ${missing}, which is not loaded` }];
}

function ownerOf(word: string, previous: string | undefined): PluginRow | undefined {
  if (previous === '-p')
    return PLUGINS.find((row) => words(row.entry).includes(word) || words(row.imports).includes(word));
  return word.startsWith('-') ? PLUGINS.find((row) => hasOption(row, word)) : undefined;
}

/**
 * Options of pytest itself that choose or find tests, or leave them the standard streams, without which a test of these
 * fails; a value stands after `=` or is the next word.
 */
const KEPT =
  /^(-[vq]*s[vq]*|--capture(?!=fd$)|--import-mode|--ignore|--ignore-glob|--deselect|--doctest-glob|--confcutdir|--rootdir|--pyargs|--doctest-modules|--doctest-continue-on-failure|-m|-k|-p|-c)(=|$)/;
function keptWords(addopts: readonly string[], run: Run): string[] {
  return optionsOf(addopts)
    .filter(([option, value]) => isKept(option, value, run))
    .flat()
    .map(quoteArgument);
}

/** Each option with the value that follows it as a word of its own. */
function optionsOf(addopts: readonly string[]): (readonly string[])[] {
  const options: string[][] = [];
  for (const word of addopts) {
    const last = options.at(-1);
    if (!word.startsWith('-') && last?.length === 1 && takesValue(last[0])) last.push(word);
    else options.push([word]);
  }
  return options;
}

/** Whether a word after this one may be its value: not after `--x=y`, a path, or a switch of pytest's own. */
function takesValue(option: string | undefined): boolean {
  return option?.startsWith('-') === true && !option.includes('=') && !SWITCHES.test(option);
}

const SWITCHES =
  /^(-[vqsxl]+|-r\w+|--(strict(-markers|-config)?|verbose|quiet|showlocals|pyargs|exitfirst|doctest-(modules|continue-on-failure)))$/;

function isKept(option: string | undefined, value: string | undefined, run: Run): boolean {
  if (option === undefined) return false;
  const { loaded, byEnvironment } = run;
  if (!option.startsWith('-')) return true;
  const plugin = ownerOf(option, undefined);
  if (plugin !== undefined) return loaded.has(plugin.name) && plugin.policy === undefined;
  const name = value === undefined ? pluginOption(option, undefined) : pluginOption(value, option);
  if (name !== undefined) return !byEnvironment.has(name) && !isUnloaded(name, loaded);
  return KEPT.test(option);
}

function isUnloaded(name: string | undefined, loaded: ReadonlySet<string>): boolean {
  const plugin = name === undefined ? undefined : ownerOf(name, '-p');
  return name?.startsWith('no:') === true || (plugin !== undefined && !loaded.has(plugin.name));
}

function quoteArgument(word: string): string {
  return /^[\w@%+=:,./*-]+$/.test(word) ? word : `'${word.replace(/'/g, `'"'"'`)}'`;
}
