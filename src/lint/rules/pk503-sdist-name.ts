import { normalizeName } from '../../python/name.ts';
import { formatVersion, tryParseVersion } from '../../python/version.ts';
import type { Rule } from '../rule.ts';

export const sdistName: Rule = {
  code: 'PK503',
  name: 'sdist-name',
  title: 'sdist name not as PEP 625 says',
  severity: 'note',
  why: 'PEP 625 fixes the name of an sdist to the normalised name with underscores, the normalised version and .tar.gz. Other names cannot be derived, and every distribution has to spell them out.',
  wrong: '# My.Package-1.0.tar.gz, my-package-1.0.zip',
  right: '# my_package-1.0.tar.gz',
  fixable: false,
  check: ({ kind, filename, project }) => {
    if (kind !== 'sdist' || filename === undefined || project?.version === undefined) return [];
    const version = tryParseVersion(project.version.value);
    if (version === undefined) return [];
    const name = normalizeName(project.name.value).replaceAll('-', '_');
    const expected = `${name}-${formatVersion(version)}.tar.gz`;
    if (filename === expected) return [];
    const message = `\`${filename}\` should be called \`${expected}\`; a current build backend does it`;
    return [{ message, at: { file: filename } }];
  },
};
