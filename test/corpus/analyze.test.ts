import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CoreMetadata } from '../../src/core/release.ts';
import { createSourceTree, type SourceTree } from '../../src/core/source-tree.ts';
import type { Dependency } from '../../src/model/project.ts';
import { analyze } from '../../src/pyproject/analyze.ts';
import { readDependencies } from '../../src/pyproject/dependencies.ts';
import { parseEntryPoints } from '../../src/pyproject/entry-points.ts';
import { splitByExtra } from '../../src/pyproject/formats/core-metadata-fields.ts';
import { expandSelfExtras } from '../../src/pyproject/self-extras.ts';
import { formatMarker } from '../../src/python/marker.ts';
import { normalizeName } from '../../src/python/name.ts';
import { loadPythonParser } from '../support/python-parser.ts';

const CORPUS = new URL('../../../shared/corpus/', import.meta.url).pathname;
const isHere = existsSync(CORPUS);
if (!isHere)
  console.warn('test/corpus: ../shared/corpus is absent, so nothing is compared with real releases');

const EMPTY: CoreMetadata = {
  projectUrls: [],
  licenseFiles: [],
  classifiers: [],
  requiresDist: [],
  providesExtra: [],
  dynamic: [],
};

interface Release {
  readonly name: string;
  readonly sdist?: SourceTree;
  readonly archive?: SourceTree;
  readonly oracle?: {
    readonly requiresDist: readonly string[] | null;
    readonly name: string;
    readonly requiresPython: string | null;
    readonly providesExtra: readonly string[] | null;
    readonly entryPoints: string | null;
  };
  readonly backend: string;
}

function readTexts(folder: string, prefix = ''): readonly (readonly [string, string])[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return readTexts(path, `${prefix}${name}/`);
    return [[`${prefix}${name}`, readFileSync(path, 'utf8')] as const];
  });
}

function readJson(path: string) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function readTree(folder: string, kind: 'sdist' | 'archive', subdir: string): SourceTree | undefined {
  const listed: readonly [string, number][] | undefined = readJson(join(folder, 'tree.json'))?.[kind];
  if (listed === undefined || listed === null) return undefined;
  const prefix = subdir === '' || kind === 'sdist' ? '' : `${subdir}/`;
  const inside = listed.filter(([path]) => path.startsWith(prefix));
  const entries = inside.map(([path, size]) => ({ path: path.slice(prefix.length), size }));
  const texts = readTexts(join(folder, 'files', kind)).filter(([path]) => path.startsWith(prefix));
  return createSourceTree(
    kind,
    entries,
    new Map(texts.map(([path, text]) => [path.slice(prefix.length), text])),
  );
}

const OLD_SPELLINGS: Readonly<Record<string, string>> = { flit: 'flit-core', poetry: 'poetry-core' };

function readRelease(name: string): Release {
  const folder = join(CORPUS, name);
  const gold = readJson(join(folder, 'gold.json'));
  const subdir = readJson(join(folder, 'github.json'))?.subdir ?? '';
  const oracle = readJson(join(folder, 'oracle.json'));
  const sdist = readTree(folder, 'sdist', '');
  const archive = readTree(folder, 'archive', subdir === '.' ? '' : subdir);
  const backend = gold.DISTUTILS_USE_PEP517;
  return {
    name,
    backend: OLD_SPELLINGS[backend] ?? backend,
    ...(oracle === undefined ? {} : { oracle }),
    ...(sdist === undefined ? {} : { sdist }),
    ...(archive === undefined ? {} : { archive }),
  };
}

const releases = isHere ? readdirSync(CORPUS).sort().map(readRelease) : [];
const parsePython = await loadPythonParser();
const index = { ...EMPTY, name: 'unknown' };

/** `name; marker`, normalised. */
function shown(dependencies: readonly Dependency[]): readonly string[] {
  const lines = dependencies.map(({ requirement: { name, marker } }) =>
    marker === undefined ? normalizeName(name) : `${normalizeName(name)}; ${formatMarker(marker)}`,
  );
  return [...new Set(lines)].sort();
}

function wanted(requiresDist: readonly string[]): readonly string[] {
  const read = readDependencies(requiresDist, { from: 'oracle', file: 'oracle.json' });
  return shown(splitByExtra(read.value, []).dependencies);
}

/** The corpus has no programs and no files of a subfolder: a declaration may be listed without its text. */
function reasonFor(tree: SourceTree): string {
  const declarations = ['pyproject.toml', 'setup.cfg', 'setup.py'];
  const absent = declarations.filter((path) => tree.has(path) && tree.tryReadText(path) === undefined);
  return absent.length === 0 ? 'ours to explain' : `the corpus lacks the text of ${absent.join(', ')}`;
}

function disagreements(kind: 'sdist' | 'archive') {
  return releases.flatMap(({ name, oracle, [kind]: tree }) => {
    if (oracle === undefined || tree === undefined) return [];
    const { value } = analyze(tree, { index, parsePython });
    const [got, want] = [shown(value.dependencies), wanted(oracle.requiresDist ?? [])];
    const agrees = JSON.stringify(got) === JSON.stringify(want);
    return [{ name, agrees, got, want, reason: reasonFor(tree) }];
  });
}

const clauses = (text: string | null | undefined) =>
  (text ?? '').replaceAll(' ', '').split(',').sort().join(',');

function extraTable(extras: ReadonlyMap<string, readonly Dependency[]>) {
  return [...extras].map(([name, list]) => [name, shown(list)] as const).sort();
}

function pointTable(points: ReadonlyMap<string, ReadonlyMap<string, string>>) {
  return [...points].map(([group, entries]) => [group, [...entries].sort()] as const).sort();
}

describe.skipIf(!isHere)('real releases', () => {
  test.each([
    ['sdist', 69],
    ['archive', 64],
  ] as const)('runtime requirements of the %s agree with the real backend', (kind, floor) => {
    const results = disagreements(kind);
    const misses = results.filter(({ agrees }) => !agrees);
    console.info(`${kind}: ${results.length - misses.length} of ${results.length} agree`);
    for (const { name, got, want, reason } of misses)
      console.info(`  ${name}: got ${got.join(', ')} for ${want.join(', ')} (${reason})`);
    expect(results.length - misses.length).toBeGreaterThanOrEqual(floor);
    expect(misses.filter(({ reason }) => reason === 'ours to explain')).toEqual([]);
  });

  test.each(['sdist', 'archive'] as const)('the other fields of the %s', (kind) => {
    const misses = releases.flatMap(({ name, oracle, [kind]: tree }) => {
      if (oracle === undefined || tree === undefined || tree.tryReadText('pyproject.toml') === undefined)
        return [];
      const { value } = analyze(tree, { index, parsePython });
      const read = readDependencies(oracle.requiresDist ?? [], { from: 'oracle', file: 'oracle.json' });
      const { extras } = splitByExtra(read.value, oracle.providesExtra ?? []);
      const pairs: Record<string, readonly [unknown, unknown]> = {
        name: [normalizeName(value.name.value), normalizeName(oracle.name)],
        'requires-python': [clauses(value.requiresPython?.value), clauses(oracle.requiresPython)],
        extras: [extraTable(value.extras), extraTable(expandSelfExtras(extras, extras, oracle.name))],
        'entry points': [
          pointTable(value.entryPoints),
          pointTable(parseEntryPoints(oracle.entryPoints ?? '')),
        ],
      };
      return Object.entries(pairs).flatMap(([field, [got, want]]) =>
        JSON.stringify(got) === JSON.stringify(want)
          ? []
          : [{ name, field, got, want, reason: reasonFor(tree) }],
      );
    });
    console.info(`${kind}: ${misses.length} other fields differ`);
    for (const { name, field, got, want, reason } of misses)
      console.info(`  ${name} ${field}: ${JSON.stringify(got)} for ${JSON.stringify(want)} (${reason})`);
    expect(misses.filter(({ reason }) => reason === 'ours to explain')).toEqual([]);
  });

  test('the backend is that of the ebuild that people wrote', () => {
    const misses = releases.flatMap(({ name, backend, sdist, archive }) => {
      const tree = sdist ?? archive;
      if (tree === undefined) return [];
      const got = analyze(tree, { index, parsePython }).value.build.backend.value;
      return got === backend ? [] : [`${name}: ${got} for ${backend}`];
    });
    console.info(`backend: ${releases.length - misses.length} of ${releases.length} agree`, misses);
    expect(misses.length).toBeLessThanOrEqual(1);
  });
});
