import type { CalledProgram } from '../../model/test-suite.ts';
import type { ModuleFacts } from './module-facts.ts';

/** What a test may call that no Python package brings, with words that follow it. */
const PROGRAMS = {
  git: 'init|add|commit|config|clone|tag|checkout|branch|push|rev-parse',
  hg: 'init|add|commit|clone|tag|update|branch',
} as const satisfies Record<CalledProgram['name'], string>;

/** Functions that start a program; the name of one alone may be mere text, or what a mock is asked for. */
const STARTS = String.raw`\b(?:run|call|check_call|check_output|popen|system|getoutput|getstatusoutput|execute)\w*\(\s{0,20}(?:\[\s{0,20})?`;

/** Programs that the suite starts, each with the first file that shows it. */
export function calledPrograms(files: readonly ModuleFacts[]): readonly CalledProgram[] {
  return (['git', 'hg'] as const).flatMap((name) => {
    const called = callOf(name, PROGRAMS[name]);
    const starters = files.filter(({ text }) => called.test(text));
    const [first] = starters;
    if (first === undefined) return [];
    return [{ name, path: first.path, commits: starters.some(({ text }) => /["' ]commit\b/.test(text)) }];
  });
}

/** `run(["git", "init"`, `system("git init`, `run(["git", *args]`, `run(["git"] + args` */
const callOf = (name: string, words: string): RegExp =>
  new RegExp(
    `${STARTS}["']${name}(?:["'](?:,\\s{0,20}(?:\\*|["'](?:${words}|-C)\\b)|\\]\\s{0,20}\\+)| (?:${words})\\b)`,
    'i',
  );

/** `run(["pytest", …`, `run([sys.executable, "-m", "pytest", …` */
const PYTEST = new RegExp(`${STARTS}(?:sys\\.executable,\\s{0,20}["']-m["'],\\s{0,20})?["']pytest["'],`, 'i');

/** Whether a file starts pytest as a program. */
export function startsPytest({ text }: ModuleFacts): boolean {
  return PYTEST.test(text);
}
