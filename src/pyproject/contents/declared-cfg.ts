import { type ConfigFile, configLines, optionAt } from '../formats/config-parser.ts';
import type { DeclaredLayout, FindDirective } from './declared-layout.ts';
import { tidyPath } from './wheel-file.ts';

const FROM = 'setup.cfg [options] packages';

/** `[options]` of setup.cfg. https://setuptools.pypa.io/en/latest/userguide/declarative_config.html */
export function readCfgLayout(config: ConfigFile | undefined): DeclaredLayout {
  if (config === undefined) return { from: FROM };
  const packages = option(config, 'packages');
  const modules = option(config, 'py_modules');
  const packageDir = new Map(configPairs(option(config, 'package_dir') ?? ''));
  const includeData = option(config, 'include_package_data');
  const dataFiles = config.get('options.data_files');
  return {
    from: FROM,
    ...(packages === undefined ? {} : { packages: readPackages(packages, config) }),
    ...(modules === undefined ? {} : { modules: listOf(modules) }),
    ...(packageDir.size === 0 ? {} : { packageDir }),
    ...(includeData === undefined ? {} : { includeData: /^(?:1|true|yes)$/i.test(includeData) }),
    ...(dataFiles === undefined
      ? {}
      : { dataFiles: new Map([...dataFiles].map(([target, { value }]) => [target, listOf(value)])) }),
  };
}

function option(config: ConfigFile, name: string, section = 'options'): string | undefined {
  return (
    optionAt(config, section, name) ?? optionAt(config, section, name.replaceAll('_', '-'))
  )?.value.trim();
}

/** Commas on one line, or one item a line. */
export function listOf(value: string): readonly string[] {
  const items = value.includes('\n') ? configLines(value) : value.split(',').map((item) => item.trim());
  return items.filter((item) => item !== '');
}

function configPairs(value: string): readonly (readonly [string, string])[] {
  return listOf(value).flatMap((line) => {
    const cut = line.indexOf('=');
    const path = cut < 0 ? undefined : tidyPath(line.slice(cut + 1).trim());
    return path === undefined ? [] : [[line.slice(0, cut).trim(), path] as const];
  });
}

function readPackages(value: string, config: ConfigFile): readonly string[] | FindDirective {
  if (value !== 'find:' && value !== 'find_namespace:') return listOf(value);
  const find = (name: string) => option(config, name, 'options.packages.find') || undefined;
  const include = find('include');
  const where = listOf(find('where') ?? '.')[0];
  return {
    where: [tidyPath(where ?? '') ?? ''],
    include: include === undefined ? ['*'] : listOf(include),
    exclude: listOf(find('exclude') ?? ''),
    namespaces: value === 'find_namespace:',
  };
}
