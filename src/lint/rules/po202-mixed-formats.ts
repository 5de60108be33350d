import { poetryCoreVersions } from '../poetry-core-versions.ts';
import { addSdistFormat } from '../poetry-formats.ts';
import type { Rule } from '../rule.ts';
import { quoteList } from '../wording.ts';

export const mixedFormats: Rule = {
  code: 'PO202',
  name: 'mixed-formats',
  title: '`include` entries with and without `format` side by side',
  severity: 'note',
  why: 'An entry without `format` beside others that have one looks the same and is treated in another way: before poetry-core 2.0 it goes to site-packages too. Give each entry its format.',
  wrong: '[tool.poetry]\ninclude = [{ path = "tests", format = "sdist" }, "CHANGELOG.md"]',
  right:
    '[tool.poetry]\ninclude = [{ path = "tests", format = "sdist" }, { path = "CHANGELOG.md", format = "sdist" }]',
  fixable: true,
  check: ({ document, poetryEntries }) => {
    const includes = poetryEntries.filter(({ list }) => list === 'include');
    const bare = includes.filter(({ formats, installs }) => formats === undefined && installs.length > 0);
    if (bare.length === 0 || includes.every(({ formats }) => formats === undefined)) return [];
    const names = quoteList(bare.map(({ pattern }) => pattern));
    const fixes = bare.map((entry) => addSdistFormat(document, entry));
    const isCertain = poetryCoreVersions(document) === 'new';
    return [
      {
        message: `${names} without \`format\` beside entries that have one; give each its \`format\``,
        at: ['tool', 'poetry', 'include'],
        ...(isCertain ? { fix: fixes.flat() } : {}),
      },
    ];
  },
};
