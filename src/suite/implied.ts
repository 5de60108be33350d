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

/** Distributions that are loaded by a name in a URL, a setting or a header, as grammars are by a language's; those that need a server left out. */
const LOADED_BY_NAME: ReadonlySet<string> = new Set(
  'aiosqlite greenlet uvicorn hypercorn python-multipart email-validator brotli brotlicffi zstandard h2 pysocks socksio'.split(
    ' ',
  ),
);

export function isLoadedByName(distribution: string): boolean {
  return LOADED_BY_NAME.has(distribution) || distribution.startsWith('tree-sitter-');
}
