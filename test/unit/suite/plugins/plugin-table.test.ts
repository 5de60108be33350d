import { describe, expect, test } from 'vitest';
import { normalizeName } from '../../../../src/python/name.ts';
import { hasOption, PLUGINS, pluginNamed, words } from '../../../../src/suite/plugins/plugin-table.ts';

describe('the table of plugins', () => {
  test('names are normalised and stand once', () => {
    const names = PLUGINS.map((row) => row.name);
    expect(names).toEqual(names.map(normalizeName));
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(['fixtures', 'marks'] as const)('what is listed as sure in `%s` belongs to one plugin', (key) => {
    const owners = new Map<string, string[]>();
    for (const row of PLUGINS)
      for (const name of words(row[key])) owners.set(name, [...(owners.get(name) ?? []), row.name]);
    expect([...owners].filter(([, rows]) => rows.length > 1)).toEqual([]);
  });

  test('pytest’s own fixtures and marks are nobody’s', () => {
    const own =
      'cache capfd capfdbinary caplog capsys capsysbinary capteesys doctest_namespace monkeypatch pytestconfig pytester ' +
      'record_property record_testsuite_property recwarn request testdir tmp_path tmp_path_factory tmpdir tmpdir_factory ' +
      'filterwarnings parametrize skip skipif usefixtures xfail';
    const listed = PLUGINS.flatMap((row) =>
      [row.fixtures, row.vagueFixtures, row.marks, row.vagueMarks].flatMap(words),
    );
    expect(own.split(' ').filter((name) => listed.includes(name))).toEqual([]);
  });

  test('lists are words with single spaces, and what a row needs is in the table', () => {
    for (const row of PLUGINS) {
      for (const list of Object.values(row))
        if (typeof list === 'string') expect(list).toBe(list.trim().replace(/\s+/g, ' '));
      for (const needed of words(row.needs)) expect(pluginNamed(needed)).toBeDefined();
    }
  });

  test('options that make a plugin used are options of it', () => {
    for (const row of PLUGINS)
      for (const option of words(row.activeOptions))
        expect([row.name, hasOption(row, option.replace('*', ''))]).toEqual([row.name, true]);
  });

  test('what the rulebook bans is banned', () => {
    const banned =
      'pytest-cov pytest-flake8 pytest-flakes pytest-pycodestyle pytest-pep8 pytest-pylint pytest-black pytest-isort ' +
      'pytest-mypy pytest-ruff pytest-checkdocs pytest-enabler pytest-runner pytest-sugar pytest-html pytest-instafail pytest-clarity ' +
      'pytest-pretty pytest-randomly pytest-random-order pytest-codspeed pytest-subtests';
    expect(banned.split(' ').filter((name) => pluginNamed(name)?.policy !== 'never')).toEqual([]);
  });
});

describe('hasOption', () => {
  test.each<[plugin: string, word: string, expected: boolean]>([
    ['pytest-cov', '--cov=src', true],
    ['pytest-cov', '--cov-report', true],
    ['pytest-cov', '--color=yes', false],
    ['pytest-xdist', '-n4', true],
    ['pytest-xdist', '--dist=loadfile', true],
    ['pytest-xdist', '--disable-warnings', false],
    ['pytest-timeout', '--timeout=3', true],
    ['pytest-asyncio', '--asyncio-mode=auto', true],
  ])('%s %s', (plugin, word, expected) => {
    const row = pluginNamed(plugin);
    expect(row !== undefined && hasOption(row, word)).toBe(expected);
  });
});
