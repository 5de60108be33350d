import type { PluginUse, TestSuite } from '../model/test-suite.ts';
import { declaration, isForTests } from './configuration/declared.ts';
import type { PytestConfig } from './configuration/pytest-config.ts';
import type { Grounds } from './grounds.ts';

interface RunSettings {
  /** Of the plugins behind these settings, those that the suite itself uses. */
  readonly kept: ReadonlySet<string>;
  readonly variables: Pick<TestSuite, 'xdist' | 'settings' | 'timeout' | 'reruns'>;
}

/** EPYTEST_XDIST, EPYTEST_RERUNS and EPYTEST_TIMEOUT, and which of their plugins the suite itself uses. */
export function runSettings(grounds: Grounds, used: readonly PluginUse[]): RunSettings {
  const { config } = grounds;
  const asked = optionNumber(config, 'timeout');
  const timeout = asked === undefined ? undefined : Math.max(asked, SHORTEST_TIMEOUT);
  const reruns = optionNumber(config, 'reruns');
  const kept = new Set(
    used
      .filter((use) =>
        use.evidence.some((reason) => /^(import|fixture|mark|hook|argument|pytest_plugins)\b/.test(reason)),
      )
      .map((use) => use.distribution),
  );
  const parallel = startsWorkers(used) ? undefined : reasonForXdist(grounds);
  if (timeout !== undefined) kept.delete('pytest-timeout');
  if (reruns !== undefined) kept.delete('pytest-rerunfailures');
  const file = config.file ?? '';
  const wanted = `${file} asks for it`;
  return {
    kept,
    variables: {
      xdist: parallel !== undefined,
      ...(timeout === undefined ? {} : { timeout }),
      ...(reruns === undefined ? {} : { reruns }),
      settings: [
        ...(parallel === undefined ? [] : [{ setting: 'EPYTEST_XDIST=1', reason: parallel }]),
        ...(timeout === undefined
          ? []
          : [{ setting: `EPYTEST_TIMEOUT=${timeout}`, reason: `${file} asks for ${asked}` }]),
        ...(reruns === undefined ? [] : [{ setting: `EPYTEST_RERUNS=${reruns}`, reason: wanted }]),
      ],
    },
  };
}

/** Seconds. Upstream's own machines are fast and do nothing else meanwhile. */
const SHORTEST_TIMEOUT = 60;

/** Tests of a suite this large are worth spreading, though upstream does not do so. */
const MANY_TESTS = 1000;

/** undefined where tests depend on each other: an order, or one database. */
function reasonForXdist({ signals, declared }: Grounds): string | undefined {
  if (signals.marks.has('order') || signals.fixtures.has('db')) return undefined;
  if (isForTests(declared, 'pytest-xdist') || declared.development.has('pytest-xdist')) {
    const file = declaration(declared, 'pytest-xdist')?.where.file ?? 'the metadata';
    return `upstream lists pytest-xdist in ${file}`;
  }
  const count = signals.tests.pytest + signals.tests.unittest;
  return count >= MANY_TESTS ? `there are ${count} tests` : undefined;
}

/** Inner runs that spread tests themselves take the workers of an outer one for their own. */
function startsWorkers(used: readonly PluginUse[]): boolean {
  const xdist = used.find(({ distribution }) => distribution === 'pytest-xdist');
  return xdist?.evidence.some((reason) => reason.startsWith('argument ')) === true;
}

/** A positive whole number from an ini option or from `--option=N` or `--option N`; rounded up. */
function optionNumber({ options, addopts }: PytestConfig, name: string): number | undefined {
  const option = `--${name}`;
  const at = addopts.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = addopts[at];
  const value = options.get(name);
  const text = word?.includes('=') === true ? word.slice(option.length + 1) : (addopts[at + 1] ?? value);
  const number = Math.ceil(Number(at < 0 ? value : text));
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
