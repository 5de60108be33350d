import type { CalledProgram } from '../../model/test-suite.ts';
import type { ModuleFacts } from './module-facts.ts';

/** What a test may call that no Python package brings, with words that follow it: the name alone may be mere text. */
const PROGRAMS = {
  git: 'init|add|commit|config|clone|tag|checkout|branch|push|rev-parse',
  hg: 'init|add|commit|clone|tag|update|branch',
} as const satisfies Record<CalledProgram['name'], string>;

/** Programs that the suite starts, each with the first file that shows it. */
export function calledPrograms(files: readonly ModuleFacts[]): readonly CalledProgram[] {
  return (['git', 'hg'] as const).flatMap((name) => {
    const [called, committing] = [callOf(name, PROGRAMS[name]), callOf(name, 'commit')];
    const file = files.find(({ text }) => called.test(text));
    if (file === undefined) return [];
    return [{ name, path: file.path, commits: files.some(({ text }) => committing.test(text)) }];
  });
}

/** `["git", "init"]`, `"git init"` */
const callOf = (name: string, words: string): RegExp =>
  new RegExp(`["']${name}(?:["'],\\s{0,20}["']| )(?:${words})\\b`);
