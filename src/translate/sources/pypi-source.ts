import { type BashText, bashValue, quoteWord } from '../../gentoo/bash-quote.ts';
import type { EbuildModel, PypiSettings } from '../../model/ebuild.ts';
import { type PackageVariables, referToVariables } from '../references.ts';
import { gentooToPep440 } from '../version.ts';

export interface SdistFacts extends PackageVariables {
  /** Canonical spelling on PyPI. */
  readonly project: string;
  /** As on PyPI: `charset_normalizer-3.4.9.tar.gz`. */
  readonly filename: string;
  /** The archive's top folder. */
  readonly top: string;
}

/** The parts of an ebuild that say where its source comes from. */
export type SourceVariables = Pick<EbuildModel, 'pypi' | 'srcUri' | 'sourceDir'>;

/**
 * How an ebuild names its sdist with pypi.eclass, decided from the file's real name (rulebook 7.1): the eclass's own
 * SRC_URI where it gives that name; PYPI_PN and PYPI_NO_NORMALIZE where those make it; else a call of pypi_sdist_url.
 */
export function sdistToSource(facts: SdistFacts): SourceVariables {
  const { PN, PV, project, filename, top } = facts;
  const suffix = filename.endsWith('.zip') ? '.zip' : '.tar.gz';
  const stem = filename.replace(/\.(?:tar\.gz|tgz|zip)$/i, '');
  const { name, version } = splitStem(stem, gentooToPep440(PV));
  const normalized = normalizeForFile(project) === name;
  const spelling = normalized ? project : name;
  const pypi: PypiSettings = {
    ...(spelling === PN ? {} : { pn: spellFromPn(spelling, PN) }),
    ...(normalized ? {} : { noNormalize: true }),
  };
  const usual = version === gentooToPep440(PV) && filename === `${stem}.tar.gz`;
  const srcUri = usual ? {} : { srcUri: [{ uri: sdistUrl({ PN, PV, version, suffix, normalized }) }] };
  const sourceDir = usual && top === stem ? {} : { sourceDir: referToVariables(top, facts) };
  return { pypi, ...srcUri, ...sourceDir };
}

/** `foo-bar-1.0` → `foo-bar` and `1.0`; the expected version tells where a name with hyphens ends. */
function splitStem(stem: string, expected: string): { readonly name: string; readonly version: string } {
  const cut = stem.endsWith(`-${expected}`) ? stem.length - expected.length - 1 : stem.lastIndexOf('-');
  return { name: stem.slice(0, Math.max(cut, 0)), version: stem.slice(cut + 1) };
}

interface SdistUrlParts extends PackageVariables {
  readonly version: string;
  readonly suffix: string;
  readonly normalized: boolean;
}

/** A call of pypi_sdist_url, whose arguments are taken as they are. */
function sdistUrl({ PN, PV, version, suffix, normalized }: SdistUrlParts): BashText {
  const flag: BashText = { bash: normalized ? '' : '--no-normalize ' };
  const spelled: BashText =
    version === gentooToPep440(PV) && version !== PV
      ? { bash: '$(pypi_translate_version "${PV}")' }
      : referToVariables(version, { PN, PV });
  const extension: BashText = { bash: suffix === '.zip' ? ' .zip' : '' };
  return bashValue`$(pypi_sdist_url ${flag}"\${PYPI_PN}" "${spelled}"${extension})`;
}

/** The eclass's pypi_normalize_name. */
const normalizeForFile = (name: string) => name.replace(/[._-]+/g, '_').toLowerCase();

type Spelling = readonly [rewrite: (pn: string) => string, bash: string];

/** PYPI_PN in the forms that ::gentoo prefers (rulebook 7.1.2): they stay right when the package is renamed. */
const spellings: readonly Spelling[] = [
  [(pn) => pn.replace('-', '.'), '${PN/-/.}'],
  [(pn) => pn.replaceAll('-', '.'), '${PN//-/.}'],
  [(pn) => pn.replace('-', '_'), '${PN/-/_}'],
  [(pn) => pn.replaceAll('-', '_'), '${PN//-/_}'],
  [(pn) => pn.replaceAll('-', ''), '${PN//-/}'],
  [(pn) => pn.charAt(0).toUpperCase() + pn.slice(1), '${PN^}'],
  [(pn) => pn.toUpperCase(), '${PN^^}'],
];

function spellFromPn(spelling: string, PN: string): BashText {
  const known = spellings.find(([rewrite]) => rewrite(PN) === spelling);
  return { bash: known?.[1] ?? quoteWord(spelling) };
}
