import type { PytestConfig } from './configuration/pytest-config.ts';
import type { PluginRow } from './plugins/plugin-row.ts';
import { PLUGINS, words } from './plugins/plugin-table.ts';

/** Plugins that are not loaded, for whose marks and configuration options a strict pytest stops. */
export interface Strangers {
  readonly marks: string | undefined;
  readonly config: string | undefined;
}

/** An option of the configuration that epytest is to set otherwise: `strict_markers=false`. */
export interface EasedOption {
  readonly option: string;
  readonly reason: string;
}

export function findStrangers(
  config: PytestConfig,
  loaded: ReadonlySet<string>,
  marks: ReadonlyMap<string, string>,
): Strangers {
  return { marks: unregisteredMark(config, loaded, marks), config: unknownOption(config, loaded) };
}

/** The plugin without which a word of addopts or an option of the configuration stops pytest. */
export function strangerTo(word: string, strangers: Strangers): string | undefined {
  const kinds = STRICT.get(word) ?? [];
  return kinds.map((kind) => strangers[kind]).find((name) => name !== undefined);
}

/** pytest 9 has strictness as options of the configuration too; `strict` is all of them. */
const STRICT: ReadonlyMap<string, readonly (keyof Strangers)[]> = new Map([
  ['--strict', ['marks', 'config']],
  ['--strict-markers', ['marks']],
  ['--strict-config', ['config']],
  ['strict', ['marks', 'config']],
  ['strict_markers', ['marks']],
  ['strict_config', ['config']],
]);

/** Options of the configuration that ask for a strictness which these plugins' absence offends. */
export function easedOptions({ options }: PytestConfig, strangers: Strangers): EasedOption[] {
  return [...STRICT.keys()].flatMap((name) => {
    const stranger = strangerTo(name, strangers);
    if (stranger === undefined || options.get(name)?.toLowerCase() !== 'true') return [];
    return [
      { option: `${name}=false`, reason: `the suite names what is ${stranger}'s, which is not loaded` },
    ];
  });
}

/** The plugin of an option of the configuration that nothing loaded knows. */
function unknownOption({ options }: PytestConfig, loaded: ReadonlySet<string>): string | undefined {
  const optionsOf = (row: PluginRow) => [...words(row.ini), ...words(row.looseIni)];
  const known = new Set(PLUGINS.filter(({ name }) => loaded.has(name)).flatMap(optionsOf));
  return PLUGINS.find(
    (row) =>
      !loaded.has(row.name) && optionsOf(row).some((option) => options.has(option) && !known.has(option)),
  )?.name;
}

/** The plugin of a mark that the suite uses, that the configuration does not register, and that is not loaded. */
function unregisteredMark(
  { options }: PytestConfig,
  loaded: ReadonlySet<string>,
  marks: ReadonlyMap<string, string>,
): string | undefined {
  const registered = new Set(
    (options.get('markers') ?? '').split('\n').map((line) => /^\s*(?<name>\w+)/.exec(line)?.groups?.name),
  );
  return PLUGINS.find(
    (row) =>
      !loaded.has(row.name) &&
      [...words(row.marks), ...words(row.vagueMarks)].some(
        (mark) => marks.has(mark) && !registered.has(mark),
      ) &&
      !isSharedWithLoaded(row, loaded, marks),
  )?.name;
}

/** Another plugin that is loaded registers the same marks: `vcr`, `flaky`. */
function isSharedWithLoaded(
  row: PluginRow,
  loaded: ReadonlySet<string>,
  marks: ReadonlyMap<string, string>,
): boolean {
  const used = [...words(row.marks), ...words(row.vagueMarks)].filter((mark) => marks.has(mark));
  const known = PLUGINS.filter(({ name }) => loaded.has(name)).flatMap((other) => [
    ...words(other.marks),
    ...words(other.vagueMarks),
  ]);
  return used.every((mark) => known.includes(mark));
}
