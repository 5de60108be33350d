import type { ModuleFacts } from './modules/module-facts.ts';

interface Request {
  readonly name: string;
  readonly path: string;
}

/**
 * Fixtures that tests need and that the suite does not define, each with the file that asks: follows the suite's own
 * fixtures from the tests and from those that are always active.
 */
export function neededFixtures(files: readonly ModuleFacts[]): Map<string, string> {
  const definitions = definitionsOf(files);
  const queue = files.flatMap(firstRequests);
  const seen = new Map<string, string>();
  for (const { name, path } of queue) {
    if (seen.has(name)) continue;
    seen.set(name, path);
    queue.push(...(definitions.get(name) ?? []).filter((request) => request.name !== name));
  }
  return new Map([...seen].filter(([name]) => !definitions.has(name)));
}

/** What each fixture asks for in turn; definitions of one name in several files together. */
function definitionsOf(files: readonly ModuleFacts[]): ReadonlyMap<string, readonly Request[]> {
  const definitions = new Map<string, Request[]>();
  for (const { path, fixtures } of files)
    for (const { name, requested } of fixtures)
      definitions.set(name, [...(definitions.get(name) ?? []), ...toRequests(requested, path)]);
  return definitions;
}

function firstRequests({ path, fixtures, tests, requested }: ModuleFacts): Request[] {
  const active = fixtures.filter((fixture) => fixture.autouse).flatMap((fixture) => fixture.requested);
  const isCollected = !path.endsWith('conftest.py');
  const tested = tests
    .filter((test) => isCollected && test.kind === 'pytest')
    .flatMap((test) => test.requested);
  return toRequests([...tested, ...requested, ...active], path);
}

function toRequests(names: readonly string[], path: string): Request[] {
  return names.map((name) => ({ name, path }));
}
