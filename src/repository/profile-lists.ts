import type { RepositoryFiles } from '../core/ports.ts';
import { OLD_BACKENDS } from './backends.ts';
import { readDefaultProfile } from './default-profile.ts';
import { parseBackends, parseImplementations } from './eclasses.ts';
import type { ProfileLists, PythonFacts } from './facts.ts';
import { sortPythonTargets } from './python-targets.ts';
import { parseLines } from './text-lines.ts';

/** The lists that stand directly in profiles/, and the licences' names. */
export function readProfileLists(files: RepositoryFiles): ProfileLists {
  return {
    arches: readEntries(files, 'profiles/arch.list'),
    masks: readEntries(files, 'profiles/package.mask'),
    deprecated: readEntries(files, 'profiles/package.deprecated'),
    updates: readUpdates(files),
    licenses: files.list('licenses').filter((name) => !name.endsWith('/')),
  };
}

/** What the eclasses and the default profile say of Python. */
export function readPythonFacts(files: RepositoryFiles): PythonFacts {
  const described = files.readText('profiles/desc/python_targets.desc');
  const targets =
    parseImplementations(files.readText('eclass/python-utils-r1.eclass') ?? '') ??
    parseTargetsDesc(described);
  const backends =
    parseBackends(files.readText('eclass/distutils-r1.eclass') ?? '') ?? guessBackends(described);
  return {
    ...(targets === undefined ? {} : { targets }),
    ...(backends === undefined ? {} : { backends }),
    ...readDefaultProfile(files),
  };
}

/** A list may be a file or, where profiles/eapi allows it, a folder of files. */
function readEntries(files: RepositoryFiles, path: string): readonly string[] {
  const text = files.readText(path);
  if (text !== undefined) return parseLines(text);
  const parts = files.list(path).filter((name) => !name.startsWith('.') && !name.endsWith('/'));
  return parts.flatMap((name) => parseLines(files.readText(`${path}/${name}`)));
}

/** Files are named `4Q-2025`, so that their names do not sort by age. */
function readUpdates(files: RepositoryFiles): readonly string[] {
  const byAge = (name: string) => name.replace(/^(?<quarter>\dQ)-(?<year>\d{4})$/, '$<year>-$<quarter>');
  return files
    .list('profiles/updates')
    .filter((name) => /^\dQ-\d{4}$/.test(name))
    .sort((a, b) => (byAge(a) < byAge(b) ? -1 : 1))
    .flatMap((name) => parseLines(files.readText(`profiles/updates/${name}`)));
}

/** PyPy left the tree in the same month in which the new spellings came, so that a list with it is of an older eclass. */
function guessBackends(targetsDesc: string | undefined): readonly string[] | undefined {
  return /^pypy3/m.test(targetsDesc ?? '') ? OLD_BACKENDS : undefined;
}

/** `python3_14t - Build with Python 3.14 freethreading` */
function parseTargetsDesc(text: string | undefined): readonly string[] | undefined {
  const targets = sortPythonTargets(parseLines(text).map((line) => line.replace(/\s.*$/, '')));
  return targets.length === 0 ? undefined : targets;
}
