import { isAutomation } from '../core/automation-files.ts';

/** A file of these sizes or less is read; a larger one is known by its path only. */
const KIB = 1024;

interface WantedKind {
  readonly name: RegExp;
  /** Bytes. */
  readonly limit: number;
}

/** Base names, matched without regard to case where upstreams vary. */
const WANTED: readonly WantedKind[] = [
  { name: /^(pyproject|hatch|flit|pdm|uv|poetry|cargo|_custom_build)\.toml$/i, limit: 2048 * KIB },
  {
    name: /^setup\.cfg$|^(tox|pytest|\.pytest|mypy|asv)\.ini$|^\.stestr\.conf$|^\.coveragerc$/i,
    limit: 512 * KIB,
  },
  {
    name: /^(pkg-info|metadata|requires\.txt|entry_points\.txt|top_level\.txt|sources\.txt)$/i,
    limit: 2048 * KIB,
  },
  { name: /require.*\.(txt|in|pip)$/i, limit: 256 * KIB },
  { name: /^(licen[cs]es?|copying|copyright|notice|unlicense|authors)(?![a-z0-9])/i, limit: 256 * KIB },
  { name: /(^|[-_.])(licen[cs]e|copying)([-_.]\w+)?$/i, limit: 256 * KIB },
  {
    name: /^(manifest\.in|\.gitmodules|\.git_archival\.txt|version(\.txt)?|_?version\.json)$/i,
    limit: 256 * KIB,
  },
  { name: /^(meson\.build|meson_options\.txt|meson\.options|cmakelists\.txt)$/i, limit: 512 * KIB },
  { name: /^(cargo\.lock|rust-toolchain(\.toml)?)$/i, limit: 4096 * KIB },
  { name: /\.(cmake|pri)$|^configure\.ac$/i, limit: 256 * KIB },
  { name: /\.py$/i, limit: 1024 * KIB },
  { name: /^(readme|changelog|changes|history|news)(\.(rst|md|txt))?$/i, limit: 256 * KIB },
];

/** Folders whose *requirements* are lists of requirements under any name: `requirements/dev.txt`. */
const REQUIREMENTS_FOLDER = /(^|\/)([^/]*requirements?|(dev-)?deps)\/[^/]+\.(txt|in|pip)$/i;
const LICENSES_FOLDER = /(^|\/)licen[cs]es?\/[^/]+$/i;
/** Copies of other projects are no declaration of this one. */
const FOREIGN = /(^|\/)(node_modules|\.git|site-packages)\//;

/**
 * Which files of a source archive the analyzers read as text, by path relative to the archive's top folder and size in
 * bytes. The fetcher asks once for each regular file.
 */
export function isWanted(path: string, size: number): boolean {
  if (FOREIGN.test(path)) return false;
  if (REQUIREMENTS_FOLDER.test(path) || LICENSES_FOLDER.test(path)) return size <= 256 * KIB;
  if (isAutomation(path) && size <= 64 * KIB) return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return WANTED.some((kind) => size <= kind.limit && kind.name.test(name));
}
