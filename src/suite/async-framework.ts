import { type Declared, declaration } from './declared.ts';
import type { Grounds } from './grounds.ts';

/** Plugins that can run unmarked coroutine tests, the likeliest first. */
const RUNNERS = [
  'pytest-asyncio',
  'pytest-aiohttp',
  'pytest-trio',
  'pytest-tornasync',
  'pytest-twisted',
  'aiomisc-pytest',
];

/**
 * Who runs coroutine tests that carry no mark: what the configuration says, else what upstream declares, else
 * pytest-asyncio. Nobody where the suite runs them itself (`pytest_pyfunc_call`).
 * `known` are the plugins that other evidence has brought in.
 */
export function asyncEvidence(
  { signals, config, declared, ownRunner }: Grounds,
  known: ReadonlySet<string>,
): [name: string, reason: string][] {
  if (signals.asyncTests === undefined || ownRunner) return [];
  const { path, marked } = signals.asyncTests;
  const mode = MODES.find(({ option }) =>
    ['auto', 'true'].includes(config.options.get(option)?.toLowerCase() ?? ''),
  );
  if (mode !== undefined)
    return known.has(mode.plugin)
      ? []
      : [[mode.plugin, `async tests and ${mode.option} in ${config.file ?? ''}`]];
  if (marked || RUNNERS.some((runner) => known.has(runner)) || known.has('anyio')) return [];
  const runner = RUNNERS.find((name) => isDeclared(declared, name)) ?? 'pytest-asyncio';
  return [[runner, `async tests in ${path}`]];
}

const MODES = [
  { option: 'asyncio_mode', plugin: 'pytest-asyncio' },
  { option: 'anyio_mode', plugin: 'anyio' },
  { option: 'trio_mode', plugin: 'pytest-trio' },
] as const;

function isDeclared(declared: Declared, name: string): boolean {
  return declaration(declared, name) !== undefined;
}
