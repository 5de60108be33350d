import { parseManifest } from '../../src/gentoo/manifest.ts';
import { tryParseGentooVersion } from '../../src/gentoo/version.ts';
import { readTree } from './run-cli.ts';

/**
 * What is wrong with an overlay as Portage sees it: half a package, an ebuild without text, a Manifest that cannot be
 * read, or one that lacks the archive which an ebuild of it fetches (`archive` names that).
 */
export function findFaults(folder: string, archive: (name: string, pv: string) => string): readonly string[] {
  const files = Object.entries(readTree(folder)).filter(([path]) => /^dev-python\//.test(path));
  const packages = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    const [, name = '', file = ''] = path.split('/');
    packages.set(name, (packages.get(name) ?? new Map()).set(file, text));
  }
  return [...packages].flatMap(([name, own]) => faultsOf(name, own, archive));
}

function faultsOf(
  name: string,
  files: ReadonlyMap<string, string>,
  archive: (name: string, pv: string) => string,
): readonly string[] {
  const ebuilds = [...files.keys()].filter((file) => file.endsWith('.ebuild'));
  const listed = new Set(parseManifest(files.get('Manifest') ?? '').map(({ filename }) => filename));
  const faults = ebuilds.flatMap((file) => {
    const version = file.slice(name.length + 1, -'.ebuild'.length);
    if (tryParseGentooVersion(version) === undefined) return [`${file} has no version`];
    const wanted = archive(name, version.replace(/-r\d+$/, ''));
    const text = files.get(file) ?? '';
    const whole = text.startsWith('# Copyright') && text.includes('EAPI=8') && text.endsWith('\n');
    return [
      ...(whole ? [] : [`${file} is not whole`]),
      ...(listed.has(wanted) ? [] : [`${file}: the Manifest lacks ${wanted}`]),
    ];
  });
  if (ebuilds.length === 0) faults.push(`${name} has no ebuild`);
  if (!files.get('metadata.xml')?.trimEnd().endsWith('</pkgmetadata>')) faults.push(`${name}: metadata.xml`);
  return faults;
}

/** Distfiles that a Manifest lists and no ebuild of the package fetches. */
export function findStaleLines(
  folder: string,
  archive: (name: string, pv: string) => string,
): readonly string[] {
  const paths = Object.entries(readTree(folder));
  return paths
    .filter(([path]) => path.endsWith('/Manifest'))
    .flatMap(([path, text]) => {
      const name = path.split('/').at(-2) ?? '';
      const versions = paths.flatMap(
        ([file]) => new RegExp(`/${name}-(?<pv>[^/]+?)(?:-r\\d+)?\\.ebuild$`).exec(file)?.groups?.pv ?? [],
      );
      const wanted = new Set(versions.map((pv) => archive(name, pv)));
      return parseManifest(text)
        .map(({ filename }) => filename)
        .filter((filename) => !wanted.has(filename));
    });
}
