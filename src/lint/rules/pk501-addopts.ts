import type { Where } from '../../core/errors.ts';
import { stringAt, stringsAt } from '../../toml/values.ts';
import { findLine } from '../find-line.ts';
import type { LintInput, Observation, Rule, TomlPath } from '../rule.ts';
import { quoteList } from '../wording.ts';

export const addopts: Rule = {
  code: 'PK501',
  name: 'addopts',
  title: 'coverage or lint options in addopts',
  severity: 'note',
  why: 'Everybody who runs the tests then needs the plugins, also distributions, which have no use for coverage and cannot act on style. Give such options on the command line of the CI.',
  wrong: '[tool.pytest.ini_options]\naddopts = "--cov=spam --cov-report=term"',
  right: '[tool.pytest.ini_options]\naddopts = "-ra"',
  fixable: false,
  check: (input) => [...aboutTables(input), ...aboutFiles(input)],
};

/** pytest-mypy-plugins, whose options lie between those of pytest-mypy, runs tests of stubs: no style. */
const OPTION =
  /(?:^|[\s"'])(?<option>--(?:no-)?(?:cov|flake8|black|mypy(?!-(?:closed-schema|extension-hook|ini-file|only-local-stub|pyproject-toml-file|same-process|schema|testing-base))|ruff|pylint|isort|codestyle|pydocstyle|pycodestyle|pep8|benchmark-autosave)(?:-[\w-]+)?)\b/g;

const TABLES: readonly TomlPath[] = [
  ['tool', 'pytest', 'ini_options', 'addopts'],
  ['tool', 'pytest', 'addopts'],
];

function aboutTables({ document: { table } }: LintInput): readonly Observation[] {
  return TABLES.flatMap((path) => {
    const keys = path.map(String);
    const options = optionsOf(stringAt(table, ...keys) ?? stringsAt(table, ...keys)?.join(' ') ?? '');
    return options.length === 0 ? [] : [observe(options, path)];
  });
}

const FILES = ['pytest.ini', '.pytest.ini', 'tox.ini', 'setup.cfg'];

/** `addopts` with its indented lines. */
function aboutFiles({ tree }: LintInput): readonly Observation[] {
  return FILES.flatMap((file) => {
    const text = tree.tryReadText(file) ?? '';
    const value = /^addopts[ \t]*=(?<value>[^\n]*(?:\n[ \t]+[^\n]+)*)/m.exec(text)?.groups?.value;
    const options = optionsOf(value ?? '');
    const [place] = findLine(tree, file, /^addopts[ \t]*=/);
    return options.length === 0 || place === undefined ? [] : [observe(options, place)];
  });
}

function optionsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(OPTION)].map(({ groups }) => groups?.option ?? ''))];
}

function observe(options: readonly string[], at: TomlPath | Where): Observation {
  return {
    message: `\`addopts\` has ${quoteList(options)}, for which everybody needs the plugin; move it to the CI`,
    at,
  };
}
