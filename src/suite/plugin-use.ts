import type { PluginUse } from '../model/test-suite.ts';
import { asyncEvidence } from './async-framework.ts';
import { declaration } from './declared.ts';
import type { Grounds } from './grounds.ts';
import { rootOf } from './module-name.ts';
import type { PluginRow } from './plugin-row.ts';
import { hasOption, PLUGINS, words } from './plugin-table.ts';

/** The plugins that the suite needs loaded, sorted by name; those of `policy: 'never'` left out (rulebook 13.7). */
export function selectPlugins(grounds: Grounds): PluginUse[] {
  const evidence = new Map<string, string[]>();
  const add = (name: string, reasons: readonly string[]) => {
    if (reasons.length > 0) evidence.set(name, [...(evidence.get(name) ?? []), ...reasons]);
  };
  for (const row of PLUGINS) if (row.policy !== 'never') add(row.name, evidenceFor(row, grounds));
  for (const [name, reason] of asyncEvidence(grounds, new Set(evidence.keys()))) add(name, [reason]);
  for (const row of PLUGINS)
    if (evidence.has(row.name))
      for (const needed of words(row.needs))
        if (!evidence.has(needed)) add(needed, [`${row.name} uses its fixtures`]);
  return [...evidence]
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([distribution, reasons]) => {
      const declared = declaration(grounds.declared, distribution);
      return { distribution, evidence: reasons, ...(declared === undefined ? {} : { declared }) };
    });
}

function evidenceFor(row: PluginRow, grounds: Grounds): string[] {
  const sure = [
    ...importEvidence(row, grounds),
    ...nameEvidence(row, grounds),
    ...configEvidence(row, grounds),
  ];
  const vague = sure.length > 0 || isVouchedFor(row, grounds) ? vagueEvidence(row, grounds) : [];
  return [...sure, ...vague];
}

function importEvidence(row: PluginRow, { signals, declared }: Grounds): string[] {
  if (row.importMeans === 'dependency') return [];
  const roots = new Set(words(row.imports));
  for (const [module, { when, path }] of signals.imports) {
    if (!roots.has(rootOf(module)) || when === 'typing') continue;
    if (when === 'optional' && declaration(declared, row.name) === undefined) continue;
    return [`import of ${module} in ${path}`];
  }
  return [];
}

function nameEvidence(row: PluginRow, { signals }: Grounds): string[] {
  const modules = [...words(row.imports), ...words(row.entry)];
  return [
    ...named('fixture', words(row.fixtures), signals.fixtures),
    ...named('mark', words(row.marks), signals.marks),
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
  if (declared.test.has(row.name) || declared.development.has(row.name) || declared.runtime.has(row.name))
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
