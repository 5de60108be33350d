import type { PluginUse, TestSuite } from '../model/test-suite.ts';
import { isForTests } from './declared.ts';
import type { Grounds } from './grounds.ts';

/** EPYTEST_XDIST, EPYTEST_RERUNS and EPYTEST_TIMEOUT, and which of their plugins the suite itself uses. */
export function runSettings(
  { signals, config, declared }: Grounds,
  used: readonly PluginUse[],
): { readonly kept: ReadonlySet<string>; readonly variables: Partial<TestSuite> } {
  const timeout = optionNumber(config.options.get('timeout'), config.addopts, '--timeout');
  const reruns = optionNumber(config.options.get('reruns'), config.addopts, '--reruns');
  const kept = new Set(
    used
      .filter((use) => use.evidence.some((reason) => /^(import|fixture|mark|pytest_plugins)\b/.test(reason)))
      .map((use) => use.distribution),
  );
  if (timeout !== undefined) kept.delete('pytest-timeout');
  if (reruns !== undefined) kept.delete('pytest-rerunfailures');
  const declaresXdist = isForTests(declared, 'pytest-xdist') || declared.development.has('pytest-xdist');
  const large = signals.tests.pytest + signals.tests.unittest >= 1000;
  return {
    kept,
    variables: {
      xdist: (declaresXdist || large) && !signals.marks.has('order') && !signals.fixtures.has('db'),
      ...(timeout === undefined ? {} : { timeout }),
      ...(reruns === undefined ? {} : { reruns }),
    },
  };
}

/** A positive whole number from an ini option or from `--option=N` or `--option N`; rounded up. */
function optionNumber(
  value: string | undefined,
  addopts: readonly string[],
  option: string,
): number | undefined {
  const at = addopts.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = addopts[at];
  const text = word?.includes('=') === true ? word.slice(option.length + 1) : (addopts[at + 1] ?? value);
  const number = Math.ceil(Number(at < 0 ? value : text));
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
