import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { EbuildgenError } from '../../../src/core/errors.ts';
import { defaultSettings } from '../../../src/model/settings.ts';

const contract = `
[overlay]
name = "autopypi"
masters = ["gentoo"]
keywords = ["~amd64"]
manifest-hashes = ["BLAKE2B", "SHA512"]
keep = 2
maintainer = { name = "Mara Quay", email = "mara@example.org" }

[defaults]
bounds = "relax"

[pypi.requests]
[pypi.httpx]
versions = ">=0.27,<1"
source = "auto"
extras = ["http2"]
use = { socks = ["socks"] }
category = "dev-python"
name = "httpx"
license = "BSD"
add = { RDEPEND = [">=dev-python/h2-4"] }
drop = { RDEPEND = ["typing-extensions"] }
python-compat = ["python3_13", "python3_14"]
test = "pytest"
epytest-plugins = ["pytest-asyncio"]
epytest-deselect = ["tests/test_net.py"]
cooldown = "1d"

[github."Textualize/rich"]
tag = "v{version}"
pypi = "rich"
`;

describe('optfeature', () => {
  test.each([
    ['true', true],
    ['false', false],
    ['["socks", "http2"]', { socks: 'socks support', http2: 'http2 support' }],
    ['{ socks = "SOCKS proxies" }', { socks: 'SOCKS proxies' }],
  ])('%s', (value, expected) => {
    const { packages } = parseConfig(`[pypi.a]\noptfeature = ${value}\n`);
    expect(packages[0]?.settings.optfeature).toEqual(expected);
  });

  test.each([
    ['"yes"', /expected true, a list of extras or a table of descriptions/],
    ['3', /expected true, a list of extras or a table of descriptions/],
    ['[1]', /expected true, a list of extras or a table of descriptions/],
    ['{ a = "two\\nlines" }', /`pypi.a.optfeature.a`: expected one line of text/],
  ])('%s is refused', (value, message) => {
    expect(() => parseConfig(`[pypi.a]\noptfeature = ${value}\n`)).toThrow(message);
  });
});

describe('the documented configuration', () => {
  const config = parseConfig(contract);

  test('names the repository', () => {
    expect(config.identity).toEqual({
      name: 'autopypi',
      masters: ['gentoo'],
      manifestHashes: ['BLAKE2B', 'SHA512'],
    });
  });

  test('lists the packages in the order of the file', () => {
    expect(config.packages.map(({ ref }) => `${ref.source}:${ref.project}`)).toEqual([
      'pypi:requests',
      'pypi:httpx',
      'github:Textualize/rich',
    ]);
  });

  test('an empty table takes the defaults', () => {
    expect(config.settingsFor({ source: 'pypi', project: 'Requests' })).toEqual({
      ...defaultSettings,
      keep: 2,
      maintainers: [{ name: 'Mara Quay', email: 'mara@example.org' }],
    });
  });

  test('a package’s own keys lie over them', () => {
    expect(config.settingsFor({ source: 'pypi', project: 'httpx', version: '0.28.1' })).toMatchObject({
      versions: '>=0.27,<1',
      extras: ['http2'],
      use: { socks: ['socks'] },
      drop: { RDEPEND: ['typing-extensions'] },
      pythonCompat: ['python3_13', 'python3_14'],
      epytestPlugins: ['pytest-asyncio'],
      cooldown: 86_400,
    });
    expect(config.settingsFor({ source: 'github', project: 'textualize/Rich' })).toMatchObject({
      tag: 'v{version}',
      pypi: 'rich',
    });
  });
});

test('no file is the defaults', () => {
  expect(parseConfig(undefined).settingsFor({ source: 'pypi', project: 'x' })).toEqual(defaultSettings);
});

test.each([
  ['[pypi.httpx]\nbonds = "keep"', '`pypi.httpx.bonds` is not a known key', 2, 'did you mean `bounds`?'],
  ['[overly]\nname = "x"', '`overly` is not a known key', 1, 'did you mean `overlay`?'],
  [
    '[defaults]\n\nbounds = "strict"',
    '`defaults.bounds`: Invalid option: expected one of "keep"|"relax"|"lower"',
    3,
    undefined,
  ],
  [
    '[overlay]\nkeep = "two"',
    '`overlay.keep`: Invalid input: expected number, received string',
    2,
    undefined,
  ],
  [
    '[pypi.x]\nextras = ["a", 1]',
    '`pypi.x.extras.1`: Invalid input: expected string, received number',
    2,
    undefined,
  ],
  [
    '[pypi.x]\ncooldown = "soon"',
    '`cooldown` is `soon`, which is not a number of hours, days or weeks',
    2,
    'write `12h`, `1d` or `2w`',
  ],
  ['[pypi.x]\ncategory = "../../etc"', '`pypi.x.category`: expected the name of a category', 2, undefined],
  ['[pypi.x]\nname = "x\\n$(id)"', '`pypi.x.name`: expected the name of a package', 2, undefined],
  [
    '[pypi.x]\npython-compat = ["$(id)"]',
    '`pypi.x.python-compat.0`: expected a target such as `python3_14`',
    2,
    undefined,
  ],
  ['[overlay]\nname = "my overlay"', '`overlay.name`: expected the name of a repository', 2, undefined],
  ['[pypi.a]\n[pypi."b b"]', '`pypi.b b`: expected the name of a project on PyPI', 2, undefined],
  ['[pypi]\n"a/b" = {}', '`pypi.a/b`: expected the name of a project on PyPI', 2, undefined],
  ['[github."a/b"]\npypi = "b b"', '`github.a/b.pypi`: expected the name of a project on PyPI', 2, undefined],
  ['[pypi.x.use]\n"a b" = []', '`pypi.x.use.a b`: expected the name of a USE flag', 2, undefined],
  ['[pypi.x]\nzzzzzzzz = 1', '`pypi.x.zzzzzzzz` is not a known key', 2, undefined],
])('%j is refused', (text, message, line, hint) => {
  try {
    parseConfig(text);
    expect.unreachable('the configuration was accepted');
  } catch (error) {
    expect(error).toBeInstanceOf(EbuildgenError);
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message,
      hint,
      where: { file: 'metadata/ebuildgen.toml', line },
    });
  }
});

test('text that is not TOML names the line', () => {
  expect(() => parseConfig('[overlay]\nname = \n')).toThrow(/is not TOML/);
});

test('`__proto__` names no package and changes no object', () => {
  expect(parseConfig('[pypi.__proto__]\nbonds = 1').packages).toEqual([]);
  expect({}).not.toHaveProperty('bonds');
});

test.each(['constructor', 'toString', 'valueOf'])('a package may be called `%s`', (name) => {
  const { packages, settingsFor } = parseConfig(`[pypi.${name}]\nkeep = 7\n`);
  expect(packages).toMatchObject([{ ref: { source: 'pypi', project: name }, settings: { keep: 7 } }]);
  expect(settingsFor({ source: 'pypi', project: name }).keep).toBe(7);
  expect(Object).not.toHaveProperty('keep');
});
