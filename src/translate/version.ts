import type { Diagnostic, Staged } from '../core/diagnostic.ts';
import { EbuildgenError } from '../core/errors.ts';
import {
  formatGentooVersion,
  type GentooSuffix,
  type GentooVersion,
  withoutRevision,
} from '../gentoo/version.ts';
import { tryParseVersion, type Version } from '../python/version.ts';
import { found } from './dependencies/version-findings.ts';

/**
 * An upstream version as PV, spelled so that pypi.eclass's pypi_translate_version gives the normalised PEP 440 text back:
 * `1.0rc1.post2` → `1.0_rc1_p2`. Components keep their spelling (`2024.04.01`). An epoch or a local label, for which PV has
 * no place, is left out with a diagnostic. Throws VERSION_INVALID where the text is no version, or a number is too long
 * for Gentoo's tools.
 */
export function pep440ToGentoo(text: string): Staged<string> {
  const version = tryParseVersion(text);
  if (version === undefined)
    throw new EbuildgenError('VERSION_INVALID', `\`${text}\` is not a PEP 440 version`);
  const written = /^\s*v?(?:\d+!)?(?<release>\d+(?:\.\d+)*)/i.exec(text)?.groups?.release;
  const components = written?.split('.') ?? version.release.map(String);
  if (components.some((digits) => digits.length > MOST_DIGITS)) {
    throw new EbuildgenError(
      'VERSION_INVALID',
      `\`${text}\` has a number that is too long for a Gentoo version`,
    );
  }
  const translated = { components, suffixes: versionToSuffixes(version) };
  return { value: formatGentooVersion(translated), diagnostics: whatIsLost(text, version) };
}

/** Like `pep440ToGentoo` for a version that is read already; what PV has no place for is left out without a word. */
export function versionToGentoo(version: Version): GentooVersion {
  return { components: version.release.map(String), suffixes: versionToSuffixes(version) };
}

/**
 * What pypi.eclass's pypi_translate_version makes of PV: each substitution once, in this order; everything else stays, so
 * that text without a meaning in PEP 440 can come out.
 */
export function gentooToPep440(pv: string): string {
  return pv
    .replace('_alpha', 'a')
    .replace('_beta', 'b')
    .replace('_pre', '.dev')
    .replace('_rc', 'rc')
    .replace('_p', '.post');
}

/** The upstream version that an ebuild's version stands for, revision aside; undefined where it has no such meaning. */
export function gentooToVersion(version: GentooVersion): Version | undefined {
  if (version.letter !== undefined) return undefined;
  return tryParseVersion(gentooToPep440(formatGentooVersion(withoutRevision(version))));
}

/** devmanual, "File names and versions": integers of a version have at most 18 digits. */
const MOST_DIGITS = 18;

const PRE_KINDS = { a: 'alpha', b: 'beta', rc: 'rc' } as const satisfies Record<
  NonNullable<Version['pre']>['letter'],
  GentooSuffix['kind']
>;

function versionToSuffixes({ pre, post, dev }: Version): readonly GentooSuffix[] {
  return [
    ...(pre === undefined ? [] : [{ kind: PRE_KINDS[pre.letter], number: String(pre.number) }]),
    ...(post === undefined ? [] : [{ kind: 'p' as const, number: String(post) }]),
    ...(dev === undefined ? [] : [{ kind: 'pre' as const, number: String(dev) }]),
  ];
}

function whatIsLost(text: string, { epoch, local }: Version): readonly Diagnostic[] {
  return [
    ...(epoch === 0 ? [] : [found['version-epoch']({ version: text, epoch: String(epoch) })]),
    ...(local === undefined ? [] : [found['version-local']({ version: text, label: local.join('.') })]),
  ];
}
