import type { Diagnostic } from '../../core/diagnostic.ts';
import { EbuildgenError } from '../../core/errors.ts';
import type { ReleaseRef, UpstreamRelease } from '../../core/release.ts';
import type { PackageResult } from '../../model/result.ts';
import type { PackageSettings } from '../../model/settings.ts';
import { type PackageFolder, readPackageFolder } from '../../overlay/package-folder.ts';
import type { PackageState } from '../../overlay/state.ts';
import { trySelectSdist } from '../../sources/pypi/select-sdist.ts';
import { type PackageIdentity, translateIdentity } from '../../translate/identity.ts';
import { formatRef } from '../context.ts';
import { found } from '../findings.ts';
import { type Choice, chooseRelease } from './update-choice.ts';
import { ebuildKey, editedFiles, isLater, ownEbuilds, refusedKeys, upstreamKey } from './update-folder.ts';
import { claim, digestOf, expectedAtom, knownAtom, type UpdateSession } from './update-session.ts';
import { readStop } from './update-stop.ts';

/** What is to be done for a package: nothing (any more), or to be generated. */
export type Decision =
  | { readonly kind: 'ended'; readonly result: PackageResult }
  | { readonly kind: 'settled'; readonly result: PackageResult; readonly target: Target }
  | { readonly kind: 'stale'; readonly target: Target };

/** A package, and what upstream and the settings lead it to. */
export interface Target {
  readonly ref: ReleaseRef;
  readonly release: UpstreamRelease;
  readonly settings: PackageSettings;
  readonly choice: Choice;
  /** What choosing the release noticed. */
  readonly diagnostics: readonly Diagnostic[];
  readonly identity: PackageIdentity;
  readonly atom: string;
  /** What the overlay's state says of it. */
  readonly known: PackageState | undefined;
  readonly folder: PackageFolder;
  /** Of what it is made from. */
  readonly digest: string;
}

/** decidePackage, unless a person put up a stop file meanwhile. */
export async function decideUnlessStopped(ref: ReleaseRef, session: UpdateSession): Promise<Decision> {
  const reason = await readStop(session.context.overlay.store);
  if (reason === undefined) return decidePackage(ref, session);
  return ended({ ref: formatRef(ref), status: 'skipped', reason, files: [], diagnostics: [] });
}

/**
 * Asks upstream for one configured package, once, and compares the answer with what the package was made from. Never
 * throws: what fails is in the result.
 */
async function decidePackage(ref: ReleaseRef, session: UpdateSession): Promise<Decision> {
  const atom = expectedAtom(ref, session);
  const named = atom === undefined ? {} : { atom };
  const base = { ref: formatRef(ref), ...named, files: [], diagnostics: [] };
  try {
    const { context, now } = session;
    const settings = context.settingsFor(ref);
    if (settings.pause) return ended({ ...base, status: 'skipped', reason: 'paused' });
    const source = context.sources[ref.source];
    if (source === undefined) {
      throw new EbuildgenError('USAGE_INVALID', `\`${ref.source}\` is not a source of releases`);
    }
    const choice = await chooseRelease(ref, { settings, source, now });
    if (choice.release === undefined) {
      const [version = ''] = [...choice.young].slice(-1);
      return ended({ ...base, status: 'skipped', reason: `${version} is younger than its cooldown` });
    }
    const { value: release, diagnostics } = choice.release;
    return await compare({ ref, release, settings, choice, diagnostics }, session);
  } catch (error) {
    return ended({ ...base, status: 'failed', error: toError(error) });
  }
}

const ended = (result: PackageResult): Decision => ({ kind: 'ended', result });
const toError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

type Answer = Pick<Target, 'ref' | 'release' | 'settings' | 'choice' | 'diagnostics'>;

async function compare(answer: Answer, session: UpdateSession): Promise<Decision> {
  const { ref, release, diagnostics } = answer;
  const { context, regenerate, gaps } = session;
  const from = `${ref.source}:${ref.source === 'pypi' ? release.project : ref.project}`;
  const known = context.overlay.state.get(knownAtom(from, session) ?? '');
  const identity = identify(answer, known, session);
  const atom = known?.atom ?? `${identity.category}/${identity.name}`;
  const folder = await readPackageFolder(context.overlay, atom);
  const digest = digestOf(answer, session);
  const target: Target = { ...answer, identity, atom, known, folder, digest };
  if (identity.present !== undefined && isPresent(target) && !context.force) {
    const base = { ref: formatRef(ref), atom, version: identity.pv, files: [], diagnostics };
    const reason = `${identity.present}; --force generates it all the same`;
    return ended({ ...base, status: 'skipped', reason });
  }
  claim(atom, from, session);
  const back = whyBack(target);
  if (back !== undefined) return settle(target, session, back);
  const made = regenerate || gaps.has(atom) ? undefined : madeFrom(target);
  return made === undefined ? { kind: 'stale', target } : settle(target, session, { ebuild: made });
}

/** What a repository's project is called is in its sources: without them, only the state can tell. */
function identify(
  { ref, release, settings }: Answer,
  known: PackageState | undefined,
  { context }: UpdateSession,
): PackageIdentity {
  const [category = '', name = ''] = known?.atom.split('/') ?? [];
  const named = ref.source === 'pypi' || known === undefined ? {} : { category, name };
  const sdist = ref.source === 'pypi' ? trySelectSdist(release) : undefined;
  const { value } = translateIdentity({
    project: settings.pypi ?? release.project,
    version: release.version,
    ...(sdist === undefined ? {} : { filename: sdist.filename }),
    forge: settings.pypi === undefined ? release.forge : undefined,
    settings: { ...settings, ...named },
    index: context.index,
  });
  return value;
}

/** Whether it is certain that this is the package that a repository has; rememberSkipped notes it where looking tells. */
function isPresent({ ref, known, folder, digest }: Target): boolean {
  if (ref.source === 'pypi') return true;
  return Object.entries(known?.inputs ?? {}).some(([name, made]) => made === digest && !folder.has(name));
}

/** The ebuild that was made from exactly this, if it is still there. */
function madeFrom({ known, folder, digest }: Target): string | undefined {
  const inputs = Object.entries(known?.inputs ?? {});
  return inputs.find(([name, made]) => made === digest && folder.has(name))?.[0];
}

interface Settled {
  readonly ebuild: string;
  readonly note?: Diagnostic;
}

function settle(target: Target, { context }: UpdateSession, { ebuild, note }: Settled): Decision {
  const { ref, known, folder, atom, diagnostics } = target;
  const result: PackageResult = {
    ref: formatRef(ref),
    atom,
    version: ebuild.slice(atom.length - atom.lastIndexOf('/'), -'.ebuild'.length),
    status: 'unchanged',
    files: known === undefined ? [] : editedFiles(known, folder, context.overlay.sha256),
    diagnostics: note === undefined ? diagnostics : [...diagnostics, note],
  };
  return { kind: 'settled', result, target };
}

/**
 * Upstream's newest release is older than what is in the overlay, and neither the settings nor upstream's author refuse
 * that: an index that lags, a release under way or deleted. Nothing is taken back then.
 */
function whyBack({ identity, known, folder, choice }: Target): Settled | undefined {
  if (known === undefined) return undefined;
  const { name, pv } = identity;
  const refused = refusedKeys(choice);
  const newest = ownEbuilds(known, folder)
    .filter((ebuild) => isLater(ebuild, `${name}-${pv}.ebuild`) && !refused(ebuildKey(ebuild)))
    .at(-1);
  if (newest === undefined || ebuildKey(newest) === upstreamKey(pv)) return undefined;
  const young = [...choice.young].some((version) => upstreamKey(version) === ebuildKey(newest));
  if (young) return { ebuild: newest };
  return { ebuild: newest, note: found['upstream-went-back']({ newest: pv, present: newest }) };
}
