/** Modules that import a further distribution which they do not require: test clients, drivers. */
const IMPLIED: readonly (readonly [module: string, distribution: string])[] = [
  ['fastapi.testclient', 'httpx'],
  ['starlette.testclient', 'httpx'],
  ['sqlalchemy.ext.asyncio', 'greenlet'],
];

/** Distributions that an imported module needs beside its own. */
export function impliedBy(module: string): readonly string[] {
  return IMPLIED.filter(([name]) => module === name || module.startsWith(`${name}.`)).map(
    ([, distribution]) => distribution,
  );
}
