import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Atom, tryParseAtom } from '../../src/gentoo/atom.ts';
import { createRepositoryPorts } from '../../src/io/repository-cache.ts';
import { loadReferenceIndex } from '../../src/repository/load-index.ts';
import { PYTHON_TARGETS } from '../../src/repository/python-targets.ts';
import { checkSatisfiable } from '../../src/repository/satisfiable.ts';

const shared = fileURLToPath(new URL('../../../shared', import.meta.url));
const missing = !existsSync(`${shared}/gentoo-repo`);
if (missing) console.warn('skipped: ../shared/gentoo-repo is not there');

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const load = () =>
  loadReferenceIndex(createRepositoryPorts(undefined), {
    directories: [`${shared}/gentoo-repo`],
    configRoot: '/nonexistent',
  }).value;

/** Dependencies of the hand-written ebuilds: the project that has them and the atom, blockers left out. */
function readGoldAtoms(): { readonly project: string; readonly atom: Atom; readonly targets: string[] }[] {
  return readdirSync(`${shared}/corpus`).flatMap((project) => {
    const gold = readJson(`${shared}/corpus/${project}/gold.json`);
    const rows: [string[], string][] = ['RDEPEND', 'DEPEND', 'BDEPEND', 'PDEPEND'].flatMap(
      (key) => gold[key] ?? [],
    );
    return rows
      .map(([, text]) => tryParseAtom(text.replace('@PYUSE@', '${PYTHON_USEDEP}')))
      .filter((atom) => atom !== undefined && atom.blocker === undefined)
      .map((atom) => ({ project, atom: atom!, targets: (gold.PYTHON_COMPAT ?? []) as string[] }));
  });
}

describe.skipIf(missing)('the reference repository', () => {
  let index: ReturnType<typeof load>;
  let gold: ReturnType<typeof readGoldAtoms>;
  // The body of a suite runs also where its tests are skipped.
  beforeAll(() => {
    index = load();
    gold = readGoldAtoms();
  });
  const hasPython = ({ category, name }: Atom) =>
    index.versions(category, name).some(({ python }) => python !== undefined);

  test('Python dependencies of hand-written ebuilds that exist are found by their name', () => {
    const wanted = gold.filter(({ atom }) => hasPython(atom) && atom.category !== 'dev-vcs');
    const lost = wanted.filter(({ atom }) => {
      const found = index.find(atom.name);
      return found.category !== atom.category || found.name !== atom.name || !found.exists;
    });
    const texts = lost.map(({ project, atom }) => `${project}: ${atom.category}/${atom.name}`);
    console.log(`${wanted.length - lost.length} of ${wanted.length} names found`);
    expect(wanted.length).toBeGreaterThan(100);
    expect(1 - lost.length / wanted.length, texts.join('\n')).toBeGreaterThanOrEqual(0.97);
  });

  test('what a person depends on is satisfiable', () => {
    const findings = gold
      .filter(({ atom }) => index.versions(atom.category, atom.name).length > 0)
      .flatMap(({ project, atom, targets }) => {
        const found = index.find(atom.name);
        // An ebuild of an older tree names interpreters that are gone; newer ones are for package.use to keep apart.
        const current = targets.filter((target) => index.defaultTargets.includes(target));
        const wanted = {
          project,
          found: { ...found, ...atom },
          atoms: [atom],
          targets: current,
          keywords: ['~amd64'],
        };
        return checkSatisfiable(index, wanted).diagnostics.map(
          ({ code, message }) => `${project}: ${code} ${message}`,
        );
      })
      .filter((text) => !/dependency-(?:deprecated|ambiguous)/.test(text));
    expect(findings).toEqual([]);
  });

  test('moved packages are found under their new name', () => {
    expect(index.find('prompt_toolkit')).toMatchObject({ category: 'dev-python', name: 'prompt-toolkit' });
    expect(index.find('passlib')).toMatchObject({ name: 'libpass' });
    expect(index.find('nbxmpp').name).toBe('nbxmpp');
    expect(index.find('python-zeroconf')).toMatchObject({ name: 'zeroconf', by: 'move' });
  });

  test('profiles are read', () => {
    expect(index.pythonTargets).toEqual(PYTHON_TARGETS);
    expect(index.arches?.has('amd64')).toBe(true);
    expect(index.licenses?.has('Apache-2.0')).toBe(true);
    expect(index.deprecated(tryParseAtom('>=dev-python/tomli-1')!)).toBe(true);
  });
});
