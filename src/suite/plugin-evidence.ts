import { rootOf } from '../python/module-name.ts';
import { declaration, isForTests } from './configuration/declared.ts';
import type { Grounds } from './grounds.ts';
import type { PluginRow } from './plugins/plugin-row.ts';
import { hasOption, pluginOfHook, words } from './plugins/plugin-table.ts';

/** Why a suite needs a plugin loaded; empty where nothing shows it. */
export function evidenceFor(row: PluginRow, grounds: Grounds): string[] {
  const sure = [
    ...importEvidence(row, grounds),
    ...nameEvidence(row, grounds),
    ...configEvidence(row, grounds),
  ];
  const vague = sure.length > 0 || isVouchedFor(row, grounds) ? vagueEvidence(row, grounds) : [];
  const all = [...sure, ...vague];
  return all.length > 0 ? all : declaredEvidence(row, grounds);
}

/**
 * What upstream lists for tests alone counts even where nothing else shows it: hooks and autouse fixtures leave no
 * trace in the suite. Not so plugins that only obey a mark or an option, which would show, and mere libraries.
 */
function declaredEvidence(row: PluginRow, { declared, signals }: Grounds): string[] {
  const isAlone = signals.tests.pytest + signals.tests.unittest === 0;
  if (row.makesTests === true && isAlone && declaration(declared, row.name) !== undefined)
    return ['it is declared, and no file shows tests'];
  const onlyObeys = row.fixtures === undefined && (row.marks ?? row.vagueMarks) !== undefined;
  if (row.policy !== undefined || row.importMeans === 'dependency' || row.optional === true || onlyObeys)
    return [];
  const where = declared.test.get(row.name)?.[0]?.where.file;
  return where === undefined ? [] : [`listed for tests in ${where}`];
}

function importEvidence(row: PluginRow, { signals, declared }: Grounds): string[] {
  if (row.importMeans === 'dependency') return [];
  const roots = new Set(words(row.imports));
  for (const [module, { when, path }] of signals.imports) {
    if (!roots.has(rootOf(module)) || when === 'typing') continue;
    if (when === 'optional' && declaration(declared, row.name) === undefined) continue;
    return [`import of ${module} in ${path}`];
  }
  const inner = [...signals.innerImports].find(([root]) => roots.has(root));
  if (inner === undefined || declaration(declared, row.name) === undefined) return [];
  return [`import of ${inner[0]} in code that ${inner[1]} runs`];
}

function nameEvidence(row: PluginRow, { signals, declared }: Grounds): string[] {
  const modules = [...words(row.imports), ...words(row.entry)];
  return [
    ...named('fixture', words(row.fixtures), signals.fixtures),
    ...named('mark', words(row.marks), signals.marks),
    ...[...(declaration(declared, row.name) === undefined ? [] : signals.passedOptions)]
      .filter(([option]) => hasOption(row, option))
      .map(([option, path]) => `argument ${option} in ${path}`)
      .slice(0, 1),
    ...[...signals.hooks]
      .filter(([hook]) => pluginOfHook(hook)?.name === row.name)
      .map(([hook, path]) => `hook ${hook} in ${path}`),
    ...(row.blocks === undefined ? [] : [...signals.describeBlocks].slice(0, 1)).map(
      ([block, path]) => `function ${block} in ${path}`,
    ),
    ...[...signals.pluginModules]
      .filter(([module]) => modules.includes(rootOf(module)))
      .map(([module, path]) => `pytest_plugins names ${module} in ${path}`),
  ];
}

function named(kind: string, names: readonly string[], seen: ReadonlyMap<string, string>): string[] {
  return names.flatMap((name) => {
    const path = seen.get(name);
    return path === undefined ? [] : [`${kind} ${name} in ${path}`];
  });
}

function configEvidence(row: PluginRow, { config, declared }: Grounds): string[] {
  const file = config.file ?? '';
  const entries = words(row.entry);
  const loaded = config.addopts.flatMap((word, i) => {
    const name = word === '-p' ? config.addopts[i + 1] : /^-p(?<name>[^=].*)$/.exec(word)?.groups?.name;
    return name !== undefined && [...entries, ...words(row.imports)].includes(rootOf(name)) ? [name] : [];
  });
  const isDeclared = declaration(declared, row.name) !== undefined;
  return [
    ...words(row.ini)
      .filter((option) => isDeclared && config.options.has(option))
      .map((option) => `option ${option} in ${file}`),
    ...loaded.map((name) => `-p ${name} in addopts of ${file}`),
    ...(row.activeOptions === undefined
      ? []
      : config.addopts
          .filter((word) => hasOption({ ...row, options: row.activeOptions ?? '' }, word))
          .map((word) => `${word} in addopts of ${file}`)),
  ];
}

/** Names that several plugins share count for the one that upstream declares or that the suite imports. */
function isVouchedFor(row: PluginRow, { signals, declared }: Grounds): boolean {
  if (isForTests(declared, row.name) || declared.development.has(row.name) || declared.runtime.has(row.name))
    return true;
  const roots = new Set(words(row.imports));
  return [...signals.imports].some(([module, { when }]) => when !== 'typing' && roots.has(rootOf(module)));
}

function vagueEvidence(row: PluginRow, { signals }: Grounds): string[] {
  return [
    ...named('fixture', words(row.vagueFixtures), signals.fixtures),
    ...named('mark', words(row.vagueMarks), signals.marks),
  ];
}
