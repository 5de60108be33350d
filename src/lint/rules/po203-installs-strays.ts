import type { PoetryEntry } from '../../model/lint.ts';
import type { StrayFile } from '../../model/project.ts';
import { addSdistFormat } from '../poetry-formats.ts';
import type { LintInput, Observation, Rule } from '../rule.ts';
import { quoteList } from '../wording.ts';

export const installsStrays: Rule = {
  code: 'PO203',
  name: 'installs-strays',
  title: '`packages` or `include` that installs tests, docs or examples',
  severity: 'error',
  why: 'A top-level `tests` in site-packages belongs to no project and collides with that of every other one that does the same. Ship it in the sdist, where distributions want it, and not in the wheel.',
  wrong: '[tool.poetry]\npackages = [{ include = "spam" }, { include = "tests" }]',
  right: '[tool.poetry]\npackages = [{ include = "spam" }, { include = "tests", format = "sdist" }]',
  fixable: true,
  changesEbuild: true,
  check: (input) =>
    input.project?.build.backend.value === 'poetry-core'
      ? input.poetryEntries.flatMap((entry) => aboutEntry(input, entry))
      : [],
};

function aboutEntry({ document, contents }: LintInput, entry: PoetryEntry): readonly Observation[] {
  if (!(entry.formats?.includes('wheel') ?? entry.list === 'packages')) return [];
  const strays = contents.stray.filter(({ path }) => entry.installs.some((file) => isAt(file, path)));
  const [first] = strays;
  if (first === undefined) return [];
  const fix = entry.installs.every((file) => strays.some(({ path }) => isAt(file, path)))
    ? addSdistFormat(document, entry)
    : [];
  return [
    {
      message: `\`${entry.pattern}\` installs ${quoteList(strays.map(({ path }) => path))} right into site-packages; say \`format = "sdist"\``,
      at: ['tool', 'poetry', entry.list, entry.index],
      severity: strays.some(isFatal) ? 'error' : 'warning',
      fix,
    },
  ];
}

const isFatal = ({ fatal }: StrayFile) => fatal;

/** Whether a file is a stray, or lies in a stray folder (which ends in `/`). */
const isAt = (file: string, stray: string) => (stray.endsWith('/') ? file.startsWith(stray) : file === stray);
