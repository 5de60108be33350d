import { EbuildgenError } from '../../core/errors.ts';
import type { ReleaseRef } from '../../core/release.ts';
import { normalizeName } from '../../python/name.ts';
import { formatRef, type Made, type RunContext } from '../context.ts';
import { tryGuessAtom } from '../package/guess-atom.ts';
import type { RecursionLimits } from '../recursion/resolve-plan.ts';
import { formatInputs } from './update-inputs.ts';

export interface UpdateJob {
  readonly context: RunContext;
  /** Version of this program: another one may write other ebuilds. */
  readonly generator: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Make every package anew, also where upstream has nothing new. */
  readonly regenerate: boolean;
  /** Generate also what packages need and no repository has. */
  readonly recursion?: RecursionLimits;
}

/** What the packages of one update share. */
export interface UpdateSession extends UpdateJob {
  /** `category/name` → what this run makes it from; two tables must not fight over one package. */
  readonly claims: Map<string, string>;
  /** fromKey → `category/name`, of the packages that the overlay had when the update began. */
  readonly atoms: ReadonlyMap<string, string>;
  /** Packages of the overlay that need what nobody has: to be made anew, with what they lack. */
  readonly gaps: ReadonlySet<string>;
  /** Ref with version → digest of what the package is made from. */
  readonly digests: Map<string, string>;
}

export function createUpdateSession(job: UpdateJob, gaps: ReadonlySet<string>): UpdateSession {
  const entries = [...job.context.overlay.state.values()];
  const digests = new Map<string, string>();
  const madeFrom: RunContext['madeFrom'] = (ref, made) => digests.get(formatRef(ref)) ?? digestOf(made, job);
  return {
    ...job,
    context: { ...job.context, madeFrom },
    claims: new Map(),
    atoms: new Map(entries.map(({ atom, from }) => [fromKey(from), atom])),
    gaps,
    digests,
  };
}

/** `pypi:Foo_Bar` and `pypi:foo-bar` are one: upstream may change the spelling of a name. */
const fromKey = (from: string) => normalizeName(from);

/** Of what a package is made from: where it is the same, so is the package. */
export function digestOf(made: Made, { context, generator }: UpdateJob): string {
  return context.ports.sha256(formatInputs({ ...made, generator })).slice(0, 32);
}

/** `category/name` of the package that the overlay has of something; undefined where it has none. */
export function knownAtom(from: string, { atoms }: UpdateSession): string | undefined {
  return atoms.get(fromKey(from));
}

/** What a package is called, where that is known without upstream's answer. */
export function expectedAtom(ref: ReleaseRef, session: UpdateSession): string | undefined {
  return knownAtom(`${ref.source}:${ref.project}`, session) ?? tryGuessAtom(ref, session.context);
}

/** Throws OVERLAY_CONFLICT where another table makes the same package. */
export function claim(atom: string, from: string, { claims }: UpdateSession): void {
  const other = claims.get(atom) ?? from;
  claims.set(atom, other);
  if (other === from) return;
  throw new EbuildgenError('OVERLAY_CONFLICT', `\`${atom}\` is made from \`${other}\` already`, {
    hint: 'give one of the two tables of metadata/ebuildgen.toml another `name`, or remove it',
  });
}
