import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

interface Wall {
  readonly mayImport: ReadonlySet<string>;
  readonly node: boolean;
}

/** The table of src/README.md. */
function readWalls(): ReadonlyMap<string, Wall> {
  const rows = readFileSync(join(src, 'README.md'), 'utf8').matchAll(
    /^\| (?<folder>[\w.]+) \| .* \| (?<imports>[^|]+) \| (?<node>yes|no) \|$/gm,
  );
  return new Map(
    [...rows].map(({ groups }) => [
      groups!.folder!,
      { mayImport: new Set(groups!.imports!.trim().split(', ')), node: groups!.node === 'yes' },
    ]),
  );
}

const walls = readWalls();
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const folderOf = (file: string) => file.split('/')[0]!;

/** Module specifiers of static, dynamic and type-only imports and of re-exports. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(?<specifier>[^']+)'/g)].map(
    (m) => m.groups!.specifier!,
  );
}

const localImports = new Map(
  files.map((file) => [
    file,
    importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => relative(src, join(src, dirname(file), specifier))),
  ]),
);

describe('the walls of src/README.md', () => {
  test('every folder is in the table', () => {
    expect([...new Set(files.map(folderOf))].filter((folder) => !walls.has(folder))).toEqual([]);
  });

  test('imports go only where the table allows', () => {
    const trespasses = files.flatMap((file) =>
      (localImports.get(file) ?? [])
        .filter((target) => folderOf(target) !== folderOf(file))
        .filter((target) => !walls.get(folderOf(file))?.mayImport.has(folderOf(target)))
        .map((target) => `${file} → ${target}`),
    );
    expect(trespasses).toEqual([]);
  });

  test('every path that the map names exists', () => {
    const named = [
      ...readFileSync(join(src, 'README.md'), 'utf8').matchAll(/`(?<path>(?:\.\.\/)?[\w-]+\/[\w./-]*)`/g),
    ].map(({ groups }) => groups!.path!);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(src, path)))).toEqual([]);
  });

  test('imports name files that exist', () => {
    const missing = [...localImports].flatMap(([file, targets]) =>
      targets.filter((target) => !existsSync(join(src, target))).map((target) => `${file} → ${target}`),
    );
    expect(missing).toEqual([]);
  });

  test('only the edges use Node modules', () => {
    const builtin = new Set(builtinModules);
    const uses = files
      .filter((file) => !walls.get(folderOf(file))?.node)
      .filter((file) => importsOf(file).some((name) => name.startsWith('node:') || builtin.has(name)));
    expect(uses).toEqual([]);
  });

  test('one module alone knows the TOML parser, and guards it', () => {
    const uses = files.filter((file) => importsOf(file).some((name) => name.startsWith('@iarna/toml')));
    expect(uses).toEqual(['toml/parse.ts']);
  });

  test('there is no import cycle', () => {
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): string[] => {
      if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(' → ')];
      if (done.has(file)) return [];
      const found = (localImports.get(file) ?? []).flatMap((target) => visit(target, [...path, file]));
      done.add(file);
      return found;
    };
    expect(files.flatMap((file) => visit(file, []))).toEqual([]);
  });
});

describe('sizes', () => {
  test('no file is longer than 250 lines', () => {
    const long = files.filter((file) => readFileSync(join(src, file), 'utf8').split('\n').length > 251);
    expect(long).toEqual([]);
  });

  // Function length (50 lines) and complexity (15) are Biome's; this holds the rules' presence.
  test('the linter holds function size', () => {
    const biome = JSON.parse(readFileSync(join(src, '../biome.json'), 'utf8'));
    const rules = biome.linter.rules.complexity;
    expect(rules.noExcessiveLinesPerFunction.options.maxLines).toBe(50);
    expect(rules.noExcessiveCognitiveComplexity.options.maxAllowedComplexity).toBe(15);
  });
});
