import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startChangingIndex } from '../support/changing-index.ts';
import { createWorkspace } from '../support/run-cli.ts';

let workspace: ReturnType<typeof createWorkspace>;
let index: Awaited<ReturnType<typeof startChangingIndex>>;

beforeAll(async () => {
  index = await startChangingIndex();
  await index.publish('ketch', [
    { version: '1.9', repository: 'https://github.com/deepsea/old-ketch' },
    { version: '1.10', repository: 'https://github.com/deepsea/ketch' },
    { version: '2.0', repository: 'https://github.com/fleet/ketch' },
  ]);
});
afterAll(() => index.stop());
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

const pypi = (...argv: readonly string[]) =>
  workspace.ebuildgen('pypi', '-o', workspace.overlay, '--pypi-url', index.url, ...argv);

describe('versions of one package in one run share the metadata.xml of the newest', () => {
  test.each([
    [['ketch==1.9', 'ketch==1.10'], 'deepsea/ketch'],
    [['ketch==1.10', 'Ketch==1.9'], 'deepsea/ketch'],
    [['ketch', 'ketch==1.10', 'ketch==1.9'], 'fleet/ketch'],
    [['-r', 'ketch', 'ketch==1.9'], 'fleet/ketch'],
  ])('%j', async (argv, repository) => {
    const { status, stdout } = await pypi('-j', '8', ...argv);
    expect(status).toBe(0);
    expect(stdout.match(/created/g)).toHaveLength(argv.filter((word) => word !== '-r').length);
    expect(workspace.read('dev-python/ketch/metadata.xml')).toContain(
      `<remote-id type="github">${repository}</remote-id>`,
    );
    const before = workspace.snapshot();
    await pypi(...argv.toReversed());
    expect(workspace.snapshot()).toEqual(before);
  });

  test('results come in the order in which they were asked for', async () => {
    const { stdout } = await pypi('ketch', 'ketch==1.9', 'ketch==1.10');
    const versions = [...stdout.matchAll(/ketch-(\S+)/g)].map(([, version]) => version);
    expect(versions).toEqual(['2.0', '1.9', '1.10']);
  });
});
