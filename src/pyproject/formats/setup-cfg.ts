import type { Staged } from '../../core/diagnostic.ts';
import type { ProjectUrl } from '../../core/release.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { Dependency } from '../../model/project.ts';
import type { Declared, EntryPoints } from '../declared.ts';
import { readDependencies } from '../dependencies.ts';
import { parseEntryPoints } from '../entry-points.ts';
import { readModuleAttribute } from '../module-attribute.ts';
import type { PythonReading } from '../program/read-program.ts';
import { staged } from '../staged.ts';
import { type ConfigFile, configLines, optionAt, parseConfigFile } from './config-parser.ts';
import { readFileDirective } from './file-directive.ts';
import { type KeyedRequirements, readKeyedRequirements } from './keyed-extras.ts';

export const SETUP_CFG = 'setup.cfg';

/** Reads setup.cfg; undefined where there is none. Throws METADATA_INVALID. */
export function tryReadSetupCfg(tree: SourceTree): ConfigFile | undefined {
  const text = tree.tryReadText(SETUP_CFG);
  return text === undefined ? undefined : parseConfigFile(text, SETUP_CFG);
}

/**
 * `[metadata]`, `[options]` and its sub-sections, as setuptools reads them.
 * https://setuptools.pypa.io/en/latest/userguide/declarative_config.html
 */
export function readSetupCfg(config: ConfigFile, reading: PythonReading): Staged<Declared> {
  const install = requirementOption(config, 'install_requires', reading);
  const setup = requirementOption(config, 'setup_requires', reading);
  const tests = requirementOption(config, 'tests_require', reading);
  const extras = readExtras(config, reading);
  const version = readVersion(config, reading);
  const requiresPython = option(config, 'options', 'python_requires');
  const entryPoints = readEntryPointSections(config, reading.tree);
  const dependencies = [...(install?.value ?? []), ...(extras?.value.dependencies ?? [])];
  const value: Declared = {
    from: SETUP_CFG,
    ...metadataFields(config, reading.tree),
    ...(version === undefined ? {} : { version }),
    ...(requiresPython === undefined ? {} : { requiresPython }),
    ...(install === undefined && dependencies.length === 0 ? {} : { dependencies }),
    ...(setup === undefined ? {} : { buildRequires: setup.value }),
    ...(tests === undefined ? {} : { groups: new Map([['tests-require', tests.value]]) }),
    ...(extras === undefined ? {} : { extras: extras.value.extras }),
    ...(entryPoints === undefined ? {} : { entryPoints }),
  };
  return staged(
    value,
    [install, setup, tests, extras].flatMap((read) => read?.diagnostics ?? []),
  );
}

/** An option under any of its spellings: dashes, and the names that setuptools still takes for it. */
function option(config: ConfigFile, section: string, ...names: readonly string[]): string | undefined {
  return writtenOption(config, section, ...names)?.trim();
}

/** With the line end that opens a value of several lines: setuptools takes one line for a list of another kind. */
function writtenOption(config: ConfigFile, section: string, ...names: readonly string[]): string | undefined {
  const spellings = names.flatMap((name) => [name, name.replaceAll('_', '-')]);
  const values = spellings.map((name) => optionAt(config, section, name)?.value);
  return values.find((value) => value !== undefined && value.trim() !== '');
}

function metadataFields(config: ConfigFile, tree: SourceTree): Partial<Declared> {
  const name = option(config, 'metadata', 'name');
  const summary = option(config, 'metadata', 'description', 'summary');
  const license = option(config, 'metadata', 'license');
  const licenseText = license === undefined ? undefined : readFileDirective(license, tree);
  const licenseExpression = option(config, 'metadata', 'license_expression');
  const licenseFiles = listOption(config, 'metadata', 'license_files', 'license_file');
  const classifiers = option(config, 'metadata', 'classifiers', 'classifier');
  const urls = readUrls(config);
  return {
    ...(name === undefined ? {} : { name }),
    ...(summary === undefined ? {} : { summary: readFileDirective(summary, tree) }),
    ...(licenseText === undefined ? {} : { licenseText }),
    ...(licenseExpression === undefined ? {} : { licenseExpression }),
    ...(licenseFiles.length === 0 ? {} : { licenseFiles }),
    ...(classifiers === undefined ? {} : { classifiers: configLines(readFileDirective(classifiers, tree)) }),
    ...(urls.length === 0 ? {} : { urls }),
  };
}

function readUrls(config: ConfigFile): readonly ProjectUrl[] {
  const home = option(config, 'metadata', 'url', 'home_page');
  const lines = configLines(option(config, 'metadata', 'project_urls') ?? '');
  const urls = lines.flatMap((line) => {
    const cut = line.indexOf('=');
    return cut < 0 ? [] : [{ label: line.slice(0, cut).trim(), url: line.slice(cut + 1).trim() }];
  });
  return [...(home === undefined ? [] : [{ label: 'Homepage', url: home }]), ...urls];
}

/** A literal, `attr: module.NAME` or `file: VERSION`; undefined where only running the module could tell. */
function readVersion(config: ConfigFile, reading: PythonReading): string | undefined {
  const version = option(config, 'metadata', 'version');
  if (version === undefined) return undefined;
  if (!version.startsWith('attr:')) return readFileDirective(version, reading.tree).trim() || undefined;
  const folders = keyValues(config, 'options', 'package_dir');
  return readModuleAttribute(version.slice('attr:'.length).trim(), folders, reading);
}

function listOption(config: ConfigFile, section: string, ...names: readonly string[]): readonly string[] {
  return splitList(writtenOption(config, section, ...names) ?? '', ',');
}

/** setuptools' list: lines, or items between the separator where there is one line only. */
function splitList(value: string, separator: string): readonly string[] {
  if (value.includes('\n')) return configLines(value);
  return value
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function keyValues(config: ConfigFile, section: string, name: string): ReadonlyMap<string, string> {
  const pairs = listOption(config, section, name).map((line) => line.split('=', 2));
  return new Map(pairs.map(([key = '', value = '']) => [key.trim(), value.trim()]));
}

function requirementOption(
  config: ConfigFile,
  name: string,
  reading: PythonReading,
): Staged<readonly Dependency[]> | undefined {
  const written = writtenOption(config, 'options', name);
  if (written === undefined) return undefined;
  return readDependencies(
    requirementLines(written, reading.tree),
    requirementOrigin(config, 'options', name),
  );
}

/** `file:` directives allowed, comment lines left out; `;` parts the items of a single line (setuptools' own rule). */
function requirementLines(written: string, tree: SourceTree): readonly string[] {
  return splitList(readFileDirective(written, tree), ';').filter((line) => !line.startsWith('#'));
}

function requirementOrigin(config: ConfigFile, section: string, name: string) {
  const line = optionAt(config, section, name)?.line;
  return { from: `${SETUP_CFG} [${section}] ${name}`, file: SETUP_CFG, lineOf: () => line };
}

function readExtras(config: ConfigFile, { tree }: PythonReading): Staged<KeyedRequirements> | undefined {
  const section = 'options.extras_require';
  const options = config.get(section);
  if (options === undefined) return undefined;
  const lists = [...options.keys()].map((key) => ({
    key,
    lines: requirementLines(optionAt(config, section, key)?.value ?? '', tree),
    origin: requirementOrigin(config, section, key),
  }));
  return readKeyedRequirements(lists);
}

/** `[options.entry_points]`, or `[options] entry_points = file: entry_points.txt`. */
function readEntryPointSections(config: ConfigFile, tree: SourceTree): EntryPoints | undefined {
  const section = config.get('options.entry_points');
  const written = option(config, 'options', 'entry_points');
  if (section === undefined)
    return written === undefined ? undefined : parseEntryPoints(readFileDirective(written, tree));
  const text = [...section.keys()].map(
    (group) => `[${group}]\n${optionAt(config, 'options.entry_points', group)?.value ?? ''}`,
  );
  return parseEntryPoints(text.join('\n'));
}
