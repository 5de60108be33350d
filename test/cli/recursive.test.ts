import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ports } from '../../src/core/host.ts';
import type { FileStore } from '../../src/core/ports.ts';
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
  project('rig', ['mast', 'quay']),
  project('mast', ['sail']),
  project('sail', [], { buildRequires: ['rig'] }),
  project('brewery', ['quay', 'torch', 'buoy @ https://example.org/buoy.tar.gz']),
  project('raft', ['plank', 'backport; python_version < "3.13"']),
  project('plank', ['log']),
  project('log', ['raft'], { requiresPython: '>=3.13' }),
  project('backport'),
  project('chicken', [], { buildRequires: ['egg'] }),
  project('egg', [], { buildRequires: ['chicken'] }),
];

let workspace: ReturnType<typeof createWorkspace>;
let index: Awaited<ReturnType<typeof serveProjects>>;
let repository: string;

/** How many package directories the program writes before it is as good as killed. */
let foldersLeft: number;
let whenKilled: () => void;

/** After that many, a write never comes back: nothing that follows it happens, as with SIGKILL, and the lock is nobody's. */
function mortal(ports: Ports): Ports {
  const openStore = (folder: string) => {
    const store = ports.openStore(folder);
    const writeFolder: FileStore['writeFolder'] = (...args) => {
      foldersLeft -= 1;
      if (foldersLeft >= 0) return store.writeFolder(...args);
      whenKilled();
      return new Promise(() => undefined);
    };
    return { ...store, writeFolder };
  };
  return { ...ports, openStore, lockOverlay: async () => async () => undefined };
}

beforeAll(async () => {
  index = await serveProjects(projects);
});
afterAll(() => index.close());
beforeEach(() => {
  foldersLeft = Number.POSITIVE_INFINITY;
  workspace = createWorkspace({ adapt: mortal });
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
/** `quay-1.0`, … */
const ebuilds = () =>
  Object.keys(workspace.snapshot())
    .filter((path) => path.endsWith('.ebuild'))
    .map((path) => path.replace(/^.*\//, '').replace(/\.ebuild$/, ''));

const harbourTree = `Plan: 5 packages to write
dev-python/harbour-1.0
├── dev-python/ferry-1.0
│   └── dev-python/shipwright-1.0 (build)
└── dev-python/quay-1.0
    └── dev-python/crane-1.0
        └── dev-python/quay-1.0 (see above)
`;

test('what is missing is generated too: the plan first, then dependencies before what needs them', async () => {
  const { status, stdout, stderr } = await pypi('-r', 'harbour');
  expect({ status, stderr }).toEqual({ status: 0, stderr: `${harbourTree}5 packages: 5 created\n` });
  expect(stdout.replaceAll(/ +/g, ' ').split('\n')).toEqual([
    'created dev-python/shipwright-1.0',
    'created dev-python/ferry-1.0',
    'created dev-python/quay-1.0',
    'created dev-python/crane-1.0',
    'created dev-python/harbour-1.0',
    '',
  ]);
});

test('a second run looks only at what was asked for, and changes nothing', async () => {
  await pypi('-r', 'harbour');
  const before = workspace.snapshot();
  const { stdout } = await pypi('-r', 'harbour');
  expect(stdout).toBe('unchanged  dev-python/harbour-1.0\n');
  expect(workspace.snapshot()).toEqual(before);
});

describe('a run that is killed leaves nothing half-done, and the next one completes it', () => {
  test.each([0, 1, 2, 3, 4])('after %i packages', async (count) => {
    foldersLeft = count;
    const killed = new Promise<void>((resolve) => {
      whenKilled = resolve;
    });
    await Promise.race([pypi('-r', 'harbour'), killed]);
    const written = ['shipwright-1.0', 'ferry-1.0', 'quay-1.0', 'crane-1.0'].slice(0, count);
    expect(ebuilds().toSorted()).toEqual(written.toSorted());
    for (const { name } of projects.filter((each) => written.includes(`${each.name}-1.0`))) {
      const folder = readdirSync(join(workspace.overlay, 'dev-python', name));
      expect(new Set(folder)).toEqual(new Set(['Manifest', 'metadata.xml', `${name}-1.0.ebuild`]));
    }
    foldersLeft = Number.POSITIVE_INFINITY;
    const { status, stderr } = await pypi('-r', 'harbour');
    expect(status).toBe(0);
    expect(stderr).not.toContain('error');
    expect(ebuilds()).toEqual(['crane-1.0', 'ferry-1.0', 'harbour-1.0', 'quay-1.0', 'shipwright-1.0']);
    const afterKill = workspace.snapshot();
    rmSync(workspace.overlay, { recursive: true });
    await pypi('-r', 'harbour');
    expect(afterKill).toEqual(workspace.snapshot());
  });
});

test('without --recursive, what is missing is reported; what the same run writes is not', async () => {
  const alone = await pypi('harbour');
  expect(alone.stderr).toContain('No repository has `dev-python/quay`');
  expect(ebuilds()).toEqual(['harbour-1.0']);
  const together = await pypi('crane', 'quay');
  expect(together.stderr).toBe('2 packages: 2 created\n');
});

test('a dry run prints the plan to stdout and writes nothing', async () => {
  const { stdout, stderr } = await pypi('-r', '-n', 'harbour');
  expect(stdout).toMatch(harbourTree);
  expect(stderr).toBe('5 packages: 5 created\n');
  expect(existsSync(workspace.overlay)).toBe(false);
});

test('what fails does not keep its dependents from being written', async () => {
  const { status, stdout, stderr } = await pypi('-r', 'wreck');
  expect(status).toBe(1);
  expect(ebuilds()).toEqual(['crane-1.0', 'quay-1.0', 'wreck-1.0']);
  expect(stdout).toContain('failed     dev-python/sunken');
  expect(stderr).toContain('└── pypi:sunken failed: ');
  for (const name of ['sunken', 'leaky']) {
    expect(stderr).toContain(
      `pypi:wreck: error: \`dev-python/${name}\` was to be generated for \`${name}\`, and that failed: `,
    );
  }
});

test('what tests need is generated where that is asked for', async () => {
  const { stderr } = await pypi('-r', 'tug');
  expect(stderr).toContain('No repository has `dev-python/buoy`');
  expect(ebuilds()).toEqual(['crane-1.0', 'quay-1.0', 'tug-1.0']);
  const { status } = await pypi('--recursive=test', 'tug');
  expect(status).toBe(0);
  expect(ebuilds()).toContain('buoy-1.0');
});

test('PYTHON_COMPAT is limited by what is generated too, however far away, and stays so', async () => {
  const { status, stderr } = await pypi('-r', '-v', 'raft');
  expect(status).toBe(0);
  for (const name of ['raft', 'plank', 'log']) {
    expect(workspace.read(`dev-python/${name}/${name}-1.0.ebuild`)).toContain(
      'PYTHON_COMPAT=( python3_{13..14} )',
    );
  }
  expect(workspace.read('dev-python/raft/raft-1.0.ebuild')).not.toContain('backport');
  expect(stderr).toContain('python3_12 is left out of PYTHON_COMPAT: `dev-python/plank` does not support it');
  const before = workspace.snapshot();
  await pypi('-r', 'raft');
  await pypi('raft');
  expect(workspace.snapshot()).toEqual(before);
});

test('without recursion, what the same run writes limits nothing, so that the next run changes nothing', async () => {
  const names = ['raft', 'plank', 'log', 'backport'];
  await pypi(...names);
  const before = workspace.snapshot();
  expect(workspace.read('dev-python/raft/raft-1.0.ebuild')).toContain('python3_{12..14}');
  await pypi(...names);
  expect(workspace.snapshot()).toEqual(before);
});

describe('a cycle that no order of installing could satisfy', () => {
  test('is broken by PDEPEND, and only there', async () => {
    await pypi('-r', 'rig');
    const before = workspace.snapshot();
    const rig = workspace.read('dev-python/rig/rig-1.0.ebuild');
    expect(rig).toContain('PDEPEND="\n\tdev-python/mast[${PYTHON_USEDEP}]\n"');
    expect(rig).toContain('RDEPEND="\n\tdev-python/quay[${PYTHON_USEDEP}]\n"');
    for (const [path, text] of Object.entries(before)) {
      if (!path.includes('/rig/')) expect(text).not.toContain('PDEPEND');
    }
    await pypi('-r', 'rig');
    await pypi('rig', 'mast');
    expect(workspace.snapshot()).toEqual(before);
  });

  test('of build dependencies alone is reported', async () => {
    const { status, stderr } = await pypi('-r', 'egg');
    expect(status).toBe(0);
    expect(stderr).toContain('`dev-python/egg` needs `dev-python/chicken` to be built, which in turn needs');
  });
});

describe('limits', () => {
  test.each([
    ['--max-depth', '1', '`crane` is not generated: it lies more than 1 steps away', ['quay-1.0', 'tug-1.0']],
    ['--max-packages', '2', '`crane` is not generated: this run already has 2', ['quay-1.0', 'tug-1.0']],
  ])('%s %s', async (option, limit, remark, expected) => {
    const { status, stderr } = await pypi('-r', option, limit, 'tug');
    expect(status).toBe(0);
    expect(stderr).toContain(`pypi:quay: warning: ${remark}`);
    expect(stderr).toContain('pypi:quay: error: No repository has `dev-python/crane`');
    expect(ebuilds()).toEqual(expected);
  });
});

test('a dependency that has no release in range is generated all the same, and its dependent says so', async () => {
  const { stderr } = await pypi('-r', 'modern');
  expect(ebuilds()).toEqual(['crane-1.0', 'modern-1.0', 'quay-1.0']);
  expect(stderr).toContain('No version satisfies `<dev-python/quay-1`: the repositories have `1.0`');
});

test('what has an address is not taken from the index', async () => {
  const { stderr } = await pypi('-r', 'brewery');
  expect(stderr).toContain('names an address');
  expect(stderr).toContain('No repository has `dev-python/buoy`');
  expect(ebuilds()).toEqual(['brewery-1.0', 'crane-1.0', 'quay-1.0']);
});

test('without a reference repository all is missing but what the built-in table knows, and that is said', async () => {
  const { overlay, ebuildgen } = workspace;
  const { stderr } = await ebuildgen('pypi', '-r', '-o', overlay, '--pypi-url', index.url, 'brewery');
  expect(stderr).toContain('--recursive takes all of them to be missing; give --repo DIR [no-repository]\n');
  expect(stderr).toContain('Plan: 3 packages to write');
  expect(ebuilds()).toEqual(['brewery-1.0', 'crane-1.0', 'quay-1.0']);
});

test('a package that was asked for is no dependency once more', async () => {
  const { stdout, stderr } = await pypi('-r', 'quay', 'harbour', 'Quay');
  expect(stdout.match(/quay/g)).toHaveLength(2);
  expect(stderr).toContain('Plan: 6 packages to write');
});

test('the JSON document tells what needs what', async () => {
  const { stdout } = await pypi('-r', '--format', 'json', 'harbour');
  const { packages } = JSON.parse(stdout);
  const needs = packages.map(({ ref, requiredBy }: { ref: string; requiredBy: object }) => [ref, requiredBy]);
  expect(needs).toEqual([
    ['pypi:harbour', []],
    ['pypi:ferry', [{ ref: 'pypi:harbour', kind: 'runtime' }]],
    [
      'pypi:quay',
      [
        { ref: 'pypi:harbour', kind: 'runtime' },
        { ref: 'pypi:crane', kind: 'runtime' },
      ],
    ],
    ['pypi:shipwright', [{ ref: 'pypi:ferry', kind: 'build' }]],
    ['pypi:crane', [{ ref: 'pypi:quay', kind: 'runtime' }]],
  ]);
});

test('--verbose says where facts and names came from', async () => {
  const { stderr } = await pypi('-v', 'ferry');
  expect(stderr).toContain('pypi:ferry: note: version: `1.0`, from ');
  expect(stderr).toContain('pypi:ferry: note: `click` (runtime): ');
});
