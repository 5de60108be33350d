import type { Staged } from '../../core/diagnostic.ts';
import type { ProjectUrl } from '../../core/release.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { Dependency } from '../../model/project.ts';
import type { Declared, EntryPoints } from '../declared.ts';
import { readDependencies } from '../dependencies.ts';
import { readEntries } from '../entry-points.ts';
import { staged } from '../staged.ts';
import { type ConfigFile, configLines, optionAt } from './config-parser.ts';
import { readKeyedRequirements } from './keyed-extras.ts';
import { readRequirementsFile } from './requirements-file.ts';
import { SETUP_CFG } from './setup-cfg.ts';

/** The first of these that exists is `install_requires`. */
const REQUIREMENTS_FILES = ['requirements-py3.txt', 'requirements.txt', 'tools/pip-requires'];
const TEST_FILES = ['test-requirements-py3.txt', 'test-requirements.txt', 'tools/test-requires'];

/**
 * What pbr makes of a tree: `[metadata]`, `[extras]` and `[entry_points]` of setup.cfg, requirements.txt and
 * test-requirements.txt. https://docs.openstack.org/pbr/latest/user/using.html
 */
export function readPbr(tree: SourceTree, config: ConfigFile | undefined): Staged<Declared> {
  const dependencies = readFirst(REQUIREMENTS_FILES, tree);
  const tests = readFirst(TEST_FILES, tree);
  const extras = config === undefined ? undefined : readExtras(config);
  const value: Declared = {
    from: 'pbr',
    ...(config === undefined ? {} : metadataFields(config)),
    ...(config === undefined ? {} : entryPointFields(config)),
    dependencies: dependencies.value,
    ...(extras === undefined ? {} : { extras: extras.value.extras }),
    ...(tests.value.length === 0 ? {} : { groups: new Map([['test-requirements', tests.value]]) }),
  };
  return staged(value, [...dependencies.diagnostics, ...tests.diagnostics, ...(extras?.diagnostics ?? [])]);
}

function readFirst(paths: readonly string[], tree: SourceTree): Staged<readonly Dependency[]> {
  const path = paths.find((candidate) => tree.has(candidate));
  if (path === undefined) return staged([]);
  return readDependencies(readRequirementsFile(path, tree), { from: path, file: path });
}

function option(config: ConfigFile, ...names: readonly string[]): string | undefined {
  for (const name of names.flatMap((one) => [one, one.replaceAll('_', '-')])) {
    const value = optionAt(config, 'metadata', name)?.value.trim();
    if (value) return value;
  }
  return undefined;
}

function metadataFields(config: ConfigFile): Partial<Declared> {
  const name = option(config, 'name');
  const version = option(config, 'version');
  const summary = option(config, 'summary', 'description');
  const requiresPython = option(config, 'python_requires', 'requires_python');
  const license = option(config, 'license');
  const classifiers = option(config, 'classifier', 'classifiers');
  const urls = readUrls(config);
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(summary === undefined ? {} : { summary }),
    ...(requiresPython === undefined ? {} : { requiresPython }),
    ...(license === undefined ? {} : { licenseText: license }),
    ...(classifiers === undefined ? {} : { classifiers: configLines(classifiers) }),
    ...(urls.length === 0 ? {} : { urls }),
  };
}

function readUrls(config: ConfigFile): readonly ProjectUrl[] {
  const home = option(config, 'home_page', 'url');
  const more = readEntries(configLines(option(config, 'project_urls') ?? ''));
  const named = [...more].map(([label, url]) => ({ label, url }));
  return [...(home === undefined ? [] : [{ label: 'Homepage', url: home }]), ...named];
}

/** `[extras]`: lines such as `spam>=1:(python_version>='3.9')`, the marker behind a colon. */
function readExtras(config: ConfigFile) {
  const lists = [...(config.get('extras') ?? [])].map(([key, { value, line }]) => ({
    key,
    lines: configLines(value).map(colonToMarker),
    origin: { from: `${SETUP_CFG} [extras]`, file: SETUP_CFG, lineOf: () => line },
  }));
  return readKeyedRequirements(lists);
}

function colonToMarker(line: string): string {
  if (line.includes(';') || line.includes('://')) return line;
  const cut = line.indexOf(':');
  return cut < 0 ? line : `${line.slice(0, cut)}; ${line.slice(cut + 1)}`;
}

function entryPointFields(config: ConfigFile): { readonly entryPoints?: EntryPoints } {
  const groups = [...(config.get('entry_points') ?? [])].map(
    ([group, { value }]) => [group.trim(), readEntries(configLines(value))] as const,
  );
  return groups.length === 0 ? {} : { entryPoints: new Map(groups) };
}
