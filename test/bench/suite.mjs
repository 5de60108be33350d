// `npm run bench`: what reading a test suite costs, in CPU time for each 10 kB of source. Build first.
// node test/bench/suite.mjs [FOLDER...] reads the test files below folders instead of made-up ones.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const { loadPythonParser } = await import(join(dist, 'io/python-parser.js'));
const { outlineOf } = await import(join(dist, 'suite/modules/outline.js'));
const { readOutline } = await import(join(dist, 'suite/modules/read-module.js'));

const folders = process.argv.slice(2);
const sources =
  folders.length === 0 ? Array.from({ length: 300 }, (_, i) => makeUp(i)) : folders.flatMap(readTests);
const size = sources.reduce((sum, { length }) => sum + length, 0);
console.log(`${sources.length} test files, ${(size / 1e6).toFixed(1)} MB`);

const start = process.cpuUsage();
const parse = await loadPythonParser();
console.log(`loading the parser: ${spentSince(start).toFixed(0)} ms CPU`);
for (const round of ['first', 'second', 'third']) {
  const before = process.cpuUsage();
  let kept = 0;
  for (const [i, text] of sources.entries()) {
    const outline = outlineOf(text);
    kept += outline.length;
    readOutline({ path: `tests/test_${i}.py`, text, outline }, parse);
  }
  const each = spentSince(before) / (size / 10_000);
  console.log(
    `${round} reading: ${each.toFixed(2)} ms CPU for 10 kB, ${((100 * kept) / size).toFixed(0)} % parsed`,
  );
}

/** @param {NodeJS.CpuUsage} since Milliseconds. */
function spentSince(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** @param {string} folder @returns {string[]} */
function readTests(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /^(test.*|.*_test|conftest)\.py$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** @param {number} seed A test module as people write them. */
function makeUp(seed) {
  const tests = Array.from(
    { length: 20 },
    (_, i) => `
@pytest.mark.parametrize("value, expected", [
    (${i}, ${seed}),
    ("text ${i}", {"key": [${i}, None]}),
])
def test_case_${i}(value: int, expected: str, tmp_path: Path) -> None:
    """It works, and stays that way."""
    result = sample.process(value, strict=True, options={"depth": ${i}, "mode": "full"})
    assert result == expected
    with pytest.raises(ValueError, match="no such value"):
        sample.process(None, path=tmp_path / "file_${i}.txt")


class TestThing${i}:
    def setup_method(self):
        self.things = [sample.Thing(name=f"thing {n}") for n in range(${i})]

    async def test_method(self, client, mocker):
        answer = await client.get("/things/${i}", headers={"accept": "application/json"})
        assert answer.status_code == 200
        assert [thing["name"] for thing in answer.json()["things"]] == ["a", "b"]
`,
  );
  return `from pathlib import Path
import pytest
import sample
from sample.module import First, Second, Third

@pytest.fixture
def client():
    with sample.create_client(debug=True) as made:
        yield made

${tests.join('\n')}`;
}
