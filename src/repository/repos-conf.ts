import type { RepositoryFiles } from '../core/ports.ts';
import { parseAssignments, parseLines } from './text-lines.ts';

/** A section of Portage's repos.conf. */
export interface RepositoryEntry {
  readonly name: string;
  /** Absolute path. */
  readonly location: string;
  /** Portage prefers the higher one; ties go to the name. */
  readonly priority: number;
}

/** Files in the order in which Portage reads them: later ones override. */
const PLACES = ['usr/share/portage/config/repos.conf', 'etc/portage/repos.conf'];

/**
 * The repositories that Portage would use, highest priority first. `files` is rooted at PORTAGE_CONFIGROOT, `/` unless
 * set. repos.conf may be a file or a folder (portage(5)).
 */
export function readReposConf(files: RepositoryFiles): readonly RepositoryEntry[] {
  const sections = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, values] of PLACES.flatMap((place) => readConfigTexts(files, place)).flatMap(
    parseSections,
  ))
    sections.set(name, new Map([...(sections.get(name) ?? []), ...values]));
  const mainRepo = sections.get('DEFAULT')?.get('main-repo');
  return [...sections]
    .flatMap(([name, values]) => toEntry(name, values, mainRepo))
    .sort((a, b) => b.priority - a.priority || (a.name < b.name ? -1 : 1));
}

function readConfigTexts(files: RepositoryFiles, path: string): readonly string[] {
  const text = files.readText(path);
  if (text !== undefined) return [text];
  return files
    .list(path)
    .filter((name) => !name.startsWith('.') && !name.endsWith('~') && !name.endsWith('/'))
    .map((name) => files.readText(`${path}/${name}`) ?? '');
}

function parseSections(text: string): readonly (readonly [string, ReadonlyMap<string, string>])[] {
  const sections: [string, string[]][] = [];
  for (const line of parseLines(text).filter((each) => !each.startsWith(';'))) {
    const name = /^\[(?<name>[^\]]+)\]$/.exec(line)?.groups?.name;
    if (name === undefined) sections.at(-1)?.[1].push(line);
    else sections.push([name, []]);
  }
  return sections.map(([name, lines]) => [name, parseAssignments(lines)] as const);
}

/** Portage gives its main repository -1000 unless told otherwise. */
function toEntry(
  name: string,
  values: ReadonlyMap<string, string>,
  mainRepo: string | undefined,
): readonly RepositoryEntry[] {
  const location = values.get('location')?.replace(/^(?<quote>["'])(?<path>.*)\k<quote>$/, '$<path>');
  if (name === 'DEFAULT' || location === undefined || !location.startsWith('/')) return [];
  const priority = Number.parseInt(values.get('priority') ?? '', 10);
  const fallback = name === mainRepo ? -1000 : 0;
  return [{ name, location, priority: Number.isNaN(priority) ? fallback : priority }];
}
