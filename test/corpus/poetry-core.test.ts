import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CoreMetadata } from '../../src/core/release.ts';
import { createSourceTree, type SourceTree } from '../../src/core/source-tree.ts';
import type { Dependency } from '../../src/model/project.ts';
import { analyze } from '../../src/pyproject/analyze.ts';
import { readDependencies } from '../../src/pyproject/dependencies.ts';
import { splitByExtra } from '../../src/pyproject/formats/core-metadata-fields.ts';
import type { Marker } from '../../src/python/marker.ts';
import { evaluateMarker } from '../../src/python/marker-eval.ts';
import { normalizeName } from '../../src/python/name.ts';
import { formatSpecifiers, type SpecifierSet } from '../../src/python/specifier.ts';
import { formatVersion } from '../../src/python/version.ts';

/** A checkout of github.com/python-poetry/poetry-core: `POETRY_CORE=/path npx vitest run test/corpus/poetry-core`. */
const CHECKOUT = process.env.POETRY_CORE;
if (CHECKOUT === undefined)
  console.warn('test/corpus: POETRY_CORE is not set, so poetry-core itself is not asked what it writes');

const INDEX: CoreMetadata = {
  name: 'unknown',
  projectUrls: [],
  licenseFiles: [],
  classifiers: [],
  requiresDist: [],
  providesExtra: [],
  dynamic: [],
};

interface Row {
  readonly folder: string;
  readonly error?: string;
  readonly requiresDist: readonly string[];
  readonly providesExtra: readonly string[];
  readonly requiresPython: string | null;
  readonly classifiers: readonly string[];
}

const BUILD_SYSTEM =
  '\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n';

function readTree(folder: string): SourceTree {
  const texts = new Map<string, string>();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const path of paths) {
    if (!statSync(join(folder, path)).isFile()) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    const isOurs = path === 'pyproject.toml' && !/^\[build-system\]/m.test(text);
    texts.set(path, isOurs ? text + BUILD_SYSTEM : text);
  }
  return createSourceTree(
    'top',
    [...texts].map(([path, text]) => ({ path, size: text.length })),
    texts,
  );
}

/** `~=1.2` as the two clauses that poetry-core writes for it. */
function plainClauses(specifiers: SpecifierSet): readonly string[] {
  const all = specifiers.flatMap((specifier) => {
    if (specifier.operator !== '~=') return [formatSpecifiers([specifier])];
    const { release } = specifier.version;
    const upper = [...release.slice(0, -2), (release.at(-2) ?? 0) + 1, ...(release.length > 1 ? [0] : [])];
    const padded = [...upper, ...Array(Math.max(release.length - upper.length, 0)).fill(0)];
    return [`>=${formatVersion(specifier.version)}`, `<${padded.join('.')}`];
  });
  return all.sort();
}

const GRID = ['2.7', '3.4', '3.6', '3.7', '3.9', '3.12', '3.13', '3.14'].flatMap((python_version) =>
  ['linux', 'win32', 'darwin'].map((sys_platform) => ({
    python_version,
    python_full_version: `${python_version}.9`,
    sys_platform,
    platform_machine: 'x86_64',
    extra: '',
  })),
);

/** Where a marker holds: two of them may say the same in other words. */
function holds(marker: Marker | undefined): string {
  return marker === undefined ? '' : GRID.map((one) => Number(evaluateMarker(marker, one))).join('');
}

/** Files of the checkout by name only, since their URL holds its path. */
function shown({ requirement }: Dependency): string {
  const { name, extras, specifiers, url, marker } = requirement;
  const isFile = url !== undefined && !/^(?!file:)[\w+]+:/.test(url);
  const origin = isFile ? 'file' : (url ?? plainClauses(specifiers).join(','));
  return `${normalizeName(name)} ${extras.join(',')} ${origin} ${holds(marker)}`;
}

function shownAll(dependencies: readonly Dependency[], extras: ReadonlyMap<string, readonly Dependency[]>) {
  const named = [...extras].map(([extra, list]) => [extra, list.map(shown).sort()] as const);
  return { '': dependencies.map(shown).sort(), ...Object.fromEntries(named.sort()) };
}

function clauses(requiresPython: string | null | undefined): readonly string[] {
  return (requiresPython ?? '').replaceAll(' ', '').split(',').sort();
}

const pythons = (classifiers: readonly string[]) =>
  classifiers.filter((one) => one.startsWith('Programming')).sort();

describe.skipIf(CHECKOUT === undefined)('poetry-core', () => {
  const checkout = CHECKOUT ?? '';
  const script = new URL('../support/poetry-core-oracle.py', import.meta.url).pathname;
  const run = spawnSync('python3', [script, checkout], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const rows: readonly Row[] = CHECKOUT === undefined ? [] : JSON.parse(run.stdout);
  const buildable = rows.filter(({ error }) => error === undefined);

  test('there is something to compare with', () => {
    console.info(`poetry-core builds ${buildable.length} of its ${rows.length} fixture projects`);
    expect(buildable.length).toBeGreaterThan(50);
  });

  test.each(buildable)('$folder', ({ folder, requiresDist, providesExtra, requiresPython, classifiers }) => {
    const { value } = analyze(readTree(join(checkout, folder)), { index: INDEX });
    const read = readDependencies(requiresDist, { from: 'poetry-core', file: folder });
    const { dependencies, extras } = splitByExtra(read.value, providesExtra);
    // Two fixtures require a folder of their own name: an ebuild never depends on itself.
    const isOther = ({ requirement }: Dependency) =>
      normalizeName(requirement.name) !== normalizeName(value.name.value);
    expect(shownAll(value.dependencies, value.extras)).toEqual(
      shownAll(dependencies.filter(isOther), extras),
    );
    expect(clauses(value.requiresPython?.value)).toEqual(clauses(requiresPython));
    expect(pythons(value.classifiers)).toEqual(pythons(classifiers));
  });
});
