import type { SourceTree } from '../core/source-tree.ts';
import type { Fact, LicenseEvidence } from '../model/project.ts';
import type { Declared } from './declared.ts';
import { findLicenseNotices } from './license-notices.ts';

/** `LICENSE`, `LICENCE.txt`, `COPYING.LESSER`, `LICENSE-APACHE`, `UNLICENSE` */
const LICENSE_NAME = /^(un)?licen[cs]es?([-._].*)?$|^(copying|copyright)([-._].*)?$|\.licen[cs]e$/i;
const LICENSES_FOLDER = /^licen[cs]es\/[^/]+$/i;
const PROGRAM = /\.(py|c|h|js|toml|json|ya?ml|cfg)$/i;
const MAX_FILES = 32;

/**
 * Everything that the tree and the index say about the licence, the declared sources in their order. A project in a
 * folder of a repository without a licence file has those at the root of `archive`.
 */
export function collectLicenseEvidence(
  sources: readonly Declared[],
  tree: SourceTree,
  archive?: SourceTree,
): LicenseEvidence {
  const files = licenseFiles(sources, tree);
  return {
    expressions: facts(sources, (source) => source.licenseExpression),
    texts: facts(sources, (source) => source.licenseText),
    classifiers: licenseClassifiers(sources),
    files: files.length === 0 && archive !== undefined ? licenseFiles([], archive) : files,
    notices: findLicenseNotices(tree),
  };
}

function facts(
  sources: readonly Declared[],
  read: (source: Declared) => string | undefined,
): readonly Fact<string>[] {
  const seen = new Map<string, Fact<string>>();
  for (const source of sources) {
    const value = read(source)?.trim();
    if (value && !seen.has(value)) seen.set(value, { value, from: source.from });
  }
  return [...seen.values()];
}

function licenseClassifiers(sources: readonly Declared[]): readonly string[] {
  const all = sources.flatMap((source) => source.classifiers ?? []);
  return [...new Set(all.filter((classifier) => classifier.startsWith('License ::')))].sort();
}

/** Files with a licence's name at the root and below `LICENSES/`, and those that a source names without a glob. */
function licenseFiles(sources: readonly Declared[], tree: SourceTree): LicenseEvidence['files'] {
  const named = new Set(sources.flatMap((source) => source.licenseFiles ?? []));
  const paths = tree.entries
    .map((entry) => entry.path)
    .filter((path) => named.has(path) || (!PROGRAM.test(path) && isLicensePath(path)));
  return paths.slice(0, MAX_FILES).flatMap((path) => {
    const text = tree.tryReadText(path);
    return text === undefined ? [] : [{ path, text }];
  });
}

function isLicensePath(path: string): boolean {
  return path.includes('/') ? LICENSES_FOLDER.test(path) : LICENSE_NAME.test(path);
}
