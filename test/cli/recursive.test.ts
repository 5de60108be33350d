import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeReferenceRepository } from '../support/reference-repository.ts';
import { createWorkspace } from '../support/run-cli.ts';
import { serveProjects } from '../support/serve-project.ts';

const project = (name: string, dependencies: readonly string[] = [], more: object = {}) => ({
  name,
  version: '1.0',
  summary: `The ${name} of a harbour`,
  dependencies,
  ...more,
});

/** harbour → quay → crane → quay; harbour → ferry → click, which the reference has. */
const projects = [
  project('harbour', ['quay>=1', 'ferry', 'tide; sys_platform == "win32"', 'dataclasses']),
  project('quay', ['crane']),
  project('crane', ['quay']),
  project('ferry', ['click'], { buildRequires: ['shipwright'] }),
  project('shipwright'),
  project('wreck', ['quay', 'sunken', 'leaky']),
  project('leaky', [], { broken: true }),
  project('tug', ['quay'], {
    files: {
      'tests/test_tug.py': 'import buoy\nimport pytest\n\ndef test_tug(anchored):\n    assert buoy\n',
      'tests/requirements.txt': 'buoy\n',
    },
  }),
  project('buoy'),
  project('modern', ['quay<1']),
];

let workspace: ReturnType<typeof createWorkspace>;
let index: Awaited<ReturnType<typeof serveProjects>>;
let repository: string;

beforeAll(async () => {
  index = await serveProjects(projects);
});
afterAll(() => index.close());
beforeEach(() => {
  workspace = createWorkspace();
  repository = writeReferenceRepository(join(workspace.folder, 'gentoo'), ['dev-python/click-8.1']);
});
afterEach(() => workspace.remove());

const pypi = (...argv: readonly string[]) =>
  workspace.ebuildgen(
    'pypi',
    '-o',
    workspace.overlay,
    '--repo',
    repository,
    '--pypi-url',
    index.url,
    ...argv,
  );
const packages = () => [
  ...new Set(
    Object.keys(workspace.snapshot())
      .filter((path) => path.endsWith('.ebuild'))
      .map((path) => path.replace(/^.*\//, '').replace(/\.ebuild$/, '')),
  ),
];

test('what is missing is generated, too, dependencies first', async () => {
  const { status, stdout, stderr } = await pypi('-r', 'harbour');
  expect(stderr).toBe('');
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(packages()).toEqual([]);
});
