import { EbuildgenError } from '../core/errors.ts';
import type { DependencyOverride, PackageSettings } from '../model/settings.ts';
import type { TomlPosition } from '../toml/positions.ts';
import type { PackageTable } from './schema.ts';

type FindKey = (key: string) => TomlPosition | undefined;

/** A package table laid over the settings that apply without it. Throws CONFIG_INVALID for a bad duration. */
export function tableToSettings(table: PackageTable, base: PackageSettings, find: FindKey): PackageSettings {
  const own = {
    versions: table.versions,
    prereleases: table.prereleases,
    source: table.source,
    bounds: table.bounds,
    keep: table.keep,
    cooldown: table.cooldown === undefined ? undefined : parseDuration(table.cooldown, find('cooldown')),
    keywords: table.keywords,
    extras: table.extras,
    use: table.use,
    optfeature: table.optfeature === undefined ? undefined : toFeatures(table.optfeature),
    category: table.category,
    name: table.name,
    license: table.license,
    add: table.add === undefined ? undefined : toOverride(table.add),
    drop: table.drop === undefined ? undefined : toOverride(table.drop),
    pythonCompat: table['python-compat'],
    missingTargets: table['missing-targets'],
    test: table.test,
    epytestPlugins: table['epytest-plugins'],
    epytestDeselect: table['epytest-deselect'],
    tag: table.tag,
    pypi: table.pypi,
    pause: table.pause,
    pin: table.pin,
    exclude: table.exclude,
  } satisfies Record<Exclude<keyof PackageSettings, 'maintainers'>, unknown>;
  return { ...base, ...definedOf(own) };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function definedOf<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** An extra without a description of its own is described as people do: `socks support`. */
function toFeatures(value: NonNullable<PackageTable['optfeature']>): PackageSettings['optfeature'] {
  return Array.isArray(value) ? Object.fromEntries(value.map((extra) => [extra, `${extra} support`])) : value;
}

const toOverride = (table: NonNullable<PackageTable['add']>): DependencyOverride => definedOf(table);

const unitSeconds: Readonly<Record<string, number>> = { h: 3600, d: 86_400, w: 604_800 };

/** `36h`, `1d`, `2w` → seconds. */
function parseDuration(text: string, position: TomlPosition | undefined): number {
  const { count, unit } = /^(?<count>\d{1,4})(?<unit>[hdw])$/.exec(text)?.groups ?? {};
  const seconds = unit === undefined ? undefined : unitSeconds[unit];
  if (seconds !== undefined) return Number(count) * seconds;
  throw new EbuildgenError(
    'CONFIG_INVALID',
    `\`cooldown\` is \`${text}\`, which is not a number of hours, days or weeks`,
    {
      hint: 'write `12h`, `1d` or `2w`',
      where: { file: 'metadata/ebuildgen.toml', ...position },
    },
  );
}
