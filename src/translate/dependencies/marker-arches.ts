import { reduceMarker, type Verdict } from '../../python/marker-eval.ts';

/** On which architectures something is wanted, as few names as it takes. */
export interface ArchCondition {
  readonly kind: 'always' | 'never' | 'only' | 'except';
  /** Gentoo's names, sorted; empty for `always` and `never`. */
  readonly arches: readonly string[];
  /** Architectures of which only some machines were named; they count as wanted. */
  readonly widened: readonly string[];
  /** True where a part of the marker is unknown even for a given machine; it counts as true. */
  readonly open: boolean;
}

/** Turns what a marker leaves open (`platform_machine == "x86_64"`) into architectures, by trying every machine. */
export function archesWhere(verdict: Verdict): ArchCondition {
  if (typeof verdict === 'boolean') {
    return { kind: verdict ? 'always' : 'never', arches: [], widened: [], open: false };
  }
  const answers = new Map(
    [...MACHINES].map(([arch, machines]) => [
      arch,
      machines.map((machine) => reduceMarker(verdict, { platform_machine: machine })),
    ]),
  );
  const wanted = [...answers].filter(([, each]) => each.some((answer) => answer !== false));
  const widened = wanted.filter(([, each]) => each.includes(false));
  const open = wanted.some(([, each]) => each.some((answer) => typeof answer !== 'boolean'));
  return { ...shortest(wanted.map(([arch]) => arch)), widened: widened.map(([arch]) => arch), open };
}

/**
 * What `uname -m` says on the architectures of profiles/arch.list, the ones without a Linux kernel left out.
 * A machine that upstream names and that is not here (`AMD64` of Windows, `arm64` of macOS) is none of Gentoo's.
 */
const MACHINES: ReadonlyMap<string, readonly string[]> = new Map([
  ['alpha', ['alpha']],
  ['amd64', ['x86_64']],
  ['arm', ['armv5tel', 'armv6l', 'armv7l', 'armv8l']],
  ['arm64', ['aarch64']],
  ['hppa', ['parisc', 'parisc64']],
  ['loong', ['loongarch64']],
  ['m68k', ['m68k']],
  ['mips', ['mips', 'mips64']],
  ['ppc', ['ppc']],
  ['ppc64', ['ppc64', 'ppc64le']],
  ['riscv', ['riscv32', 'riscv64']],
  ['s390', ['s390x']],
  ['sparc', ['sparc64']],
  ['x86', ['i486', 'i586', 'i686']],
]);

function shortest(wanted: readonly string[]): Pick<ArchCondition, 'kind' | 'arches'> {
  const others = [...MACHINES.keys()].filter((arch) => !wanted.includes(arch));
  if (others.length === 0) return { kind: 'always', arches: [] };
  if (wanted.length === 0) return { kind: 'never', arches: [] };
  return wanted.length <= others.length
    ? { kind: 'only', arches: wanted }
    : { kind: 'except', arches: others };
}
