import type { Staged } from '../../core/diagnostic.ts';
import { type Depset, takeAtoms } from '../../gentoo/depset.ts';
import type { EbuildModel } from '../../model/ebuild.ts';
import type { ReferenceIndex } from '../../model/package-index.ts';
import type { TestNeed } from '../../model/test-suite.ts';
import { found } from '../findings.ts';

interface Tested {
  readonly ebuild: EbuildModel;
  readonly needs: readonly TestNeed[];
}

/**
 * A test dependency that nobody has packaged makes all tests impossible to run. Where only some modules import it and a
 * complete repository lacks it, they are left out of the ebuild's tests and the others run; elsewhere they are named.
 */
export function leaveOutUnpackaged(
  { ebuild, needs }: Tested,
  repositories: ReferenceIndex,
  isPlanned: (category: string, name: string) => boolean,
): Staged<EbuildModel> {
  const { tests, bdepend } = ebuild;
  if (!repositories.known || tests.runner !== 'pytest') return { value: ebuild, diagnostics: [] };
  const missing = needs.flatMap(({ distribution, onlyIn }) => {
    const { exists, category, name } = repositories.find(distribution);
    if (onlyIn === undefined || exists || isPlanned(category, name)) return [];
    return [{ distribution, importers: onlyIn, id: `${category}/${name}` }];
  });
  if (!repositories.complete) {
    const hinted = missing.filter(({ importers }) => importers.length > 0);
    return { value: ebuild, diagnostics: hinted.map((each) => found['test-dependency-unpackaged'](each)) };
  }
  const ids = new Set(missing.map(({ id }) => id));
  const ignore = [...new Set([...tests.ignore, ...missing.flatMap(({ importers }) => importers)])].sort();
  return {
    value: { ...ebuild, bdepend: withoutTestAtoms(bdepend, ids), tests: { ...tests, ignore } },
    diagnostics: missing.map((each) => found['tests-left-out'](each)),
  };
}

function withoutTestAtoms(bdepend: Depset, ids: ReadonlySet<string>): Depset {
  return bdepend.flatMap((node) =>
    node.kind === 'use' && node.flag === 'test' ? takeAtoms([node], ids).rest : [node],
  );
}
