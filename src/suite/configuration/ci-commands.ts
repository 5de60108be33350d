import { isAutomation } from '../../core/automation-files.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { normalizeName } from '../../python/name.ts';
import { splitShellWords } from './shell-words.ts';

/** What upstream's own automation installs where it runs the tests. */
export interface Installed {
  /** Of the project, normalised. */
  readonly extras: readonly string[];
  /** `uv sync --all-extras` */
  readonly all: boolean;
  /** Requirements by name: `pip install pygments`. */
  readonly requirements: readonly string[];
}

const MAX_FILES = 40;

/** `${{ matrix.name }}` of a workflow is one word, and a variable. */
const EXPRESSION = /\$\{\{[^}]{0,200}\}\}/g;

const INSTALLS = /\b(?:pip|uv|poetry|pdm|rye)\b.*\b(?:install|sync|run)\b/;

/** Lines of files that speak of tests; what a build of the documentation does, does not count. */
export function automationLines(tree: SourceTree): readonly string[] {
  return tree.entries
    .filter(({ path }) => isAutomation(path))
    .slice(0, MAX_FILES)
    .map(({ path }) => tree.tryReadText(path) ?? '')
    .filter((text) => /test|tox|nox/.test(text))
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.length < 1000 && !/^\s*(?:#|(?:-\s+)?name:)/.test(line))
    .map((line) =>
      line
        .replace(/^[\s-]*run:/, '')
        .replace(EXPRESSION, '$')
        .trim(),
    );
}

export function readInstalled(tree: SourceTree): Installed {
  const words = automationLines(tree)
    .filter((line) => INSTALLS.test(line))
    .map(splitShellWords);
  return {
    extras: [...new Set(words.flatMap(extrasOf))].sort(),
    all: words.some((line) => line.includes('--all-extras') || line.includes(':all')),
    requirements: [...new Set(words.flatMap(requirementsOf))].sort(),
  };
}

/** Words behind `pip install` that are neither options nor their values, files or variables. */
function requirementsOf(words: readonly string[]): string[] {
  const start = words.indexOf('install') + 1;
  if (start === 0 || !words.slice(0, start).some((word) => /^pip3?$/.test(word))) return [];
  const given = words.slice(start);
  const end = given.findIndex((word) => /^(?:&&|\|\|?|#.*)$|;/.test(word));
  return given
    .slice(0, end < 0 ? undefined : end + Number(/[^;];$/.test(given[end] ?? '')))
    .filter((_, i) => !TAKES_VALUE.has(given[i - 1] ?? ''))
    .map((word) => word.replace(/;$/, ''))
    .filter((word) => /^[A-Za-z0-9][\w.,<>=!~[\]-]*$/.test(word) && !/\.(?:whl|zip|gz|txt)$/.test(word));
}

/** Options whose value is the next word. */
const TAKES_VALUE: ReadonlySet<string> = new Set(
  (
    '-c --constraint -e --editable -f --find-links -i --index-url --extra-index-url --no-binary --only-binary --prefix ' +
    '--python -r --requirement -t --target'
  ).split(' '),
);

/** `.[web,cli]`, `--extra web`, `--extras "web cli"`, `-E web`. */
function extrasOf(words: readonly string[]): string[] {
  return words.flatMap((word, i) => {
    const own = /^\.\/?\[(?<extras>[\w.,\s-]+)\]$/.exec(word)?.groups?.extras;
    const [, attached] = /^--extras?=(.*)$/.exec(word) ?? [];
    const next = /^(?:--extras?|-E)$/.test(word) ? words[i + 1] : undefined;
    const names = own ?? attached ?? next ?? '';
    return names.split(/[\s,]+/).flatMap((name) => (/^[\w.-]+$/.test(name) ? [normalizeName(name)] : []));
  });
}
