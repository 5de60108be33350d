import type { Staged } from '../../core/diagnostic.ts';
import { type Depset, takeAtoms } from '../../gentoo/depset.ts';
import type { EbuildModel } from '../../model/ebuild.ts';
import type { ReferenceIndex } from '../../model/package-index.ts';
import type { TestNeed } from '../../model/test-suite.ts';
import { found } from '../findings.ts';

interface Tested {
  readonly ebuild: EbuildModel;
  readonly needs: readonly TestNeed[];
  readonly testModules: number;
}

/**
 * A test dependency that cannot be had makes all tests impossible to run. Where only some modules import it, and a complete
 * repository lacks it or it is built for one Python at a time, they are left out of the ebuild's tests and the others
 * run; with an excerpt of a repository they are named.
 */
export function leaveOutUnpackaged(
  { ebuild, needs, testModules }: Tested,
  repositories: ReferenceIndex,
  isPlanned: (category: string, name: string) => boolean,
): Staged<EbuildModel> {
  const { tests, bdepend } = ebuild;
  if (!repositories.known || tests.runner !== 'pytest') return { value: ebuild, diagnostics: [] };
  const obstacles = needs.flatMap((need): Obstacle[] => {
    const { exists, python, category, name } = repositories.find(need.distribution);
    const isThere = (exists && python !== 'single') || isPlanned(category, name);
    if (need.onlyIn === undefined || isThere) return [];
    const { distribution, onlyIn: importers } = need;
    return [{ distribution, importers, id: `${category}/${name}`, exists }];
  });
  const isSure = ({ exists, importers }: Obstacle) => (exists ? importers.length > 0 : repositories.complete);
  const removable = obstacles.filter(isSure);
  const stopped = new Set(removable.flatMap(({ importers }) => importers));
  // Where nothing would be left to run, that is no remedy.
  const leftOut = stopped.size < testModules ? removable : [];
  const hinted = obstacles.filter((each) => !leftOut.includes(each) && each.importers.length > 0);
  const ids = new Set(leftOut.map(({ id }) => id));
  const ignore = [...new Set([...tests.ignore, ...leftOut.flatMap(({ importers }) => importers)])].sort();
  return {
    value: { ...ebuild, bdepend: withoutTestAtoms(bdepend, ids), tests: { ...tests, ignore } },
    diagnostics: [
      ...leftOut.map((each) => found[each.exists ? 'tests-of-single' : 'tests-left-out'](each)),
      ...hinted.map((each) => found['test-dependency-unpackaged'](each)),
    ],
  };
}

/** What stands in the way of a suite. */
interface Obstacle {
  readonly distribution: string;
  /** Test modules that it stops. */
  readonly importers: readonly string[];
  /** `category/name` */
  readonly id: string;
  readonly exists: boolean;
}

function withoutTestAtoms(bdepend: Depset, ids: ReadonlySet<string>): Depset {
  return bdepend.flatMap((node) =>
    node.kind === 'use' && node.flag === 'test' ? takeAtoms([node], ids).rest : [node],
  );
}
