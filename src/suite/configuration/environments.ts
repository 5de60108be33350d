import type { PythonNode, PythonParser } from '../../core/ports.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import type { Dependency } from '../../model/project.ts';
import { normalizeName } from '../../python/name.ts';
import { tryParseRequirement } from '../../python/requirement.ts';
import { argumentsOf, calleeText, findNodes, stringsIn, stringValue } from '../modules/syntax.ts';
import { type Installed, readInstalled } from './ci-commands.ts';
import { parseIni } from './ini-file.ts';
import { readTomlTable } from './toml-table.ts';

/** What tox, nox and requirements files ask for where tests are run. */
export interface Environments {
  readonly dependencies: readonly Dependency[];
  /** `tests_require` of setup.cfg, which setuptools installs no more but projects keep. */
  readonly testsRequire: readonly Dependency[];
  /** Extras of the project itself, normalised: `.[socks]`. */
  readonly extras: readonly string[];
  readonly installed: Omit<Installed, 'requirements'> & { readonly requirements: readonly Dependency[] };
}

/** Reads tox's and nox's test environments, and the project's own extras in requirements files and automation for tests. */
export function readEnvironments(tree: SourceTree, parse: PythonParser | undefined): Environments {
  const lines = [
    ...readToxIni(tree),
    ...readToxToml(tree),
    ...readNoxfile(tree, parse),
    ...readOwnExtras(tree),
  ];
  const installed = readInstalled(tree);
  return {
    dependencies: lines.flatMap(({ text, file }) => toDependency(text, file)),
    testsRequire: (
      parseIni(tree.tryReadText('setup.cfg') ?? '')
        .get('options')
        ?.get('tests_require') ?? ''
    )
      .split('\n')
      .flatMap((line) => toDependency(line, 'setup.cfg')),
    extras: [...new Set(lines.flatMap(({ text }) => extrasIn(text)))],
    installed: {
      ...installed,
      requirements: installed.requirements.flatMap((text) => toDependency(text, ITS_PLACE)),
    },
  };
}

/** Where what automation installs is said to stand. */
const ITS_PLACE = 'upstream’s automation';

interface Line {
  readonly text: string;
  readonly file: string;
}

/** `.[test,socks]`, also after `-e`. */
const OWN_EXTRAS = /^(?:-e\s*|--editable[\s=])?\.\/?\[(?<extras>[\w.,\s-]+)\]/;

function extrasIn(text: string): string[] {
  const extras = OWN_EXTRAS.exec(text.trim())?.groups?.extras;
  return extras === undefined ? [] : extras.split(',').map((extra) => normalizeName(extra.trim()));
}

const LISTS_PYTEST = /^pytest\b(?!-)/m;

function readOwnExtras(tree: SourceTree): Line[] {
  return tree.entries
    .filter(({ path, size }) => /require[^/]*\.(txt|in)$/i.test(path) && size < 50_000)
    .map(({ path }) => ({ file: path, text: tree.tryReadText(path) ?? '' }))
    .filter(({ file, text }) => /test|dev|\bci\b/i.test(file) || LISTS_PYTEST.test(text))
    .flatMap(({ file, text }) => text.split('\n').map((line) => ({ text: line, file })))
    .filter(({ text }) => OWN_EXTRAS.test(text));
}

/** Environments that run tests: `testenv` itself, `py313-django`, `tests`, `unit`. */
const TEST_ENVIRONMENT = /^$|^(py|\{py|test|unit|cov|ci|django|latest|oldest|minimal)|(^|[-_])tests?([-_]|$)/;

function readToxIni(tree: SourceTree): Line[] {
  return toxEnvironments(tree).flatMap(({ file, options }) => {
    const extras = (options.get('extras') ?? '').split(/[\s,]+/).map((extra) => `.[${extra}]`);
    return [...(options.get('deps') ?? '').split('\n'), ...extras].map((text) => ({
      text: withoutFactors(text),
      file,
    }));
  });
}

/** Command lines of tox's test environments, without the factors that they are for. */
export function toxCommands(tree: SourceTree): readonly string[] {
  return toxEnvironments(tree).flatMap(({ options }) =>
    (options.get('commands') ?? '').replace(/\\\n/g, ' ').split('\n').map(withoutFactors),
  );
}

function toxEnvironments(tree: SourceTree) {
  return ['tox.ini', 'setup.cfg'].flatMap((file) =>
    [...parseIni(tree.tryReadText(file) ?? '')].flatMap(([section, options]) => {
      const name = /^(?:tox:)?testenv(?::(?<name>.*))?$/.exec(section)?.groups;
      return name !== undefined && TEST_ENVIRONMENT.test(name.name ?? '') ? [{ file, options }] : [];
    }),
  );
}

/** `py{39,310}: mock>=4` names the environments that a requirement is for. */
const FACTORS = /^[\w{},!.*-]+\s*:\s+(?<requirement>\S.*)$/;

function withoutFactors(line: string): string {
  return FACTORS.exec(line)?.groups?.requirement ?? line;
}

function toDependency(line: string, file: string): Dependency[] {
  const text = line.replace(/(^|\s)#.*$/, '').trim();
  const requirement = tryParseRequirement(text);
  return requirement === undefined ? [] : [{ requirement, cap: 'written', where: { file } }];
}

/** tox's native TOML (tox 4.21): `env_run_base.deps` and `env.NAME.deps`. */
function readToxToml(tree: SourceTree): Line[] {
  const places = [
    { file: 'tox.toml', path: [] },
    { file: 'pyproject.toml', path: ['tool', 'tox'] },
  ];
  return places.flatMap(({ file, path }) => {
    const text = tree.tryReadText(file);
    if (text === undefined) return [];
    const environments = [...(readTomlTable(text, [...path, 'env']) ?? [])]
      .filter(([name]) => TEST_ENVIRONMENT.test(name))
      .map(([name]) => [...path, 'env', name]);
    return [[...path, 'env_run_base'], ...environments]
      .flatMap((table) => readTomlTable(text, table)?.get('deps') ?? [])
      .flatMap((item) => (typeof item === 'string' ? [{ text: item, file }] : []));
  });
}

/** Arguments of `session.install` in the functions of a noxfile that look like tests, `*deps` of a list among them. */
function readNoxfile(tree: SourceTree, parse: PythonParser | undefined): Line[] {
  const text = tree.tryReadText('noxfile.py');
  if (text === undefined || parse === undefined || text.length > 200_000) return [];
  const root = parse(text);
  const shared = listsIn(root.namedChildren.filter(({ type }) => type === 'expression_statement'));
  return findNodes(root, (node) => node.type === 'function_definition')
    .filter((node) => TEST_ENVIRONMENT.test(node.field('name')?.text ?? 'none'))
    .flatMap((node) => {
      const lists = new Map([...shared, ...listsIn([node])]);
      const installed = findNodes(node, isInstallCall).flatMap((call) => argumentsOf(call).positional);
      return installed.flatMap((argument) => stringsOf(argument, lists));
    })
    .map((line) => ({ text: line, file: 'noxfile.py' }));
}

type Lists = ReadonlyMap<string, readonly string[]>;

/** Lists and tuples of strings by the name that they are assigned to. */
function listsIn(nodes: readonly PythonNode[]): Lists {
  const assignments = nodes.flatMap((node) => findNodes(node, ({ type }) => type === 'assignment'));
  return new Map(
    assignments.flatMap((node): [string, readonly string[]][] => {
      const value = node.field('right');
      const isList = value?.type === 'list' || value?.type === 'tuple';
      return isList ? [[node.field('left')?.text ?? '', stringsIn(value)]] : [];
    }),
  );
}

function stringsOf(argument: PythonNode, lists: Lists): readonly string[] {
  if (argument.type === 'string') return [stringValue(argument)];
  const spread = argument.type === 'list_splat' ? argument.namedChildren[0] : undefined;
  if (spread === undefined) return [];
  return spread.type === 'identifier' ? (lists.get(spread.text) ?? []) : stringsIn(spread);
}

function isInstallCall(node: PythonNode): boolean {
  return node.type === 'call' && calleeText(node) === 'session.install';
}
