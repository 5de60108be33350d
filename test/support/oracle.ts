import { existsSync, readFileSync } from 'node:fs';

const frozen = new URL('../fixtures/oracles/', import.meta.url);
const shared = new URL('../../../shared/oracles/', import.meta.url);

/**
 * What reference implementations answer: a few rows frozen here, and all rows of the shared folder where it is
 * mounted. Use it as `describe.each(readOracles<Shape>('pep440-versions.json'))('%s', (_, oracle) => …)`.
 */
export function readOracles<Shape>(file: string): [string, Shape][] {
  const places = [frozen, shared].map((folder) => new URL(file, folder));
  return places.flatMap((place, index): [string, Shape][] => {
    const name = `${index === 0 ? 'frozen' : 'shared'} ${file}`;
    if (existsSync(place)) return [[name, JSON.parse(readFileSync(place, 'utf8'))]];
    if (!existsSync(shared)) console.warn(`${name} is absent: only the frozen rows are tested`);
    return [];
  });
}
