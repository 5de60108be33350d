import { expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/parse-config.ts';
import type { UpstreamRelease } from '../../../../src/core/release.ts';
import { formatInputs } from '../../../../src/pipeline/update/update-inputs.ts';

const release = { version: '1.0', files: [] } as unknown as UpstreamRelease;

function inputsOf(table: string): string {
  const settings = parseConfig(`[pypi.x]\n${table}`).settingsFor({ source: 'pypi', project: 'x' });
  return formatInputs({ release, settings, generator: '1' });
}

test('tables of the configuration mean the same in any order, whatever their keys', () => {
  expect(inputsOf('optfeature = { a = "b", toString = "c" }\nuse = { z = ["y"], valueOf = [] }')).toBe(
    inputsOf('use = { valueOf = [], z = ["y"] }\noptfeature = { toString = "c", a = "b" }'),
  );
});
