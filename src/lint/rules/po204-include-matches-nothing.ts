import type { PoetryEntry } from '../../model/lint.ts';
import { valueAt } from '../../toml/values.ts';
import type { LintInput, Rule } from '../rule.ts';

export const includeMatchesNothing: Rule = {
  code: 'PO204',
  name: 'include-matches-nothing',
  title: '`include` entry that matches nothing',
  severity: 'warning',
  why: 'The file was renamed or never existed, and the sdist silently lacks what the author meant to ship.',
  wrong: '[tool.poetry]\ninclude = ["CHANGLOG.md"]  # the file is CHANGELOG.md',
  right: '[tool.poetry]\ninclude = [{ path = "CHANGELOG.md", format = "sdist" }]',
  fixable: false,
  check: (input) =>
    !canTell(input)
      ? []
      : input.poetryEntries
          .filter((entry) => entry.list === 'include' && entry.matches.length === 0 && !isMadeByBuild(entry))
          .filter(({ formats }) => input.kind !== 'sdist' || (formats?.includes('sdist') ?? true))
          .map(({ pattern, index }) => ({
            message: `\`${pattern}\` matches no file; correct or remove it`,
            at: ['tool', 'poetry', 'include', index],
          })),
};

/** A build script may make any file. */
function canTell({ kind, document: { table } }: LintInput): boolean {
  return kind !== 'pyproject' && valueAt(table, 'tool', 'poetry', 'build') === undefined;
}

/** Compiled code, catalogues and generated versions are not in a checkout. */
const isMadeByBuild = ({ pattern }: PoetryEntry) =>
  /\.(?:so|pyd|dll|dylib|mo|qm|c|cpp|html|js|css)$|_?version\.py$|(?:^|\/)(?:build|dist|_build|static|node_modules)(?:\/|$)/.test(
    pattern,
  );
