import type { PoetryEntry } from '../../model/lint.ts';
import { poetryCoreVersions } from '../poetry-core-versions.ts';
import { addSdistFormat } from '../poetry-formats.ts';
import type { Rule } from '../rule.ts';
import { quoteList } from '../wording.ts';

export const includeWithoutFormat: Rule = {
  code: 'PO201',
  name: 'include-without-format',
  title: '`include` entry without `format`',
  severity: 'warning',
  why: 'poetry-core before 2.0 puts such files into the wheel as well, right into site-packages, where the CHANGELOG.md of one package overwrites that of another. poetry-core 2.0 and later put them into the sdist only. Saying `format = "sdist"` gives the same result everywhere.',
  wrong: '[tool.poetry]\ninclude = ["CHANGELOG.md"]',
  right: '[tool.poetry]\ninclude = [{ path = "CHANGELOG.md", format = "sdist" }]',
  fixable: true,
  changesEbuild: true,
  check: ({ document, poetryEntries }) => {
    const versions = poetryCoreVersions(document);
    if (versions === 'new') return [];
    return poetryEntries.filter(isAmbiguous).map((entry) => {
      const paths = quoteList(entry.installs);
      const fix = entry.installs.every(isForSdist) ? addSdistFormat(document, entry) : [];
      const who =
        versions === 'old'
          ? 'the poetry-core that [build-system] asks for'
          : 'poetry-core before 2.0, which [build-system] allows,';
      const what = fix.length > 0 ? 'say `format = "sdist"`' : 'say in `format` where it belongs';
      return {
        message: `\`${entry.pattern}\` has no \`format\`: ${who} installs ${paths} into site-packages; ${what}`,
        at: ['tool', 'poetry', 'include', entry.index],
        severity: versions === 'old' ? 'warning' : 'note',
        fix,
      };
    });
  },
};

const isAmbiguous = ({ list, formats, installs }: PoetryEntry) =>
  list === 'include' && formats === undefined && installs.length > 0;

/** Texts at the top and tests; a module or the data of one may be meant for the wheel, which only its author knows. */
const isForSdist = (path: string) =>
  /^(?:tests?|docs?|examples?|\.[^/]+)\/|^[^/]*\.(?:md|rst|txt|cfg|ini|ya?ml|lock|toml)$|^(?:licen[cs]e|copying|authors|changes|changelog|notice|makefile|\.[^/]+)$/i.test(
    path,
  );
