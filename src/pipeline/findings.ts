import { defineFindings } from '../core/diagnostic.ts';
import type { MissingPart } from '../model/test-suite.ts';

/** What only the whole of a run can notice. */
export const found = defineFindings({
  'fact-source': {
    severity: 'note',
    text: (a: { fact: string; value: string; from: string }) => `${a.fact}: \`${a.value}\`, from ${a.from}`,
  },
  'test-runner': {
    severity: 'note',
    text: (a: { runner: string; reason: string }) => `tests: \`${a.runner}\`, because ${a.reason}`,
  },
  'test-plugin': {
    severity: 'note',
    text: (a: { distribution: string; evidence: readonly string[] }) =>
      `EPYTEST_PLUGINS: \`${a.distribution}\`, because of ${a.evidence.join('; ')}`,
  },
  'test-setting': {
    severity: 'note',
    text: (a: { setting: string; reason: string }) => `tests: \`${a.setting}\`, because ${a.reason}`,
  },
  'test-dependency': {
    severity: 'note',
    text: (a: { distribution: string; reasons: readonly string[] }) =>
      `tests need \`${a.distribution}\`: ${a.reasons.join('; ')}`,
  },
  'test-of-python': {
    severity: 'note',
    text: (a: { path: string }) =>
      `test dependency \`dev-python/test\`: \`${a.path}\` imports Python’s own \`test\``,
  },
  'test-program': {
    severity: 'note',
    text: (a: { name: string; path: string }) => `tests start \`${a.name}\`: ${a.path} does`,
  },
  'test-dependency-unpackaged': {
    severity: 'note',
    text: (a: { distribution: string; importers: readonly string[] }) =>
      `\`${a.distribution}\`, which no repository has, is needed by ${someOf(a.importers)} alone: once it is dropped from BDEPEND and they are in EPYTEST_IGNORE, the other tests run`,
  },
  'tests-left-out': {
    severity: 'warning',
    text: (a: { distribution: string; importers: readonly string[] }) =>
      a.importers.length === 0
        ? `\`${a.distribution}\`, which no repository has and no test imports, is left out of the test dependencies`
        : `\`${a.distribution}\`, which no repository has, is left out of the test dependencies with the tests in ${someOf(a.importers)}; --recursive=test generates it`,
  },
  'tests-of-single': {
    severity: 'warning',
    text: (a: { id: string; importers: readonly string[] }) =>
      `\`${a.id}\`, which is built for one Python at a time, is left out of the test dependencies with the tests in ${someOf(a.importers)}`,
  },
  'name-found': {
    severity: 'note',
    text: (a: { project: string; kind: string; steps: readonly string[] }) =>
      `\`${a.project}\` (${a.kind}): ${a.steps.join('; ')}`,
  },
  'dependency-failed': {
    severity: 'error',
    text: (a: { project: string; id: string; reason: string }) =>
      `\`${a.id}\` was to be generated for \`${a.project}\`, and that failed: ${a.reason}`,
  },
  'recursion-deep': {
    severity: 'warning',
    text: (a: { project: string; limit: number }) =>
      `\`${a.project}\` is not generated: it lies more than ${a.limit} steps away from what was asked for; ask for it by name, or raise --max-depth`,
  },
  'recursion-long': {
    severity: 'warning',
    text: (a: { project: string; limit: number }) =>
      `\`${a.project}\` is not generated: this run already has ${a.limit} packages; ask for it by name, or raise --max-packages`,
  },
  'cycle-broken': {
    severity: 'note',
    text: (a: { id: string; self: string }) =>
      `\`${a.id}\` is in PDEPEND, since \`${a.self}\` must be there before it can be built`,
  },
  'cycle-of-builds': {
    severity: 'warning',
    text: (a: { id: string; self: string }) =>
      `\`${a.self}\` needs \`${a.id}\` to be built, which in turn needs \`${a.self}\` to be built; one of them has to be bootstrapped by hand`,
  },
  'version-differs': {
    severity: 'warning',
    text: (a: { built: string; from: string; release: string }) =>
      `the archive is of ${a.release}, but builds version \`${a.built}\` (${a.from})`,
  },
  'tests-incomplete': {
    severity: 'warning',
    text: ({ missing: { neededBy, name, kind } }: { missing: MissingPart }) =>
      `\`${neededBy}\` needs the ${kind} \`${name}\`, which the sdist lacks, and no tag archive of the release was found: look for their source`,
  },
  'archive-for-tests': {
    severity: 'note',
    text: ({ archive, missing }: { archive: string; missing: MissingPart | undefined }) =>
      `the sdist lacks ${missing === undefined ? 'tests' : `the ${missing.kind} \`${missing.name}\`, which its tests need`}; the ebuild takes \`${archive}\` instead`,
  },
  'upstream-went-back': {
    severity: 'warning',
    text: (a: { newest: string; present: string }) =>
      `upstream's newest release is now ${a.newest}, and \`${a.present}\` is in the overlay already; nothing was changed`,
  },
  'lint-settings-invalid': {
    severity: 'note',
    text: (a: { reason: string }) => `all rules of \`lint\` are asked: ${a.reason}`,
  },
  'provenance-unknown': {
    severity: 'note',
    text: (a: { filename: string; reason: string }) =>
      `whether the publisher of \`${a.filename}\` attested it is not known: ${a.reason}`,
  },
  'extra-expanded': {
    severity: 'note',
    text: (a: { project: string; extra: string; requirements: string }) =>
      `the package of \`${a.project}\` has no USE flag \`${a.extra}\`; what that extra requires is listed instead: ${a.requirements}`,
  },
  'extra-beyond': {
    severity: 'warning',
    text: (a: { project: string; extra: string }) =>
      `what the extra \`${a.extra}\` of \`${a.project}\` requires is left out: extras of extras go too far; look it up and add it by hand`,
  },
  'extra-dropped': {
    severity: 'warning',
    text: (a: { project: string; extra: string }) =>
      `what the extra \`${a.extra}\` of \`${a.project}\` requires is not known; look it up and add it by hand`,
  },
});

/** The first three, and how many more there are. */
function someOf(paths: readonly string[]): string {
  const first = paths.slice(0, 3).map((path) => `\`${path}\``);
  const more = paths.length - first.length;
  return [...first, ...(more === 0 ? [] : [`${more} more`])].join(', ');
}
