import type { Diagnostic } from '../core/diagnostic.ts';
import { EbuildgenError } from '../core/errors.ts';
import type { ReleaseRef, UpstreamRelease } from '../core/release.ts';
import type { FileChange, PackageResult } from '../model/result.ts';
import type { PackageSettings } from '../model/settings.ts';
import { type PackageFolder, readPackageFolder } from '../overlay/package-folder.ts';
import type { PackageState } from '../overlay/state.ts';
import { normalizeName } from '../python/name.ts';
import { trySelectSdist } from '../sources/pypi/select-sdist.ts';
import { type PackageIdentity, translateIdentity } from '../translate/identity.ts';
import { formatRef, type RunContext } from './context.ts';
import { found } from './findings.ts';
import { adoptVersions } from './update-adopt.ts';
import { type Choice, chooseRelease } from './update-choice.ts';
import { ebuildKey, editedFiles, isLater, ownEbuilds, tidyVersions, upstreamKey } from './update-folder.ts';
import { generateChosen } from './update-generate.ts';
import { formatInputs } from './update-inputs.ts';

export interface UpdateJob {
  readonly context: RunContext;
  /** Version of this program: another one may write other ebuilds. */
  readonly generator: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Make every package anew, also where upstream has nothing new. */
  readonly regenerate: boolean;
}

/** What the packages of one update share. */
export interface UpdateSession extends UpdateJob {
  /** `category/name` → what this run makes it from; two tables must not fight over one package. */
  readonly claims: Map<string, string>;
  /** fromKey → `category/name`, of the packages that the overlay had when the update began. */
  readonly atoms: ReadonlyMap<string, string>;
}

export function createUpdateSession(job: UpdateJob): UpdateSession {
  const entries = [...job.context.overlay.state.values()];
  return {
    ...job,
    claims: new Map(),
    atoms: new Map(entries.map(({ atom, from }) => [fromKey(from), atom])),
  };
}

/** `pypi:Foo_Bar` and `pypi:foo-bar` are one: upstream may change the spelling of a name. */
const fromKey = (from: string) => normalizeName(from);

/**
 * Brings one configured package up to date: one question to upstream, and nothing more where the answer is the one that
 * the package was made from. Never throws: what fails is in the result.
 */
export async function updatePackage(ref: ReleaseRef, job: UpdateSession): Promise<PackageResult> {
  const { context } = job;
  const settings = context.settingsFor(ref);
  const base = { ref: formatRef(ref), files: [], diagnostics: [] };
  if (settings.pause) return { ...base, status: 'skipped', reason: 'paused' };
  try {
    const source = context.sources[ref.source];
    if (source === undefined) {
      throw new EbuildgenError('USAGE_INVALID', `\`${ref.source}\` is not a source of releases`);
    }
    const choice = await chooseRelease(ref, { settings, source, now: job.now });
    if (choice.release === undefined) {
      const [version = ''] = [...choice.young].slice(-1);
      return { ...base, status: 'skipped', reason: `${version} is younger than its cooldown` };
    }
    const { value: release, diagnostics } = choice.release;
    return await bringTo({ ref, release, settings, choice, diagnostics }, job);
  } catch (error) {
    return { ...base, status: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

interface Target {
  readonly ref: ReleaseRef;
  readonly release: UpstreamRelease;
  readonly settings: PackageSettings;
  readonly choice: Choice;
  /** What choosing the release noticed. */
  readonly diagnostics: readonly Diagnostic[];
}

async function bringTo(target: Target, job: UpdateSession): Promise<PackageResult> {
  const { ref, release, settings, choice } = target;
  const { context } = job;
  const from = `${ref.source}:${ref.source === 'pypi' ? release.project : ref.project}`;
  const known = context.overlay.state.get(job.atoms.get(fromKey(from)) ?? '');
  const { identity, diagnostics } = identify(target, context);
  const atom = known?.atom ?? `${identity.category}/${identity.name}`;
  const base = { ref: formatRef(ref), atom, version: identity.pv, files: [], diagnostics };
  if (ref.source === 'pypi' && identity.present !== undefined && !context.force) {
    return { ...base, status: 'skipped', reason: `${identity.present}; --force generates it all the same` };
  }
  claim(atom, from, job);
  const folder = await readPackageFolder(context.overlay, atom);
  const back = known === undefined ? undefined : whyBack(identity, { known, folder, choice });
  if (back !== undefined) return settledResult(target, { ...back, known, folder, context });
  const digest = context.ports
    .sha256(formatInputs({ release, settings, generator: job.generator }))
    .slice(0, 32);
  const made = job.regenerate ? undefined : madeFrom(digest, known, folder);
  const result =
    known !== undefined && made !== undefined
      ? settledResult(target, { ebuild: made, known, folder, context })
      : await generateAnew(target, { identity, folder, known, digest, atom }, context);
  return withTidyFolder(result, target, context);
}

function identify(
  { ref, release, settings, diagnostics }: Target,
  { index }: RunContext,
): { readonly identity: PackageIdentity; readonly diagnostics: readonly Diagnostic[] } {
  const sdist = ref.source === 'pypi' ? trySelectSdist(release) : undefined;
  const { value: identity } = translateIdentity({
    project: settings.pypi ?? release.project,
    version: release.version,
    ...(sdist === undefined ? {} : { filename: sdist.filename }),
    settings,
    index,
  });
  return { identity, diagnostics };
}

function claim(atom: string, from: string, { claims }: UpdateSession): void {
  const other = claims.get(atom) ?? from;
  claims.set(atom, other);
  if (other === from) return;
  throw new EbuildgenError('OVERLAY_CONFLICT', `\`${atom}\` is made from \`${other}\` already`, {
    hint: 'give one of the two tables of metadata/ebuildgen.toml another `name`, or remove it',
  });
}

/** The ebuild that was made from exactly this, if it is still there. */
function madeFrom(
  digest: string,
  known: PackageState | undefined,
  folder: PackageFolder,
): string | undefined {
  return Object.entries(known?.inputs ?? {}).find(
    ([name, inputs]) => inputs === digest && folder.has(name),
  )?.[0];
}

interface Settled {
  readonly ebuild: string;
  readonly known: PackageState | undefined;
  readonly folder: PackageFolder;
  readonly context: RunContext;
  readonly note?: Diagnostic;
}

function settledResult({ ref, diagnostics }: Target, settled: Settled): PackageResult {
  const { ebuild, known, folder, context, note } = settled;
  return {
    ref: formatRef(ref),
    ...(known === undefined ? {} : { atom: known.atom }),
    version: versionOf(ebuild, known?.atom ?? ''),
    status: 'unchanged',
    files: known === undefined ? [] : editedFiles(known, folder, context.overlay.sha256),
    diagnostics: note === undefined ? diagnostics : [...diagnostics, note],
  };
}

/** PVR */
const versionOf = (ebuild: string, atom: string) =>
  ebuild.slice(atom.length - atom.lastIndexOf('/'), -'.ebuild'.length);

interface Present {
  readonly known: PackageState;
  readonly folder: PackageFolder;
  readonly choice: Choice;
}

/**
 * Upstream's newest release is older than what is in the overlay, and neither the settings nor upstream's author refuse
 * that: an index that lags, a release under way or deleted. Nothing is taken back then.
 */
function whyBack(
  { name, pv }: PackageIdentity,
  { known, folder, choice }: Present,
): Pick<Settled, 'ebuild' | 'note'> | undefined {
  const refused = refusedKeys(choice);
  const newest = ownEbuilds(known, folder)
    .filter((ebuild) => !refused(ebuildKey(ebuild)))
    .at(-1);
  if (
    newest === undefined ||
    !isLater(newest, `${name}-${pv}.ebuild`) ||
    ebuildKey(newest) === upstreamKey(pv)
  ) {
    return undefined;
  }
  const young = [...choice.young].some((version) => upstreamKey(version) === ebuildKey(newest));
  if (young) return { ebuild: newest };
  return { ebuild: newest, note: found['upstream-went-back']({ newest: pv, present: newest }) };
}

/** Versions that should not be in the overlay, by ebuildKey. */
function refusedKeys({ release, refuses }: Choice): (key: string) => boolean {
  const { knownVersions = [], withdrawnVersions = [] } = release?.value ?? {};
  const refused = [...knownVersions, ...withdrawnVersions].filter(refuses).map(upstreamKey);
  const keys = new Set(refused.filter((key) => key !== ''));
  return (key) => keys.has(key);
}

interface Generation {
  readonly identity: PackageIdentity;
  readonly folder: PackageFolder;
  readonly known: PackageState | undefined;
  readonly digest: string;
  readonly atom: string;
}

async function generateAnew(
  { ref, release, settings }: Target,
  { identity, folder, known, digest, atom }: Generation,
  context: RunContext,
): Promise<PackageResult> {
  if (known === undefined) await adoptVersions(ref, { release, identity, folder, atom }, context);
  return generateChosen(ref, { release, settings, digest }, context);
}

async function withTidyFolder(
  result: PackageResult,
  { settings, choice }: Target,
  { overlay }: RunContext,
): Promise<PackageResult> {
  const { atom, version, status, files } = result;
  if (atom === undefined || version === undefined || status === 'failed' || status === 'skipped')
    return result;
  const removed = await tidyVersions(overlay, atom, {
    chosen: `${atom.slice(atom.lastIndexOf('/') + 1)}-${version}.ebuild`,
    keep: settings.keep,
    refuses: refusedKeys(choice),
  });
  const known = new Set(files.filter(({ change }) => change === 'kept').map(({ path }) => path));
  const news: readonly FileChange[] = removed.filter(({ path }) => !known.has(path));
  const changed = news.some(({ change }) => change !== 'kept');
  return {
    ...result,
    status: changed && status === 'unchanged' ? 'updated' : status,
    files: [...files, ...news],
  };
}
