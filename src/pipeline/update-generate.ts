import type { ReleaseRef, UpstreamRelease } from '../core/release.ts';
import type { PackageResult } from '../model/result.ts';
import type { PackageSettings } from '../model/settings.ts';
import { formatRef, type RunContext } from './context.ts';
import { generatePackage } from './generate-package.ts';

interface Chosen {
  readonly release: UpstreamRelease;
  readonly settings: PackageSettings;
  /** Of what the package is made from. */
  readonly digest: string;
}

/** Generates the release that was chosen and remembers what it was made from. */
export async function generateChosen(
  ref: ReleaseRef,
  { release, digest }: Chosen,
  context: RunContext,
): Promise<PackageResult> {
  const version = release.forge?.tag ?? release.version;
  const result = { ...(await generatePackage({ ...ref, version }, context)), ref: formatRef(ref) };
  const ebuild = nameOfEbuild(result);
  if (ebuild === undefined || result.atom === undefined) return result;
  rememberInputs(context, result.atom, { [ebuild]: digest });
  const pvr = ebuild.slice(result.atom.length - result.atom.lastIndexOf('/'), -'.ebuild'.length);
  return { ...result, version: pvr };
}

/** The ebuild that a result is about: with a new revision its list of files has the old one too, as removed. */
function nameOfEbuild({ files }: PackageResult): string | undefined {
  const path = files.find((file) => file.path.endsWith('.ebuild') && file.change !== 'removed')?.path;
  return path?.slice(path.lastIndexOf('/') + 1);
}

function rememberInputs(
  { overlay }: RunContext,
  atom: string,
  inputs: Readonly<Record<string, string>>,
): void {
  const state = overlay.state.get(atom);
  if (state === undefined || overlay.dryRun) return;
  overlay.state.set(atom, { ...state, inputs: { ...state.inputs, ...inputs } });
}
