import { afterAll, describe, expect, test } from 'vitest';
import { createWorkspace } from '../support/run-cli.ts';

const workspace = createWorkspace();
afterAll(workspace.remove);

test('--version goes to stdout', async () => {
  expect(await workspace.ebuildgen('--version')).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
});

test('--help lists the commands and shows examples', async () => {
  const { status, stdout } = await workspace.ebuildgen('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('pypi [options] <name[==version]...>');
  expect(stdout).toContain('Examples:\n  ebuildgen pypi requests');
});

describe('wrong usage ends with status 2, says what was wrong and names the way out', () => {
  test.each([
    [['pypi', '--ouput', 'x', 'requests'], 'did you mean --output?'],
    [['pipy', 'requests'], 'Did you mean pypi?'],
    [['pypi'], "missing required argument 'name"],
    [['pypi', '../etc/passwd'], '`../etc/passwd` is not a PyPI project'],
    [['pypi', 'requests>=2'], 'give NAME or NAME==VERSION'],
    [['pypi', '--format', 'yaml', 'x'], 'Allowed choices are text, json'],
    [['pypi', '--jobs', '0', 'x'], 'whole number from 1 to 64'],
    [['pypi', '--offline', '--refresh', 'x'], '`--offline` and `--refresh` exclude each other'],
    [['pypi', '--pypi-url', 'ftp://x', 'x'], '`--pypi-url` is `ftp://x`'],
  ])('%j', async (argv, message) => {
    const { status, stdout, stderr } = await workspace.ebuildgen(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.toLowerCase()).toContain(message.toLowerCase());
  });
});
