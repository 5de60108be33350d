import { declaration, listsTestNeeds } from './configuration/declared.ts';
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
 * pytest-asyncio. Nobody where the suite runs them itself (`pytest_pyfunc_call`), or where upstream lists what its tests
 * need without any such plugin: then the coroutines do not run there either.
 * `known` are the plugins that other evidence has brought in.
 */
export function asyncEvidence(
  { signals, config, declared, ownRunner }: Grounds,
  known: ReadonlySet<string>,
): { readonly plugin: string; readonly reason: string } | undefined {
  if (signals.asyncTests === undefined || ownRunner) return undefined;
  const { path, marked } = signals.asyncTests;
  const mode = MODES.find(({ option }) =>
    ['auto', 'true'].includes(config.options.get(option)?.toLowerCase() ?? ''),
  );
  if (mode !== undefined)
    return { plugin: mode.plugin, reason: `async tests and ${mode.option} in ${config.file ?? ''}` };
  if (marked || RUNNERS.some((runner) => known.has(runner)) || known.has('anyio')) return undefined;
  const plugin = RUNNERS.find((name) => declaration(declared, name) !== undefined);
  if (plugin === undefined && listsTestNeeds(declared)) return undefined;
  return { plugin: plugin ?? 'pytest-asyncio', reason: `async tests in ${path}` };
}

const MODES = [
  { option: 'asyncio_mode', plugin: 'pytest-asyncio' },
  { option: 'anyio_mode', plugin: 'anyio' },
  { option: 'trio_mode', plugin: 'pytest-trio' },
] as const;
