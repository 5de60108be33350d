import type { SourceTree } from '../../core/source-tree.ts';
import { normalizeName } from '../../python/name.ts';
import { splitShellWords } from './shell-words.ts';

/** Extras of the project that upstream's own automation installs where it runs the tests. */
export interface InstalledExtras {
  /** Normalised. */
  readonly extras: readonly string[];
  /** `uv sync --all-extras` */
  readonly all: boolean;
}

const MAX_FILES = 40;

/** Workflows, and the scripts that they and people call. */
const AUTOMATION =
  /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.travis\.yml|makefile|justfile|scripts?\/[^/]+)$/i;

const INSTALLS = /\b(?:pip|uv|poetry|pdm|rye)\b.*\b(?:install|sync|run)\b/;

/** Lines of files that speak of tests; what a build of the documentation does, does not count. */
export function automationLines(tree: SourceTree): readonly string[] {
  return tree.entries
    .filter(({ path }) => AUTOMATION.test(path))
    .slice(0, MAX_FILES)
    .map(({ path }) => tree.tryReadText(path) ?? '')
    .filter((text) => /test|tox|nox/.test(text))
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.length < 1000)
    .map((line) => line.replace(/^[\s-]*run:/, '').trim());
}

export function readInstalledExtras(tree: SourceTree): InstalledExtras {
  const words = automationLines(tree)
    .filter((line) => INSTALLS.test(line))
    .map(splitShellWords);
  return {
    extras: [...new Set(words.flatMap(extrasOf))].sort(),
    all: words.some((line) => line.includes('--all-extras') || line.includes(':all')),
  };
}

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
