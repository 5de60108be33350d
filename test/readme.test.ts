import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules } from '../src/lint/rule-table.ts';
import { formatRuleTable } from '../src/report/lint-rules.ts';
import { serveRecordedProjects } from './support/recorded-index.mjs';
import { createWorkspace } from './support/run-cli.ts';

const path = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const workspace = createWorkspace();
let index: Awaited<ReturnType<typeof serveRecordedProjects>>;
beforeAll(async () => {
  index = await serveRecordedProjects(path('test/golden'));
});
afterAll(async () => {
  await index.close();
  workspace.remove();
});

/** Puts real output between `<!-- name -->` and `<!-- /name -->`. */
function fill(readme: string, name: string, text: string): string {
  const block = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  expect(readme).toMatch(block);
  return readme.replace(block, (_, open: string, close: string) => `${open}${text}${close}`);
}

const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');

test('what the README shows is what the program prints (npm run test:update writes it)', async () => {
  const projects = ['tidewater', 'lanternfish', 'kelp-parser'];
  const { stdout } = await workspace.ebuildgen(
    'pypi',
    '-o',
    workspace.overlay,
    '--pypi-url',
    index.url,
    ...projects,
  );
  const ebuild = 'dev-python/tidewater/tidewater-0.9.2.ebuild';
  const session = [
    `$ ebuildgen pypi -o demo-overlay ${projects.join(' ')}\n${stdout}`,
    `$ cat demo-overlay/${ebuild}\n${workspace.read(ebuild)}`,
  ];
  const { stdout: help } = await workspace.ebuildgen('pypi', '--help');
  const withDemo = fill(
    readFileSync(path('README.md'), 'utf8'),
    'demo',
    `\n${indented(session.join('\n'))}\n`,
  );
  const withHelp = fill(withDemo, 'help', `\n${indented(`$ ebuildgen pypi --help\n${help}`)}\n`);
  const readme = fill(withHelp, 'rules', `\n${formatRuleTable(rules)}\n`);
  await expect(readme).toMatchFileSnapshot(path('README.md'));
});
