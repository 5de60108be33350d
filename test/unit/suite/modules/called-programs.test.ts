import { expect, test } from 'vitest';
import { calledPrograms } from '../../../../src/suite/modules/called-programs.ts';
import { readModule } from '../../../../src/suite/modules/read-module.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';

const parse = await loadPythonParser();
const called = (text: string) => calledPrograms([readModule('tests/test_a.py', text, parse)]);

test.each([
  ['run(["git", "init"])\n', 'git', false],
  ["run([\n    'git',\n    'commit', '-m', 'x'])\n", 'git', true],
  ['os.system("git clone a b")\n', 'git', false],
  ['check_call(["hg", "commit"])\n', 'hg', true],
  ['def git(*args):\n    subprocess.run(["git", *args])\ngit("commit")\n', 'git', true],
  ['Popen(["git"] + args)\n', 'git', false],
])('%j', (text, name, commits) => {
  expect(called(text)).toEqual([{ name, path: 'tests/test_a.py', commits }]);
});

test.each([
  'url = "git+https://x"\n',
  'schemes = ["git", "hg"]\n',
  'kind = "git"\n',
  '# git init\n',
  'complete("git commit")\n',
  'x.assert_called_with(["git", "commit"])\n',
  '"""git commit hooks"""\n',
])('%j starts nothing', (text) => {
  expect(called(text)).toEqual([]);
});
