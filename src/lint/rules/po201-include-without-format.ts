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
  check: ({ document, poetryEntries }) => {
    const versions = poetryCoreVersions(document);
    if (versions === 'new') return [];
    return poetryEntries.filter(isAmbiguous).map((entry) => {
      const paths = quoteList(entry.installs);
      const fix = versions === 'old' && entry.installs.some(isModule) ? [] : addSdistFormat(document, entry);
      const message =
        versions === 'old'
          ? `\`${entry.pattern}\` has no \`format\`: the poetry-core that [build-system] asks for installs ${paths} into site-packages`
          : `\`${entry.pattern}\` has no \`format\`: poetry-core before 2.0, which [build-system] allows, installs ${paths} into site-packages`;
      return {
        message: `${message}; say \`format = "sdist"\``,
        at: ['tool', 'poetry', 'include', entry.index],
        severity: versions === 'old' ? 'warning' : 'note',
        ...(fix.length === 0 ? {} : { fix }),
      };
    });
  },
};

const isAmbiguous = ({ list, formats, installs }: PoetryEntry) =>
  list === 'include' && formats === undefined && installs.length > 0;

/** Somebody may import it: whether it was meant to be installed only its author knows. */
const isModule = (path: string) => path.endsWith('.py') && !/^(?:tests?|docs?|examples?)\//.test(path);
