import { EbuildgenError } from '../../core/errors.ts';
import type { ForgeRelease } from '../../core/release.ts';
import { type BashText, quoteWord } from '../../gentoo/bash-quote.ts';
import type { SourceUri } from '../../model/ebuild.ts';
import { trySpellVersion } from './version-spelling.ts';

export interface ForgeSourceFacts {
  readonly forge: ForgeRelease;
  readonly PN: string;
  /** Without revision. */
  readonly PV: string;
  /** SourceTree.top of the project: the archive's top folder, and the project's folder in it. */
  readonly top: string;
}

/** What an ebuild says of a source from a forge; all of it is safe between double quotes and as a bare word. */
export interface ForgeSource {
  /** Variables that SRC_URI and S use, to be assigned before them. */
  readonly helpers: readonly { readonly name: string; readonly value: BashText }[];
  readonly srcUri: readonly SourceUri[];
  /** Folder below WORKDIR; absent where it is `${P}`. */
  readonly sourceDir?: BashText;
}

/** Expansions as they stand in the ebuild. */
const expandP = `\${P}`;
const expandPN = `\${PN}`;
const expandPV = `\${PV}`;
const expandMyPV = `\${MY_PV}`;
const expandTag = `\${TAG}`;

interface ForgeShape {
  readonly archivePath: string;
  /** What tells the archive from an sdist of the same name; pkgcheck's PythonGHDistfileSuffix wants `.gh`. */
  readonly suffix: string;
}

const shapes = {
  github: { archivePath: 'archive/refs/tags', suffix: '.gh.tar.gz' },
  codeberg: { archivePath: 'archive', suffix: '.codeberg.tar.gz' },
} as const satisfies Record<ForgeRelease['kind'], ForgeShape>;

/** The name under which Portage stores the archive that a forge makes of a tag: `${P}.gh.tar.gz`. */
export function forgeDistfileName(
  kind: ForgeRelease['kind'],
  { PN, PV }: Pick<ForgeSourceFacts, 'PN' | 'PV'>,
): string {
  return `${PN}-${PV}${shapes[kind].suffix}`;
}

/**
 * SRC_URI and S for the archive of a tag (rulebook 7.2). The version is always written as an expansion of PV, through
 * MY_PV where that takes more than `${PV}`; TAG holds the tag itself where no expansion gives it.
 */
export function forgeArchiveToSource(facts: ForgeSourceFacts): ForgeSource {
  const { forge } = facts;
  const tag = spellTag(facts);
  const { archivePath, suffix } = shapes[forge.kind];
  const uri = `${repositoryUri(facts)}/${archivePath}/${tag.inUri}.tar.gz`;
  return withSourceDir(facts, tag, [{ uri: { bash: uri }, filename: { bash: `${expandP}${suffix}` } }]);
}

/** SRC_URI and S for a file that upstream uploaded to the release; `filename` as upstream calls it. */
export function forgeAssetToSource(facts: ForgeSourceFacts, filename: string): ForgeSource {
  const tag = spellTag(facts);
  const name = spellFilename(filename, facts);
  const uri = { bash: `${repositoryUri(facts)}/releases/download/${tag.inUri}/${name}` };
  const renamed = isPlainFilename(filename) ? {} : { filename: { bash: `${expandP}.tar.gz` } };
  return withSourceDir(facts, tag, [{ uri, ...renamed }]);
}

/** The name under which Portage stores a file that upstream uploaded to a release: its own, where that may stand. */
export function forgeAssetDistfileName(
  filename: string,
  { PN, PV }: Pick<ForgeSourceFacts, 'PN' | 'PV'>,
): string {
  return isPlainFilename(filename) ? filename : `${PN}-${PV}.tar.gz`;
}

const isPlainFilename = (name: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name);

interface SpelledTag {
  readonly helpers: ForgeSource['helpers'];
  readonly inUri: string;
  /** The version's text in the tag, and what stands for it. */
  readonly version: string;
  readonly expression: string;
}

function spellTag({ forge, PV }: ForgeSourceFacts): SpelledTag {
  const { prefix, version, suffix } = splitTag(forge, PV);
  const expression = trySpellVersion(PV, version)?.bash;
  if (expression === undefined) {
    const helpers = [{ name: 'TAG', value: { bash: quoteWord(encodePath(forge.tag)) } }];
    return { helpers, inUri: expandTag, version: '', expression: '' };
  }
  const [before, after] = [encodePath(prefix), encodePath(suffix)];
  if (expression === expandPV) {
    return { helpers: [], inUri: `${before}${expression}${after}`, version, expression };
  }
  const helpers = [{ name: 'MY_PV', value: { bash: expression } }];
  return { helpers, inUri: `${before}${expandMyPV}${after}`, version, expression: expandMyPV };
}

/** Takes the version out of the tag by the pattern that the source found, else looks for PV in it. */
function splitTag({ tag, tagPattern = '' }: ForgeRelease, PV: string) {
  const [before, after] = tagPattern.split('{version}');
  if (before !== undefined && after !== undefined && tag.startsWith(before) && tag.endsWith(after)) {
    const version = tag.slice(before.length, tag.length - after.length);
    return { prefix: before, version, suffix: after };
  }
  const at = tag.lastIndexOf(PV);
  return at < 0
    ? { prefix: '', version: tag, suffix: '' }
    : { prefix: tag.slice(0, at), version: PV, suffix: tag.slice(at + PV.length) };
}

/** `https://github.com/owner/${PN}`, with the repository's name spelt out where it is not PN. */
function repositoryUri({ forge, PN }: ForgeSourceFacts): string {
  const server = forge.url.slice(0, forge.url.length - `/${forge.owner}/${forge.repo}`.length);
  return `${server.replace(/[^A-Za-z0-9.:/_-]/g, encodeURIComponent)}/${encodePath(forge.owner)}/${forge.repo === PN ? expandPN : encodePath(forge.repo)}`;
}

/** `NAME-VERSION.tar.gz` */
function spellFilename(filename: string, { PN, PV }: ForgeSourceFacts): string {
  if (filename === `${PN}-${PV}.tar.gz`) return `${expandP}.tar.gz`;
  const stem = filename.replace(/\.tar\.gz$/, '');
  const cut = stem.lastIndexOf('-') + 1;
  const version = trySpellVersion(PV, stem.slice(cut));
  if (version === undefined || stem === filename) return encodePath(filename);
  return `${encodePath(stem.slice(0, cut))}${version.bash}.tar.gz`;
}

function withSourceDir(facts: ForgeSourceFacts, tag: SpelledTag, srcUri: readonly SourceUri[]): ForgeSource {
  const { PN, PV, top } = facts;
  if (top === `${PN}-${PV}`) return { helpers: tag.helpers, srcUri };
  return { helpers: tag.helpers, srcUri, sourceDir: { bash: spellFolder(facts, tag) } };
}

/** What means the same to bash bare and between double quotes; Portage's S may hold no more. */
const plainFolder = /^[A-Za-z0-9._+@,=%-]+(?:\/[A-Za-z0-9._+@,=%-]+)*$/;

function spellFolder({ PN, PV, top }: ForgeSourceFacts, { version, expression }: SpelledTag): string {
  if (!plainFolder.test(top)) {
    throw new EbuildgenError('SOURCE_UNSUPPORTED', `the archive's folder \`${top}\` cannot be written as S`);
  }
  const [first = '', ...folders] = top.split('/');
  const spelled =
    version !== '' && first.endsWith(version) ? `${first.slice(0, -version.length)}${expression}` : first;
  const whole = first === `${PN}-${PV}` ? expandP : spelled;
  const named = whole.startsWith(`${PN}-`) ? `${expandPN}${whole.slice(PN.length)}` : whole;
  return [named === PN ? expandPN : named, ...folders].join('/');
}

/** What a URL, a shell string or SRC_URI's own syntax could misread is encoded; `/`, `@`, `+` and `=` may stand. */
function encodePath(text: string): string {
  return encodeURIComponent(text)
    .replace(/%(?:2F|40|3D)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
