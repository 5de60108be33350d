import { normalizeName } from '../../python/name.ts';
import { isTable, stringAt, stringsAt, type TomlTable, tableAt, valueAt } from '../../toml/values.ts';
import { createIgnoreFilter } from './glob.ts';
import {
  type FileSource,
  filesAt,
  isByteCode,
  liesIn,
  pathBelow,
  tidyPath,
  type WheelFile,
  type WheelSource,
} from './wheel-file.ts';

const CAUSE = '[tool.hatch.build.targets.wheel]';
const FORCED = '[tool.hatch.build.targets.wheel.force-include]';
const DEFAULT = 'the package that hatchling finds';

/** hatchling leaves these out wherever they are. */
const NEVER =
  /(?:^|\/)(?:__pycache__|\.venv|\.git|\.hg|\.hatch|\.tox|\.nox|\.ruff_cache|\.pytest_cache|\.mypy_cache|\.pixi)\/|(?:^|\/)\.DS_Store$/;

interface Selection {
  readonly include: readonly string[];
  readonly packages: readonly string[];
  readonly onlyInclude: readonly string[];
  readonly cause: string;
}

/** `[tool.hatch.build]` (or hatch.toml's `[build]`) below `[tool.hatch.build.targets.wheel]`. */
interface HatchBuild {
  readonly target: TomlTable | undefined;
  readonly build: TomlTable | undefined;
}

export interface HatchSource extends WheelSource {
  /** Table of hatch.toml, where there is one: it stands for `[tool.hatch]`. */
  readonly hatchToml: TomlTable | undefined;
}

/**
 * Wheel contents under hatchling: `packages` and `only-include` name what to walk, else `include` filters the whole
 * tree, else the package of the project's name; then `exclude`, `sources` and `force-include`. Build hooks may add more.
 * https://hatch.pypa.io/latest/plugins/builder/wheel/#default-file-selection
 */
export function readHatchContents(source: HatchSource): readonly WheelFile[] | undefined {
  const build = tableAt(source.hatchToml, 'build') ?? tableAt(source.pyproject, 'tool', 'hatch', 'build');
  const config: HatchBuild = { build, target: tableAt(build, 'targets', 'wheel') };
  const forced = readPairs(option(config, 'force-include'));
  const selection = selectFiles(config, source);
  if (selection === undefined && forced.length === 0) return undefined;
  const sources = readSources(config, selection?.packages ?? []);
  const reserved = new Set(forced.map(([from]) => rename(from, sources)));
  const files = selection === undefined ? [] : walk(selection, config, source);
  // A walk of the whole tree does not enter folders that are forced elsewhere.
  const whole = selection?.onlyInclude.length === 0;
  const kept = files.filter((file) => !whole || !liesIn(file, reserved));
  const placed = kept.map((file) => ({ path: rename(file, sources), cause: selection?.cause ?? CAUSE }));
  return [
    ...placed.filter(({ path }) => !reserved.has(path)),
    ...forced.flatMap((pair) => placeForced(pair, { files: source, sources })),
  ].filter(({ path }) => path !== '');
}

function option({ target, build }: HatchBuild, key: string): unknown {
  return valueAt(target, key) ?? valueAt(build, key);
}

function strings(config: HatchBuild, key: string): readonly string[] {
  return stringsAt(config.target, key) ?? stringsAt(config.build, key) ?? [];
}

function selectFiles(config: HatchBuild, source: HatchSource): Selection | undefined {
  const packages = strings(config, 'packages').flatMap((path) => tidyPath(path) ?? []);
  const onlyInclude = strings(config, 'only-include').flatMap((path) => tidyPath(path) ?? []);
  const include = strings(config, 'include');
  if (packages.length + onlyInclude.length + include.length > 0)
    return { include, packages, onlyInclude: onlyInclude.length > 0 ? onlyInclude : packages, cause: CAUSE };
  return findDefault(source);
}

function findDefault({ tree, project }: HatchSource): Selection | undefined {
  const base = { include: [], cause: DEFAULT };
  for (const name of new Set([
    project.replace(/[^\w.]+/g, '_'),
    normalizeName(project).replaceAll('-', '_'),
  ])) {
    if (tree.has(`${name}/__init__.py`)) return { ...base, packages: [name], onlyInclude: [name] };
    if (tree.has(`src/${name}/__init__.py`))
      return { ...base, packages: [`src/${name}`], onlyInclude: [`src/${name}`] };
    if (tree.has(`${name}.py`)) return { ...base, packages: [], onlyInclude: [`${name}.py`] };
    const inside = `/${name}/__init__.py`;
    const found = tree.entries.filter(({ path }) => path.endsWith(inside) && path.split('/').length === 3);
    const namespace = found[0]?.path.split('/')[0];
    if (found.length === 1 && namespace !== undefined)
      return { ...base, packages: [namespace], onlyInclude: [namespace] };
  }
  return undefined;
}

function walk(selection: Selection, config: HatchBuild, source: HatchSource): readonly string[] {
  const excluded = createIgnoreFilter([...strings(config, 'exclude'), '/dist'], source.budget);
  const artifact = createIgnoreFilter(strings(config, 'artifacts'), source.budget);
  const included = createIgnoreFilter(selection.include, source.budget);
  const named = new Set(selection.onlyInclude);
  const explicit = named.size > 0;
  const walked = explicit ? [...named].flatMap((path) => filesAt(source, path)) : filesAt(source, '');
  const written = writtenFiles(config).filter((path) => !explicit || liesIn(path, named));
  return [...new Set([...walked, ...written])].filter((path) => {
    if (NEVER.test(path) || isByteCode(path)) return false;
    if (written.includes(path) || artifact(path) || named.has(path)) return true;
    return !excluded(path) && (explicit || included(path));
  });
}

/** Files that hatch-vcs writes while it builds; hatchling takes them for artifacts. */
function writtenFiles({ target, build }: HatchBuild): readonly string[] {
  const files = [target, build].map((table) => stringAt(table, 'hooks', 'vcs', 'version-file'));
  return files.flatMap((path) => (path === undefined ? [] : (tidyPath(path) ?? [])));
}

type Renaming = readonly [from: string, to: string];

/** Prefix in the tree → prefix in the wheel, sorted as hatchling tries them; parents of `packages` are dropped. */
function readSources(config: HatchBuild, packages: readonly string[]): readonly Renaming[] {
  const written = option(config, 'sources');
  const dropped = Array.isArray(written) ? written.filter((path) => typeof path === 'string') : [];
  const sources = new Map<string, string>([
    ...dropped.map((path): Renaming => [asPrefix(tidyPath(path) ?? ''), '']),
    ...readPairs(written).map(([from, to]): Renaming => [asPrefix(from), asPrefix(to)]),
  ]);
  for (const path of packages) {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (parent !== '' && !sources.has(`${path}/`)) sources.set(`${parent}/`, '');
  }
  return [...sources].sort(([a], [b]) => (a < b ? -1 : 1));
}

function asPrefix(path: string): string {
  return path === '' ? '' : `${path}/`;
}

function readPairs(value: unknown): readonly Renaming[] {
  if (!isTable(value)) return [];
  return Object.entries(value).flatMap(([from, to]) => {
    const source = tidyPath(from);
    const target = typeof to === 'string' ? tidyPath(to) : undefined;
    return source === undefined || target === undefined ? [] : [[source, target] as const];
  });
}

function rename(path: string, sources: readonly Renaming[]): string {
  const [from, to] = sources.find(([prefix]) => path.startsWith(prefix)) ?? ['', ''];
  return to + path.slice(from.length);
}

interface Placing {
  readonly files: FileSource;
  readonly sources: readonly Renaming[];
}

function placeForced([from, to]: Renaming, { files, sources }: Placing): readonly WheelFile[] {
  const targets = files.tree.has(from)
    ? [to]
    : filesAt(files, from)
        .filter((path) => !NEVER.test(path))
        .map((path) => joinPath(to, pathBelow(path, from)));
  return targets.map((target) => ({ path: rename(target, sources), cause: FORCED }));
}

function joinPath(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}
