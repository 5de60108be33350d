import { readFileSync } from 'node:fs';

let cached: string | undefined;

/** Who asks: name, version and where to complain. The path is right from `src/` and `dist/` alike. */
export function userAgent(): string {
  cached ??= describeProgram(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  return cached;
}

function describeProgram(manifest: string): string {
  const { name, version } = JSON.parse(manifest) as { name: string; version: string };
  return `${name}/${version} (+https://github.com/ebuildgen/ebuildgen)`;
}
