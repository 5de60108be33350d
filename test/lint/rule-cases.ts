import type { Severity } from '../../src/core/diagnostic.ts';
import type { LintCase } from '../support/lint.ts';

/**
 * `triggers`: the place of each finding, a part of its message, and its severity where that is not the rule's. `fixed`:
 * pyproject.toml after `--fix`.
 */
export interface RuleCase extends LintCase {
  readonly what: string;
  readonly triggers?: readonly (readonly [place: string, message: string, severity?: Severity])[];
  readonly fixed?: string;
}

const poetry = (dependencies: string, more = '') => `[tool.poetry]
name = "spam"
version = "1.0"
description = "d"
${more}
[tool.poetry.dependencies]
${dependencies}

[build-system]
requires = ["poetry-core>=1.0.0"]
build-backend = "poetry.core.masonry.api"
`;
const included = (list: string, core = 'poetry-core>=1.0.0') => `[tool.poetry]
name = "spam"
version = "1.0"
description = "d"
${list}

[build-system]
requires = ["${core}"]
build-backend = "poetry.core.masonry.api"
`;
const project = (
  more: string,
  build = 'requires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"',
) => `[project]
name = "spam"
version = "1.0"
${more}

[build-system]
${build}
`;
const setuptools = (requires: string) =>
  project('', `requires = [${requires}]\nbuild-backend = "setuptools.build_meta"`);
const tree = (pyproject: string, ...paths: readonly string[]) => ({
  'pyproject.toml': pyproject,
  ...Object.fromEntries(['spam/__init__.py', 'LICENSE', ...paths].map((path) => [path, ''])),
});

export const ruleCases: Readonly<Record<string, readonly RuleCase[]>> = {
  PO101: [
    {
      what: 'a year of four digits needs no index',
      files: poetry('tqdm = "^4.1"\nspdx = "~2024.1" # keep me'),
      triggers: [['8:1', 'say `>=2024.1`']],
      fixed: poetry('tqdm = "^4.1"\nspdx = ">=2024.1" # keep me'),
    },
    {
      what: 'well-known short years, in a table and a list of tables',
      files: poetry(
        'attrs = { version = \'^23.1\', extras = [\'x\'] }\npip = [{ version = "^24.0", python = "<3.9" }, { version = ">=25" }]',
      ),
      triggers: [
        ['7:11', '`>=23.1`'],
        ['8:10', '`>=24.0`'],
      ],
      fixed: poetry(
        'attrs = { version = \'>=23.1\', extras = [\'x\'] }\npip = [{ version = ">=24.0", python = "<3.9" }, { version = ">=25" }]',
      ),
    },
    {
      what: 'known versions tell a calendar',
      files: poetry('moon = "^23.4"'),
      releases: { moon: ['22.1', '22.12', '23.4', '24.2', '24.11', '25.1'] },
      triggers: [['7:1', 'moon']],
      fixed: poetry('moon = ">=23.4"'),
    },
    {
      what: 'a constraint of several clauses is left to a person',
      files: poetry('spdx = "^2024.1,!=2024.3"'),
      triggers: [['7:1', 'a lower bound']],
    },
    {
      what: 'numbers, lower bounds, written caps and data are none of it',
      files: poetry('moon = "^23.4"\nattrs = ">=23.1"\nspdx = ">=2024.1,<2026"\ntzdata = "^2024.1"'),
      releases: { moon: ['21.0', '22.0', '23.4', '24.0', '24.1'] },
    },
    {
      what: 'one clause with a year is enough',
      files: poetry('spdx = "^3.1 || ^2024.1"'),
      triggers: [['7:1', 'a lower bound']],
    },
  ],
  PO102: [
    {
      what: 'carets and exact versions',
      files: poetry('tzdata = "^2024.1"\npytz = "2024.1"\ncertifi = "==2024.2.2"'),
      triggers: [
        ['7:1', '`>=2024.1`'],
        ['8:1', '`>=2024.1`'],
        ['9:1', '`>=2024.2.2`'],
      ],
      fixed: poetry('tzdata = ">=2024.1"\npytz = ">=2024.1"\ncertifi = ">=2024.2.2"'),
    },
    {
      what: 'a written cap is a pin too, but left to a person',
      files: poetry('pytz = ">=2020.1,<2024"'),
      triggers: [['7:1', 'at most a lower bound']],
    },
    {
      what: 'a lower bound is fine, and so are others',
      files: poetry('tzdata = ">=2024.1"\npytz = "*"\ncertifi = "what is this"\nrich = "^13"'),
    },
  ],
  PO103: [
    {
      what: 'a newer final version is out',
      files: poetry('rich = "^13.0"'),
      releases: { rich: ['12.0', '13.1', '14.0', 'nonsense', '15.0a1'] },
      triggers: [['7:1', 'excludes 14.0']],
    },
    {
      what: 'only pre-releases are out, or nothing fits at all',
      files: poetry('rich = "^13.0"\ntyper = "^2.0"'),
      releases: { rich: ['13.1', '14.0rc1'], typer: ['0.1', '0.2'] },
    },
    {
      what: 'a person wrote the cap, and what other rules speak about',
      files: poetry('rich = ">=13,<14"\ntzdata = "^2024.1"\nattrs = "^24.1"'),
      releases: { rich: ['13.1', '14.0'], tzdata: ['2024.1', '2025.1'], attrs: ['24.1', '25.1'] },
    },
    {
      what: 'alternatives',
      files: poetry('rich = "^11.0 || ^13.0"'),
      releases: { rich: ['11.1', '13.1', '14.0'] },
      triggers: [['7:1', 'excludes 14.0']],
    },
    {
      what: 'a gap between alternatives is meant, and a project that the index does not have',
      files: poetry('rich = "^11.0 || ^13.0"\ntyper = "^0.1"\nempty = "^1"'),
      releases: { rich: ['11.1', '12.0'], empty: [] },
    },
  ],
  PO104: [
    { what: 'a caret', files: poetry('python = "^3.10"'), triggers: [['7:1', '`^3.10`']] },
    {
      what: 'the standard key is fixed without Poetry',
      files: project('requires-python = ">=3.10,<4"'),
      triggers: [['4:1', '>=3.10,<4']],
      fixed: project('requires-python = ">=3.10"'),
    },
    {
      what: 'a cap that says more than <4 is left to a person',
      files: project('requires-python = ">=3.10,<3.14"'),
      triggers: [['4:1', '<3.14']],
    },
    { what: 'lower bounds and holes', files: poetry('python = ">=3.9,!=3.9.7"') },
    {
      what: "Poetry's own key may be narrower than the standard one, for its lock",
      files: `${project('requires-python = ">=3.10"')}\n[tool.poetry.dependencies]\npython = "^3.10"\n`,
    },
    {
      what: 'Poetry may need the cap for its lock, so a person decides',
      files: `${project('requires-python = ">=3.10,<4"')}\n[tool.poetry]\nrequires-poetry = ">=2"\n`,
      triggers: [['4:1', '>=3.10,<4']],
    },
    { what: 'nothing said of python', files: poetry('rich = "*"') },
    {
      what: 'compiled code may know its limits',
      files: tree(
        project('requires-python = ">=3.10,<3.14"', 'requires = ["maturin"]\nbuild-backend = "maturin"'),
        'Cargo.toml',
        'src/lib.rs',
      ),
      triggers: [['4:1', 'caps python', 'note']],
    },
  ],
  PO105: [
    {
      what: 'a caret on 0 allows all of 0',
      files: poetry('httpx = "^0"'),
      triggers: [['7:1', 'the library caps `httpx`']],
    },
    {
      what: 'carets before 1.0, and of a library',
      files: poetry('httpx = "^0.27"\nrich = "^13"\ntyper = ">=0.9"'),
      triggers: [
        ['7:1', 'one minor series', 'warning'],
        ['8:1', 'the library caps `rich`'],
      ],
    },
    {
      what: 'a program may cap what it likes, but 0.x stays too strict',
      files: poetry('httpx = "^0.27"\nrich = "^13"', '[tool.poetry.scripts]\nspam = "spam:main"\n'),
      triggers: [['9:1', 'httpx', 'warning']],
    },
    {
      what: 'tildes, written caps, and what other rules speak about',
      files: poetry('httpx = "~0.27"\nrich = ">=13,<14"\ntzdata = "^2024.1"\nattrs = "^23.1"'),
    },
    {
      what: 'an epoch says that 0.x comes after all that was before',
      files: poetry('httpx = "^1!0.27"'),
      triggers: [['7:1', 'the library caps `httpx`']],
    },
    {
      what: 'a program of the standard table',
      files: `${project('dynamic = ["dependencies"]')}\n[project.scripts]\nspam = "spam:main"\n\n[tool.poetry.dependencies]\nrich = "^13"\n`,
    },
    {
      what: 'what cannot be read, and python, of which another rule speaks',
      files: poetry('python = "^0.1"\nbad = "^^1"\nodd = { version = 1 }\nhttpx = "^0.27"'),
      triggers: [['10:1', 'httpx', 'warning']],
    },
  ],
  PO201: [
    {
      what: 'old and new poetry-core differ',
      files: tree(included('include = ["CHANGELOG.md", "spam/py.typed"]'), 'CHANGELOG.md', 'spam/py.typed'),
      triggers: [
        ['5:12', 'poetry-core before 2.0, which [build-system] allows, installs `CHANGELOG.md`', 'note'],
      ],
      fixed: included('include = [{ path = "CHANGELOG.md", format = "sdist" }, "spam/py.typed"]'),
    },
    {
      what: 'an old poetry-core is asked for, the paths are exact',
      files: tree(
        included('include = [\n  { path = "docs/*.md" }, # text\n]', 'poetry-core>=1,<2'),
        'docs/a.md',
        'docs/b.md',
        'docs/c.txt',
      ),
      triggers: [['6:3', 'installs `docs/a.md`, `docs/b.md` into site-packages']],
      fixed: included(
        'include = [\n  { path = "docs/*.md", format = "sdist" }, # text\n]',
        'poetry-core>=1,<2',
      ),
    },
    {
      what: 'an array of tables',
      files: tree(included('[[tool.poetry.include]]\npath = "CHANGELOG.md"'), 'CHANGELOG.md'),
      triggers: [['5:3', 'site-packages; say `format = "sdist"`', 'note']],
      fixed: included('[[tool.poetry.include]]\npath = "CHANGELOG.md"\nformat = "sdist"'),
    },
    {
      what: 'a module that an old poetry-core installs may be meant',
      files: tree(included('include = ["helper.py"]', 'poetry-core<2'), 'helper.py'),
      triggers: [['5:12', 'helper.py']],
    },
    {
      what: 'data may be meant for the wheel',
      files: tree(included('include = ["resources/**/*"]'), 'resources/a.json'),
      triggers: [['5:12', 'say in `format` where it belongs', 'note']],
    },
    {
      what: 'a new poetry-core, a format, or a file of the package',
      files: tree(included('include = ["CHANGELOG.md"]', 'poetry-core>=2'), 'CHANGELOG.md'),
    },
    {
      what: 'a format says it',
      files: tree(
        included('include = [{ path = "CHANGELOG.md", format = ["sdist", "wheel"] }, "spam/data.txt"]'),
        'CHANGELOG.md',
        'spam/data.txt',
      ),
    },
    {
      what: 'what lies in a package of a folder is in the wheel anyway',
      files: tree(
        included('packages = [{ include = "ham", from = "src" }]\ninclude = ["src/ham/py.typed"]'),
        'src/ham/__init__.py',
        'src/ham/py.typed',
      ),
    },
    {
      what: 'poetry-core is not the first requirement',
      files: tree(
        included('include = ["CHANGELOG.md"]').replace(
          '["poetry-core>=1.0.0"',
          '["no requirement", "setuptools", "poetry-core>=2"',
        ),
        'CHANGELOG.md',
      ),
    },
    {
      what: 'Poetry itself may be of any version',
      files: tree(included('include = ["CHANGELOG.md"]', 'poetry>=0.12'), 'CHANGELOG.md'),
      triggers: [['5:12', 'CHANGELOG.md', 'note']],
      fixed: included('include = [{ path = "CHANGELOG.md", format = "sdist" }]', 'poetry>=0.12'),
    },
    {
      what: 'an exact version that is old',
      files: tree(included('include = ["CHANGELOG.md"]', 'poetry-core==1.0.7'), 'CHANGELOG.md'),
      triggers: [['5:12', 'the poetry-core that [build-system] asks for']],
      fixed: included('include = [{ path = "CHANGELOG.md", format = "sdist" }]', 'poetry-core==1.0.7'),
    },
    {
      what: 'an exact version that is to come',
      files: tree(included('include = ["CHANGELOG.md"]', 'poetry-core==3.1.4'), 'CHANGELOG.md'),
    },
    {
      what: 'an exact version, spelled with three equals signs',
      files: tree(included('include = ["CHANGELOG.md"]', 'poetry-core===1.0.7'), 'CHANGELOG.md'),
      triggers: [['5:12', 'the poetry-core that [build-system] asks for']],
      fixed: included('include = [{ path = "CHANGELOG.md", format = "sdist" }]', 'poetry-core===1.0.7'),
    },
    {
      what: 'a bound below all that is known, and another',
      files: tree(included('include = ["CHANGELOG.md"]', 'poetry-core<1.0,!=2.0'), 'CHANGELOG.md'),
      triggers: [['5:12', 'the poetry-core that [build-system] asks for']],
      fixed: included('include = [{ path = "CHANGELOG.md", format = "sdist" }]', 'poetry-core<1.0,!=2.0'),
    },
    {
      what: 'a text and data',
      files: tree(included('include = ["notes*"]'), 'notes.md', 'notes.json'),
      triggers: [['5:12', 'installs `notes.json`, `notes.md` into site-packages; say in `format`', 'note']],
    },
    {
      what: 'bounds around 2.0 leave both open',
      files: tree(included('include = ["CHANGELOG.md"]', 'poetry-core>=1.5,<2.2'), 'CHANGELOG.md'),
      triggers: [['5:12', 'which [build-system] allows', 'note']],
      fixed: included('include = [{ path = "CHANGELOG.md", format = "sdist" }]', 'poetry-core>=1.5,<2.2'),
    },
    {
      what: 'all that is above the last old one is new',
      files: tree(included('include = ["CHANGELOG.md"]', 'poetry-core>1.9.1'), 'CHANGELOG.md'),
    },
    {
      what: 'an exact version that is new',
      files: tree(included('include = ["CHANGELOG.md"]', 'poetry-core==2.0.5'), 'CHANGELOG.md'),
    },
    {
      what: 'lines that end as on Windows',
      files: tree(included('[[tool.poetry.include]]\r\npath = "CHANGELOG.md"\r'), 'CHANGELOG.md'),
      triggers: [['5:3', 'CHANGELOG.md', 'note']],
      fixed: included('[[tool.poetry.include]]\r\npath = "CHANGELOG.md"\r\nformat = "sdist"\r'),
    },
  ],
  PO202: [
    {
      what: 'one with, one without',
      files: tree(
        included('include = [{ path = "tests", format = "sdist" }, "CHANGELOG.md"]', 'poetry-core>=2'),
        'CHANGELOG.md',
      ),
      triggers: [['5:1', '`CHANGELOG.md` without `format`']],
      fixed: included(
        'include = [{ path = "tests", format = "sdist" }, { path = "CHANGELOG.md", format = "sdist" }]',
        'poetry-core>=2',
      ),
    },
    {
      what: 'all without',
      files: tree(included('include = ["README.md", "CHANGELOG.md"]'), 'CHANGELOG.md', 'README.md'),
    },
    {
      what: 'the one without is in the package',
      files: tree(
        included('include = [{ path = "tests", format = "sdist" }, "spam/py.typed"]'),
        'spam/py.typed',
      ),
    },
    {
      what: 'packages do not count',
      files: tree(
        included(
          'packages = [{ include = "spam" }, { include = "tests", format = "sdist" }]\ninclude = ["README.md", "CHANGELOG.md"]',
        ),
        'CHANGELOG.md',
        'README.md',
        'tests/test_a.py',
      ),
    },
    {
      what: 'with an old poetry-core the format may be either',
      files: tree(
        included('include = [{ path = "tests", format = "sdist" }, "CHANGELOG.md"]', 'poetry-core<2'),
        'CHANGELOG.md',
      ),
      triggers: [['5:1', '`CHANGELOG.md` without `format`']],
    },
  ],
  PO203: [
    {
      what: 'an entry with several strays',
      files: tree(included('include = [{ path = "*.md", format = ["wheel"] }]'), 'README.md', 'CHANGELOG.md'),
      triggers: [['5:12', '`CHANGELOG.md`, `README.md`']],
      fixed: included('include = [{ path = "*.md", format = "sdist" }]'),
    },
    {
      what: 'an entry with the package and a stray is left to a person',
      files: tree(included('packages = [{ include = "*" }]'), 'tests/test_a.py'),
      triggers: [['5:13', '`tests/`']],
    },
    {
      what: 'packages',
      files: tree(
        included('packages = [\n  { include = "spam" },\n  { include = "tests" }, # why\n]'),
        'tests/test_a.py',
      ),
      triggers: [['7:3', '`tests` installs `tests/`']],
      fixed: included(
        'packages = [\n  { include = "spam" },\n  { include = "tests", format = "sdist" }, # why\n]',
      ),
    },
    {
      what: 'includes with a format',
      files: tree(included('include = [{ path = "README.md", format = ["sdist", "wheel"] }]'), 'README.md'),
      triggers: [['5:12', '`README.md` installs `README.md`']],
      fixed: included('include = [{ path = "README.md", format = "sdist" }]'),
    },
    {
      what: 'sdist only, and tests inside of the package',
      files: tree(
        included(
          'packages = [{ include = "spam" }, { include = "tests", format = "sdist" }]\ninclude = [{ path = "docs", format = ["sdist"] }]',
        ),
        'tests/test_a.py',
        'docs/index.md',
        'spam/tests/test_b.py',
      ),
    },
    {
      what: 'another backend does not look at it',
      files: tree(
        `${setuptools('"setuptools"')}\n[tool.setuptools.packages.find]\n\n[tool.poetry]\npackages = [{ include = "spam" }, { include = "tests" }]\n`,
        'tests/__init__.py',
      ),
    },
    {
      what: 'the entry that does it, not the one for the sdist',
      files: tree(
        included(
          'packages = [{ include = "spam" }, { include = "tests" }]\ninclude = [{ path = "tests", format = "sdist" }]',
        ),
        'tests/test_a.py',
      ),
      triggers: [['5:35', '`tests` installs']],
      fixed: included(
        'packages = [{ include = "spam" }, { include = "tests", format = "sdist" }]\ninclude = [{ path = "tests", format = "sdist" }]',
      ),
    },
    {
      what: 'what only pollutes is no error',
      files: tree(included('packages = [{ include = "spam" }, { include = "docs" }]'), 'docs/conf.py'),
      triggers: [['5:35', '`docs` installs `docs/`', 'warning']],
      fixed: included('packages = [{ include = "spam" }, { include = "docs", format = "sdist" }]'),
    },
    {
      what: 'one error among several, and the package itself',
      files: tree(included('packages = [{ include = "*" }]'), 'docs/conf.py', 'tests/test_a.py'),
      triggers: [['5:13', '`docs/`']],
    },
    {
      what: 'a stray and what only begins like it',
      files: tree(
        included('include = [{ path = "conftest.py*", format = ["wheel"] }]'),
        'conftest.py',
        'conftest.pyi',
      ),
      triggers: [['5:12', '`conftest.py`', 'warning']],
    },
    {
      what: 'the include that does it, not the package for the sdist',
      files: tree(
        included(
          'packages = [{ include = "spam" }, { include = "tests", format = "sdist" }]\ninclude = [{ path = "tests", format = ["wheel"] }]',
        ),
        'tests/test_a.py',
      ),
      triggers: [['6:12', '`tests` installs']],
      fixed: included(
        'packages = [{ include = "spam" }, { include = "tests", format = "sdist" }]\ninclude = [{ path = "tests", format = "sdist" }]',
      ),
    },
    {
      what: 'packages as mere texts',
      files: tree(included('packages = ["spam", "tests"]'), 'tests/test_a.py'),
      triggers: [['5:21', '`tests` installs']],
      fixed: included('packages = ["spam", { include = "tests", format = "sdist" }]'),
    },
  ],
  PO204: [
    {
      what: 'a file that is not there',
      files: tree(included('include = ["CHANGLOG.md", "CHANGELOG.md"]'), 'CHANGELOG.md'),
      triggers: [['5:12', '`CHANGLOG.md` matches no file']],
    },
    {
      what: 'what a build makes',
      files: tree(included('include = [{ path = "spam/*.so", format = "wheel" }, "spam/locale/*/*.mo"]')),
    },
    { what: 'a build script', files: tree(included('build = "build.py"\ninclude = ["spam/made.txt"]')) },
    { what: 'pyproject.toml alone', files: included('include = ["CHANGLOG.md"]') },
    {
      what: 'an sdist lacks what is for the wheel only',
      kind: 'sdist',
      files: tree(included('include = [{ path = "made.txt", format = "wheel" }]')),
    },
    {
      what: 'packages are looked at by Poetry itself',
      files: tree(included('packages = [{ include = "ham" }]')),
    },
    {
      what: 'an sdist that lacks it',
      kind: 'sdist',
      files: tree(included('include = ["made.txt", { path = "more.txt", format = ["sdist"] }]')),
      triggers: [
        ['5:12', '`made.txt`'],
        ['5:24', '`more.txt`'],
      ],
    },
    {
      what: 'a checkout that lacks what is for the wheel',
      files: tree(included('include = [{ path = "made.txt", format = "wheel" }]')),
      triggers: [['5:12', '`made.txt`']],
    },
  ],
  PO301: [
    {
      what: 'no extra names it',
      files: poetry('uvloop = { version = ">=0.21", optional = true }'),
      triggers: [['7:1', '`uvloop` is optional']],
    },
    {
      what: 'an extra names it in another spelling',
      files: poetry(
        'Zope_Interface = { version = "*", optional = true }\nplain = "*"\n\n[tool.poetry.extras]\nx = ["zope.interface"]',
      ),
    },
    {
      what: '[project] decides instead',
      files: `[project]\nname = "spam"\nversion = "1"\ndependencies = ["rich"]\n\n${poetry('uvloop = { version = "*", optional = true }').replace(/^name.*\n|^version.*\n/gm, '')}`,
    },
    {
      what: '[project] has extras of its own',
      files: `${project('optional-dependencies = { x = ["rich"] }')}\n[tool.poetry.dependencies]\nuvloop = { version = "*", optional = true }\n`,
    },
    {
      what: '[project] says nothing of requirements',
      files: `${project('')}\n[tool.poetry.dependencies]\nuvloop = { version = "*", optional = true }\n`,
      triggers: [['11:1', '`uvloop` is optional']],
    },
    {
      what: 'a list of tables is optional where each is',
      files: poetry(
        'one = [{ version = "1", optional = true, python = "<3.9" }, { version = "2", optional = true }]\ntwo = [{ version = "1", optional = true, python = "<3.9" }, { version = "2" }]\nthree = []\nfour = { version = "*" }',
      ),
      triggers: [['7:1', '`one` is optional']],
    },
  ],
  PO302: [
    {
      what: 'undeclared and not optional',
      files: poetry('rich = "*"\n\n[tool.poetry.extras]\npretty = ["rich", "nothing"]'),
      triggers: [
        ['10:11', '`rich`, which is not optional'],
        ['10:19', '`nothing`, which [tool.poetry.dependencies] does not have'],
      ],
    },
    {
      what: 'optional ones',
      files: poetry('rich = { version = "*", optional = true }\n\n[tool.poetry.extras]\npretty = ["Rich"]'),
    },
    {
      what: '[project] decides instead',
      files: `${project('dependencies = ["rich"]')}\n[tool.poetry.extras]\npretty = ["nothing"]\n`,
    },
  ],
  PO303: [
    {
      what: 'a tool that nothing imports',
      files: {
        ...tree(poetry('pytest = ">=8"\nrich = "*"\nclick = "*"')),
        'spam/__init__.py': 'import rich, os\n',
      },
      triggers: [['7:1', '`pytest` is a tool']],
    },
    {
      what: 'it is imported, so it is no mistake',
      files: {
        ...tree(poetry('pytest = ">=8"\nblack = "*"')),
        'spam/__init__.py': 'import os, pytest\nfrom black import format_str\n',
      },
    },
    {
      what: 'imports of tests do not count',
      files: { ...tree(poetry('pytest = ">=8"')), 'tests/test_a.py': 'import pytest\n' },
      triggers: [['7:1', 'pytest']],
    },
    {
      what: 'optional, or a plugin',
      files: poetry('pytest = { version = ">=8", optional = true }'),
    },
    {
      what: 'a plugin of pytest',
      files: poetry('pytest = ">=8"', '[tool.poetry.plugins.pytest11]\nspam = "spam"\n'),
    },
    {
      what: 'only the modules could tell',
      files: poetry('pytest = ">=8"'),
      triggers: [['7:1', '`pytest` is a tool', 'note']],
    },
    { what: 'a tool itself', files: poetry('pytest = ">=8"').replace('"spam"', '"pytest-spam"') },
    {
      what: 'a plugin, by the standard tables',
      files: `${project('dynamic = ["dependencies"]\nentry-points.pytest11 = { spam = "spam" }')}\n[tool.poetry.dependencies]\npytest = "*"\n`,
    },
    {
      what: 'a tool itself, by the standard table',
      files: `${project('dynamic = ["dependencies"]').replace('"spam"', '"spam-lint"')}\n[tool.poetry.dependencies]\npytest = "*"\n`,
    },
  ],
  PO401: [
    {
      what: 'the old backend',
      files: `[build-system]\nrequires = ["poetry>=0.12"] # old\nbuild-backend = "poetry.masonry.api"\n`,
      triggers: [['3:1', 'poetry.masonry.api']],
      fixed: `[build-system]\nrequires = ["poetry-core>=1.0.0"] # old\nbuild-backend = "poetry.core.masonry.api"\n`,
    },
    {
      what: 'the old requirement',
      files: `[build-system]\nrequires = ["setuptools", 'poetry']\nbuild-backend = "poetry.core.masonry.api"\n`,
      triggers: [['2:27', 'asks for Poetry']],
      fixed: `[build-system]\nrequires = ["setuptools", "poetry-core>=1.0.0"]\nbuild-backend = "poetry.core.masonry.api"\n`,
    },
    {
      what: 'the old backend without the Poetry that has it',
      files: `[build-system]\nrequires = ["poetry-core>=1.9"]\nbuild-backend = 'poetry.masonry.api'\n`,
      triggers: [['3:1', 'no build can begin', 'error']],
      fixed: `[build-system]\nrequires = ["poetry-core>=1.9"]\nbuild-backend = 'poetry.core.masonry.api'\n`,
    },
    {
      what: 'the old backend, and nothing that could have it',
      files: `[build-system]\nrequires = ["setuptools"]\nbuild-backend = "poetry.masonry.api"\n`,
      triggers: [['3:1', 'no build can begin', 'error']],
    },
    {
      what: 'an item that is no text keeps its place',
      files: `[build-system]\nrequires = [1, "poetry"]\nbuild-backend = "poetry.core.masonry.api"\n`,
      triggers: [['2:16', 'asks for Poetry']],
      fixed: `[build-system]\nrequires = [1, "poetry-core>=1.0.0"]\nbuild-backend = "poetry.core.masonry.api"\n`,
    },
    { what: 'poetry-core', files: poetry('rich = "*"') },
    {
      what: 'a backend of a plugin',
      files: `[build-system]\nrequires = ["poetry>=1", "plugin"]\nbuild-backend = "poetry_dynamic_versioning.backend"\n`,
    },
    {
      what: 'beside others',
      files: `[build-system]\nrequires = ["setuptools", "poetry>=0.12"]\nbuild-backend = "poetry.masonry.api"\n`,
      triggers: [['3:1', "Poetry's own backend"]],
      fixed: `[build-system]\nrequires = ["setuptools", "poetry-core>=1.0.0"]\nbuild-backend = "poetry.core.masonry.api"\n`,
    },
    {
      what: 'poetry-core beside others',
      files: `[build-system]\nrequires = ["setuptools", "poetry-core"]\nbuild-backend = "poetry.masonry.api"\n`,
      triggers: [['3:1', 'no build can begin', 'error']],
      fixed: `[build-system]\nrequires = ["setuptools", "poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n`,
    },
  ],
  PO402: [
    { what: 'Poetry alone', files: poetry(''), triggers: [['2:1', '[tool.poetry]` only']] },
    { what: 'both', files: `${project('')}\n[tool.poetry]\nname = "spam"\n` },
    { what: 'settings of Poetry without metadata', files: '[tool.poetry]\npackage-mode = false\n' },
  ],
  PO403: [
    {
      what: 'a version and what is none',
      files: `${project('')}\n[tool.poetry]\nversion = "x"\n`,
      triggers: [['11:1', '`version` is `x` here and `1.0`']],
    },
    {
      what: 'versions that are none, and licences',
      files: `${project('license = "MIT"').replace('"1.0"', '"x"')}\n[tool.poetry]\nversion = "y"\nlicense = "BSD-3-Clause"\n`,
      triggers: [
        ['11:1', '`version` is `y` here and `x`'],
        ['12:1', '`license` is `BSD-3-Clause`'],
      ],
    },
    {
      what: 'the same version that is none, and the same licence',
      files: `${project('license = "MIT"').replace('"1.0"', '"x"')}\n[tool.poetry]\nversion = "x"\nlicense = " mit"\n`,
    },
    {
      what: 'a requirement that the wheel will not have',
      files: `${project('dependencies = ["rich>=1", "Zope.Interface", "not a requirement"]')}\n[tool.poetry.dependencies]\nrich = { source = "own" }\nzope-interface = "*"\nhttpx = "*"\ntyper = { version = "*", optional = true }\n`,
      triggers: [['13:1', '`httpx` is required here and not in']],
    },
    {
      what: 'requirements of extras, and dynamic ones',
      files: `${project('dependencies = ["rich"]\noptional-dependencies = { web = ["httpx"] }')}\n[tool.poetry.dependencies]\nhttpx = "*"\n`,
    },
    {
      what: 'Poetry decides what is dynamic',
      files: `${project('dynamic = ["dependencies"]')}\n[tool.poetry.dependencies]\nhttpx = "*"\n`,
    },
    {
      what: 'two versions',
      files: `${project('description = "a"')}\n[tool.poetry]\nname = "Spam"\nversion = "2.0"\ndescription = "b"\n`,
      triggers: [
        ['12:1', '`version` is `2.0` here and `1.0`'],
        ['13:1', '`description` is `b`'],
      ],
    },
    {
      what: 'other spellings of the same',
      files: `${project('description = "a"')}\n[tool.poetry]\nname = "SPAM"\nversion = "1.0.0"\ndescription = " a"\n`,
    },
    {
      what: 'a field that only Poetry has',
      files: `${project('')}\n[tool.poetry]\ndescription = "b"\n\n[tool.poetry.dependencies]\nhttpx = "*"\n`,
    },
    {
      what: 'another name, and a version that is none beside one',
      files: `${project('').replace('"1.0"', '"x"')}\n[tool.poetry]\nname = "ham"\nversion = "1.0"\n`,
      triggers: [
        ['11:1', '`name` is `ham` here and `spam`'],
        ['12:1', '`version` is `1.0` here and `x`'],
      ],
    },
  ],
  PO404: [
    {
      what: 'the old table and its sub-tables',
      files: poetry(
        'rich = "*"\n\n[tool.poetry.dev-dependencies] # dev\nblack = "*"\n\n[ tool.poetry.dev-dependencies.pytest ]\nversion = "*"',
      ),
      triggers: [['9:2', 'is deprecated']],
      fixed: poetry(
        'rich = "*"\n\n[tool.poetry.group.dev.dependencies] # dev\nblack = "*"\n\n[ tool.poetry.group.dev.dependencies.pytest ]\nversion = "*"',
      ),
    },
    {
      what: 'beside the new group a person must merge them',
      files: poetry(
        'rich = "*"\n\n[tool.poetry.dev-dependencies]\nblack = "*"\n\n[tool.poetry.group.dev.dependencies]\nmypy = "*"',
      ),
      triggers: [['9:2', 'is deprecated']],
    },
    {
      what: 'the new group',
      files: poetry('rich = "*"\n\n[tool.poetry.group.dev.dependencies]\nblack = "*"'),
    },
    { what: 'no table', files: '[tool.poetry]\ndev-dependencies = 1\n' },
  ],
  PO501: [
    {
      what: "Poetry's table and the standard text",
      files: `[tool.poetry.scripts]\na = { reference = "m:f", extras = ["cli"], type = "console" }\n\n[project.scripts]\nb = "m:f [cli,x]"\n`,
      triggers: [
        ['2:1', 'the script `a` needs the extra `cli`'],
        ['5:1', '`cli`, `x`'],
      ],
    },
    {
      what: 'none needed',
      files: `[tool.poetry.scripts]\na = "m:f"\nb = { reference = "bin/b", type = "file", extras = ["x"] }\nc = { reference = "m:f", type = "console" }\nd = ["m:f [cli]"]\n`,
    },
  ],
  PK101: [
    {
      what: 'setuptools finds tests',
      files: {
        ...tree(
          `${setuptools('"setuptools"')}\n[tool.setuptools.packages.find]\n`,
          'tests/__init__.py',
          'spam/tests/__init__.py',
        ),
      },
      triggers: [['10:2', '`tests/` would land right in site-packages', 'error']],
    },
    {
      what: 'a wheel',
      kind: 'wheel',
      filename: 'spam-1.0-py3-none-any.whl',
      files: { 'spam/__init__.py': '', 'README.md': '', 'spam-1.0.dist-info/METADATA': 'Name: spam\n' },
      triggers: [['', '`README.md` would land', 'error']],
    },
    {
      what: 'only the package is found',
      files: tree(
        `${setuptools('"setuptools"')}\n[tool.setuptools.packages.find]\ninclude = ["spam*"]\n`,
        'tests/__init__.py',
      ),
    },
    {
      what: 'Poetry has a rule of its own',
      files: tree(included('packages = [{ include = "spam" }, { include = "tests" }]'), 'tests/test_a.py'),
    },
    {
      what: 'each cause by itself, and what only pollutes is no error',
      files: tree(
        `${setuptools('"setuptools"')}\n[tool.setuptools]\npackages = ["spam", "docs"]\ndata-files = { more = ["README.md"] }\n`,
        'docs/__init__.py',
        'README.md',
      ),
      triggers: [
        ['6:2', '`../../../more/` would land'],
        ['11:1', '`docs/` would land'],
      ],
    },
    {
      what: 'one error among several',
      files: tree(
        `${setuptools('"setuptools"')}\n[tool.setuptools.packages.find]\n`,
        'docs/__init__.py',
        'tests/__init__.py',
      ),
      triggers: [['10:2', '`docs/`, `tests/`', 'error']],
    },
    {
      what: 'setup.cfg',
      files: {
        'setup.cfg': '[metadata]\nname = spam\n[options]\npackages = find:\n',
        'setup.py': 'from setuptools import setup\nsetup()\n',
        'spam/__init__.py': '',
        'tests/__init__.py': '',
      },
      triggers: [['setup.cfg', '`tests/`', 'error']],
    },
    {
      what: 'nothing names the packages',
      files: {
        'pyproject.toml': setuptools('"setuptools"'),
        'setup.py': 'from setuptools import setup\nsetup()\n',
        'src/spam/__init__.py': '',
        'src/tests/__init__.py': '',
      },
      triggers: [['6:2', '`tests/`', 'error']],
    },
    {
      what: 'nothing names the packages, not even pyproject.toml',
      files: {
        'setup.py': 'from setuptools import setup\nsetup(name="spam")\n',
        'src/spam/__init__.py': '',
        'src/tests/__init__.py': '',
      },
      triggers: [['setup.py', '`tests/`', 'error']],
    },
    {
      what: 'the settings are in another file',
      files: {
        'pyproject.toml': project('', 'requires = ["hatchling"]\nbuild-backend = "hatchling.build"'),
        'hatch.toml': '[build.targets.wheel]\npackages = ["spam", "tests"]\n',
        'spam/__init__.py': '',
        'tests/__init__.py': '',
      },
      triggers: [['6:2', '`tests/`', 'error']],
    },
    {
      what: 'setup.cfg beside pyproject.toml',
      files: {
        'pyproject.toml':
          '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
        'setup.cfg': '[metadata]\nname = spam\n[options]\npackages = find:\n',
        'spam/__init__.py': '',
        'tests/__init__.py': '',
      },
      triggers: [['setup.cfg', '`tests/`', 'error']],
    },
  ],
  PK201: [
    {
      what: 'a project without it',
      files: '[project]\nname = "spam"\nversion = "1"\n',
      triggers: [['1:2', 'no `[build-system]`']],
    },
    {
      what: 'Poetry without it',
      files: '[tool.poetry]\nname = "spam"\nversion = "1"\n',
      triggers: [['1:2', 'does not name poetry-core', 'error']],
    },
    {
      what: 'requires alone',
      files: '[build-system]\nrequires = ["setuptools"]\n\n[project]\nname = "spam"\nversion = "1"\n',
      triggers: [['1:2', 'no `build-backend`']],
    },
    {
      what: 'setup.py alone',
      files: { 'setup.py': 'from setuptools import setup\nsetup(name="spam")\n' },
      triggers: [['setup.py:1:1', 'no `[build-system]`']],
    },
    { what: 'with it', files: project('') },
    { what: 'not a package', files: '[tool.black]\nline-length = 100\n' },
    {
      what: 'not to be built',
      files: '[project]\nname = "spam"\nversion = "1"\n\n[tool.uv]\npackage = false\n',
    },
    {
      what: 'a wheel is built already',
      kind: 'wheel',
      filename: 'spam-1.0-py3-none-any.whl',
      files: { 'setup.py': '' },
    },
    {
      what: 'setup.py beside settings of tools',
      files: {
        'pyproject.toml': '[tool.black]\n',
        'setup.py': 'from setuptools import setup\nsetup(name="spam")\n',
      },
      triggers: [['1:1', 'no `[build-system]`']],
    },
    {
      what: 'an application of uv',
      files: { 'pyproject.toml': '[project]\nname = "spam"\nversion = "1"\n', 'uv.lock': '' },
    },
  ],
  PK202: [
    {
      what: 'something that the build needs',
      files: {
        ...tree(setuptools('"setuptools"')),
        'setup.py': 'from setuptools import setup\nsetup(setup_requires=["numpy"])\n',
      },
      triggers: [['setup.py:2:1', '`setup_requires`: move']],
    },
    {
      what: 'pytest-runner',
      files: setuptools('"setuptools", "pytest_runner>=5"'),
      triggers: [['7:27', 'archived']],
    },
    {
      what: 'setup.py',
      files: {
        ...tree(setuptools('"setuptools"')),
        'setup.py': 'from setuptools import setup\nsetup(\n    setup_requires=["pytest-runner"],\n)\n',
      },
      triggers: [['setup.py:3:5', 'asks for the archived `pytest-runner`']],
    },
    {
      what: 'another backend reads no setup.py',
      files: { ...tree(project('')), 'setup.cfg': '[options]\nsetup_requires = setuptools\n' },
    },
    {
      what: 'setup.cfg',
      files: { ...tree(''), 'setup.cfg': '[metadata]\nname = spam\n[options]\nsetup_requires = x\n' },
      triggers: [['setup.cfg:4:1', '`setup_requires`: move']],
    },
    {
      what: 'nothing asked for',
      files: {
        ...tree(setuptools('"setuptools"')),
        'setup.py': 'from setuptools import setup\n# setup_requires=["x"]\nsetup(setup_requires=[])\n',
      },
    },
  ],
  PK203: [
    {
      what: 'one of several programs uses it',
      files: {
        ...tree(setuptools('"setuptools", "wheel"')),
        'setup.py': 'from wheel.bdist_wheel import bdist_wheel\nfrom setuptools import setup\nsetup()\n',
        'conftest.py': 'import os\n',
      },
    },
    {
      what: "Poetry's build script uses it",
      files: {
        ...tree(included('build = "scripts/build.py"').replace('"poetry-core', '"wheel", "poetry-core')),
        'scripts/build.py': 'import wheel\n',
      },
    },
    {
      what: 'wheel, in one line',
      files: setuptools('"setuptools>=61", "wheel"'),
      triggers: [['7:31', '`wheel` is not needed']],
      fixed: setuptools('"setuptools>=61"'),
    },
    {
      what: 'wheel and pip, a line each',
      files: setuptools('\n  # build\n  "setuptools>=61",\n  "wheel",  # old\n  "pip>=20"\n'),
      triggers: [
        ['10:3', 'wheel'],
        ['11:3', 'pip>=20'],
      ],
      fixed: setuptools('\n  # build\n  "setuptools>=61",\n'),
    },
    {
      what: 'wheel first',
      files: setuptools('"wheel", "setuptools>=61"'),
      triggers: [['7:13', 'wheel']],
      fixed: setuptools('"setuptools>=61"'),
    },
    { what: 'not there', files: setuptools('"setuptools>=61"') },
    {
      what: 'setup.py imports it',
      files: {
        ...tree(setuptools('"setuptools", "wheel"')),
        'setup.py': 'from wheel.bdist_wheel import bdist_wheel\nfrom setuptools import setup\nsetup()\n',
      },
    },
    { what: 'no backend is named', files: '[build-system]\nrequires = ["setuptools", "wheel"]\n' },
    {
      what: "Poetry's build script cannot be read",
      files: included('build = "build.py"').replace('"poetry-core', '"wheel", "poetry-core'),
    },
    {
      what: "Poetry's build script does without",
      files: {
        ...tree(included('build = "scripts/build.py"').replace('"poetry-core', '"wheel", "poetry-core')),
        'scripts/build.py': 'import os\n',
      },
      triggers: [['8:13', 'wheel']],
      fixed: included('build = "scripts/build.py"'),
    },
    {
      what: 'a backend of the tree may import it',
      files: tree(project('', 'requires = ["wheel"]\nbuild-backend = "own"\nbackend-path = ["tools"]')),
    },
    {
      what: 'the package may use it, which is no part of the build',
      files: { ...tree(setuptools('"setuptools", "wheel"')), 'spam/pack.py': 'import wheel\n' },
      triggers: [['7:27', 'wheel']],
      fixed: setuptools('"setuptools"'),
    },
  ],
  PK204: [
    {
      what: 'a cap',
      files: setuptools('"setuptools>=61,<70"'),
      triggers: [['7:13', 'caps the build backend']],
    },
    { what: 'a pin', files: setuptools('"setuptools==65"'), triggers: [['7:13', 'caps']] },
    {
      what: "what `poetry new` writes is nobody's decision",
      files: included('', 'poetry-core>=2.0.0,<3.0.0'),
      triggers: [['8:13', 'caps', 'note']],
    },
    {
      what: 'what `poetry new` does not write is one',
      files: included('', 'poetry-core>=1.0,<1.9'),
      triggers: [['8:13', 'caps']],
    },
    {
      what: 'an exact version is one too',
      files: project('', 'requires = ["maturin==1.0"]\nbuild-backend = "maturin"'),
      triggers: [['7:13', 'caps']],
    },
    {
      what: 'a cap below a major version that a person wrote',
      files: setuptools('"setuptools>=61,<70.0"'),
      triggers: [['7:13', 'caps']],
    },
    { what: 'a lower bound, and a cap on something else', files: setuptools('"setuptools>=61", "cython<4"') },
    {
      what: 'flit asks for it',
      files: project('', 'requires = ["flit_core>=3,<4"]\nbuild-backend = "flit_core.buildapi"'),
    },
    {
      what: 'what `maturin new` writes',
      files: project('', 'requires = ["maturin>=1.0,<2.0"]\nbuild-backend = "maturin"'),
      triggers: [['7:13', 'caps', 'note']],
    },
    {
      what: 'a second cap, or one below a patch release, is a decision',
      files: project(
        '',
        'requires = ["poetry-core<3,<2.1", "poetry-core<3.0.1", "poetry-core<3"]\nbuild-backend = "poetry.core.masonry.api"',
      ),
      triggers: [
        ['7:13', '<2.1'],
        ['7:35', '<3.0.1'],
        ['7:56', '`poetry-core<3`', 'note'],
      ],
    },
    { what: 'no backend is named', files: '[build-system]\nrequires = ["setuptools<70"]\n' },
  ],
  PK205: [
    {
      what: 'uv_build',
      files: project('', 'requires = ["uv_build>=0.9,<0.10"]\nbuild-backend = "uv_build"'),
      triggers: [['8:1', 'flit-core and hatchling']],
    },
    {
      what: 'maturin without Rust',
      files: tree(project('', 'requires = ["maturin"]\nbuild-backend = "maturin"')),
      triggers: [['8:1', 'maturin']],
    },
    {
      what: 'maturin with Rust',
      files: tree(
        project('', 'requires = ["maturin"]\nbuild-backend = "maturin"'),
        'Cargo.toml',
        'src/lib.rs',
      ),
    },
    { what: 'pure Python', files: project('') },
    {
      what: 'no files to look for Rust in',
      files: project('', 'requires = ["maturin"]\nbuild-backend = "maturin"'),
    },
    { what: 'pure Python without Rust', files: tree(project('')) },
  ],
  PK301: [
    {
      what: 'beside an expression',
      files: project(
        'license = "MIT"\nclassifiers = [\n  "Topic :: X",\n  "License :: OSI Approved :: MIT License",\n]',
      ),
      triggers: [['7:3', 'is an error by PEP 639', 'warning']],
      fixed: project('license = "MIT"\nclassifiers = [\n  "Topic :: X",\n]'),
    },
    {
      what: 'alone',
      files: project('classifiers = ["License :: OSI Approved :: MIT License"]'),
      triggers: [['4:16', 'is deprecated']],
    },
    { what: 'other classifiers', files: project('license = "MIT"\nclassifiers = ["Topic :: License"]') },
    { what: 'none', files: project('license = "MIT"') },
    { what: 'no text', files: project('classifiers = [["License :: OSI Approved :: MIT License"]]') },
  ],
  PK302: [
    { what: 'a table', files: project('license = { text = "MIT" }'), triggers: [['4:1', 'is deprecated']] },
    { what: 'an expression', files: project('license = "MIT"') },
  ],
  PK303: [
    {
      what: 'an sdist',
      kind: 'sdist',
      files: { 'pyproject.toml': project('license = "MIT"') },
      triggers: [['4:1', 'the sdist has no licence file']],
    },
    {
      what: 'a checkout',
      files: { 'pyproject.toml': project('') },
      triggers: [['2:1', 'the project has no licence file']],
    },
    {
      what: 'none',
      files: { 'pyproject.toml': project('license = "MIT"'), 'spam/__init__.py': '', 'licenses.py': '' },
      triggers: [['4:1', 'no licence file']],
    },
    { what: 'a file', files: { 'pyproject.toml': project('license = "MIT"'), 'COPYING.txt': '' } },
    { what: 'a folder', files: { 'pyproject.toml': project('license = "MIT"'), 'LICENSES/MIT.txt': '' } },
    {
      what: 'the build adds it to what a checkout holds',
      files: { 'pyproject.toml': setuptools('"setuptools>=77", "coherent.licensed"') },
    },
    {
      what: 'the build should have added it',
      kind: 'sdist',
      files: { 'pyproject.toml': setuptools('"setuptools>=77", "coherent.licensed"') },
      triggers: [['2:1', 'the sdist has no licence file']],
    },
    { what: 'pyproject.toml alone', files: project('license = "MIT"') },
    {
      what: 'a wheel',
      kind: 'wheel',
      filename: 'spam-1.0-py3-none-any.whl',
      files: { 'spam/__init__.py': '' },
      triggers: [['', 'the wheel has no licence file']],
    },
  ],
  PK401: [
    {
      what: 'an extra requires something else',
      files: {
        ...tree(project('optional-dependencies = { x = ["rich"] }')),
        'spam/__init__.py': 'import pkg_resources\n',
      },
      triggers: [['spam/__init__.py:1:1', 'is imported']],
    },
    {
      what: 'an extra requires it',
      files: {
        ...tree(project('optional-dependencies = { x = ["setuptools"] }')),
        'spam/__init__.py': 'import pkg_resources\n',
      },
    },
    {
      what: 'no module to look at',
      files: { 'pyproject.toml': project('dependencies = ["setuptools"]'), LICENSE: '' },
    },
    {
      what: 'a leftover requirement',
      files: { ...tree(project('dependencies = [\n  "setuptools",\n]')), 'spam/__init__.py': 'import os\n' },
      triggers: [['5', 'no module imports it']],
    },
    {
      what: 'an import without requirement',
      files: {
        ...tree(project('dependencies = ["rich"]')),
        'spam/__init__.py': 'import os\nimport pkg_resources\n',
      },
      triggers: [['spam/__init__.py:2:1', '`pkg_resources` is imported']],
    },
    {
      what: 'an import that is prepared for its absence',
      files: {
        ...tree(project('')),
        'spam/__init__.py': 'try:\n    import pkg_resources\nexcept ImportError:\n    pass\n',
      },
    },
    {
      what: 'an import in a template',
      files: { ...tree(project('')), 'spam/__init__.py': "SETUP = '''\nfrom setuptools import setup\n'''\n" },
    },
    {
      what: 'required and used',
      files: {
        ...tree(project('dependencies = ["setuptools"]')),
        'spam/__init__.py': 'import pkg_resources\n',
      },
    },
    { what: 'setup.py uses it', files: { ...tree(project('')), 'setup.py': 'import setuptools\n' } },
    {
      what: 'programs beside the package use it',
      files: {
        ...tree(setuptools('"setuptools"')),
        'generate.py': 'import pkg_resources\n',
        'plugin/setup.py': 'import setuptools\n',
      },
    },
    {
      what: 'a module in a folder of sources',
      files: {
        'pyproject.toml': setuptools('"setuptools"'),
        LICENSE: '',
        'src/ham/__init__.py': '',
        'src/ham/load.py': 'from setuptools import Command\n',
      },
      triggers: [
        ['src/ham/load.py:1:1', '`setuptools` is imported, but setuptools is not required; require it'],
      ],
    },
    {
      what: 'a wheel',
      kind: 'wheel',
      filename: 'spam-1.0-py3-none-any.whl',
      files: { 'spam/__init__.py': 'import pkg_resources\n' },
    },
    {
      what: 'setuptools has distutils, which Python no longer has',
      files: {
        ...tree(project('dependencies = ["setuptools"]')),
        'spam/__init__.py': 'from distutils.version import LooseVersion\n',
      },
    },
    {
      what: 'setuptools itself',
      files: {
        'pyproject.toml': project('').replace('"spam"', '"setuptools"'),
        LICENSE: '',
        'setuptools/__init__.py': 'import setuptools\n',
      },
    },
    {
      what: 'what the wheel holds is not known',
      files: {
        ...tree(project('', 'requires = ["own"]\nbuild-backend = "own"')),
        'spam/__init__.py': 'import pkg_resources\n',
      },
      triggers: [['spam/__init__.py:1:1', '`pkg_resources` is imported']],
    },
    {
      what: 'a module that is too large to read may import it',
      files: { ...tree(project('dependencies = ["setuptools"]')), 'spam/__init__.py': 'import os\n' },
      unread: ['spam/tables.py'],
    },
    {
      what: 'only a program can tell what is required',
      files: {
        'setup.py':
          'from setuptools import setup\nsetup(name="spam", packages=["spam"], install_requires=read())\n',
        'spam/__init__.py': 'import pkg_resources\n',
      },
    },
  ],
  PK501: [
    {
      what: 'a file with other options',
      files: {
        ...tree(project('')),
        'setup.cfg': '[tool:pytest]\naddopts = -ra\n',
        'tox.ini': '[pytest]\nmarkers = --cov\n',
      },
    },
    {
      what: 'a text and a list',
      files: '[tool.pytest.ini_options]\naddopts = "-ra --cov=spam --cov-report=term"\n',
      triggers: [['2:1', '`--cov`, `--cov-report`']],
    },
    {
      what: 'setup.cfg',
      files: { ...tree(project('')), 'setup.cfg': '[tool:pytest]\naddopts =\n    --flake8\n    --mypy\n' },
      triggers: [['setup.cfg:2:1', '`--flake8`, `--mypy`']],
    },
    {
      what: 'options of pytest-mypy-plugins test something',
      files:
        '[tool.pytest.ini_options]\naddopts = "--mypy-ini-file=x.ini --mypy-only-local-stub --mypy-config-file=y"\n',
      triggers: [['2:1', '`--mypy-config-file`,']],
    },
    {
      what: 'others',
      files: '[tool.pytest.ini_options]\naddopts = ["-ra", "--strict-markers", "--covfefe"]\n',
    },
    {
      what: 'a line beyond reason',
      files: { ...tree(project('')), 'setup.cfg': `[tool:pytest]\naddopts = ${' '.repeat(2000)}--cov\n` },
    },
  ],
  PK502: [
    {
      what: 'the table of pytest 9',
      kind: 'sdist',
      files: tree(`${project('')}\n[tool.pytest]\nxfail_strict = true\n`),
      triggers: [['10:2', 'configures its tests']],
    },
    {
      what: 'pytest is set up, tests are not there',
      kind: 'sdist',
      files: tree(`${project('')}\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n`),
      triggers: [['10:2', 'the sdist has none']],
    },
    {
      what: 'pytest is required by a group',
      kind: 'sdist',
      files: tree(`${project('')}\n[dependency-groups]\ntest = ["pytest"]\n`),
      triggers: [['11:1', 'if there are any', 'note']],
    },
    {
      what: 'tests are there',
      kind: 'sdist',
      files: tree(`${project('')}\n[dependency-groups]\ntest = ["pytest"]\n`, 'tests/test_a.py'),
    },
    {
      what: 'a fixture is not there',
      kind: 'sdist',
      files: {
        ...tree(project('')),
        'tests/test_a.py': 'def test_a(db):\n    pass\n',
      },
      triggers: [['tests/test_a.py', 'the fixture `db`', 'note']],
    },
    {
      what: 'a module of helpers is not there',
      kind: 'sdist',
      files: { ...tree(project('')), 'tests/test_a.py': 'from .helpers import x\ndef test_a():\n    pass\n' },
      triggers: [['tests/test_a.py', '`tests/helpers.py`, which the sdist lacks']],
    },
    {
      what: 'a module and a fixture are not there: one is said, the sure one',
      kind: 'sdist',
      files: {
        ...tree(project('')),
        'tests/test_a.py': 'from .helpers import x\ndef test_a(db):\n    pass\n',
      },
      triggers: [['tests/test_a.py', 'the module `tests/helpers.py`']],
    },
    {
      what: 'helpers are missing from a checkout',
      files: { ...tree(project('')), 'tests/test_a.py': 'from .helpers import x\ndef test_a():\n    pass\n' },
    },
    { what: 'nothing says that there are tests', kind: 'sdist', files: tree(project('')) },
    { what: 'a checkout', files: tree(`${project('')}\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n`) },
    {
      what: 'pytest.ini',
      kind: 'sdist',
      files: tree(project(''), 'pytest.ini'),
      triggers: [['', 'configures its tests']],
    },
    {
      what: 'a group without pytest',
      kind: 'sdist',
      files: tree(`${project('')}\n[dependency-groups]\ntest = ["black"]\n`),
    },
  ],
  PK503: [
    { what: 'no name to look at', kind: 'sdist', files: tree(project('')) },
    { what: 'an archive of a tag', kind: 'archive', filename: 'v1.0.tar.gz', files: tree(project('')) },
    {
      what: 'a hyphen',
      kind: 'sdist',
      filename: 'Spam-1.0.zip',
      files: tree(project('')),
      triggers: [['', '`spam-1.0.tar.gz`']],
    },
    { what: 'as it should be', kind: 'sdist', filename: 'spam-1.0.tar.gz', files: tree(project('')) },
    {
      what: 'a version that is made at build time',
      kind: 'sdist',
      filename: 'Spam-1.0.tar.gz',
      files: tree(project('dynamic = ["version"]').replace('version = "1.0"\n', '')),
    },
    {
      what: 'a version that is none',
      kind: 'sdist',
      filename: 'Spam-x.tar.gz',
      files: tree(project('').replace('"1.0"', '"x"')),
    },
  ],
};
