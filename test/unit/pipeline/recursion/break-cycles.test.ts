import { describe, expect, test } from 'vitest';
import type { DepNode } from '../../../../src/gentoo/depset.ts';
import type { EbuildModel } from '../../../../src/model/ebuild.ts';
import { breakCycles } from '../../../../src/pipeline/recursion/break-cycles.ts';
import type { PackageNeed } from '../../../../src/pipeline/recursion/required-packages.ts';

const atom = (name: string): DepNode => ({ kind: 'atom', atom: { category: 'dev-python', name, use: [] } });
const under = (...children: DepNode[]): DepNode => ({ kind: 'python-cond', patterns: ['3.12'], children });
const either = (...children: DepNode[]): DepNode => ({ kind: 'any-of', children });
const need = (name: string, kind: PackageNeed['kind'] = 'runtime') => ({ id: `dev-python/${name}`, kind });
const requires = (...needs: PackageNeed[]) =>
  needs.map((each) => ({ ...each, project: each.id.replace('dev-python/', ''), specifiers: [] }));

/** Of the ebuild only what the function looks at. */
const rig = (...rdepend: DepNode[]) =>
  ({ category: 'dev-python', name: 'rig', rdepend }) as unknown as EbuildModel;
const graph = (needs: Readonly<Record<string, readonly PackageNeed[]>>) =>
  new Map(Object.entries(needs).map(([name, each]) => [`dev-python/${name}`, each]));

describe('breakCycles', () => {
  test('moves what leads back to a package that needs this one to be built, conditions and all', () => {
    const ebuild = rig(atom('mast'), atom('quay'), under(atom('mast'), atom('quay')));
    const { value, diagnostics } = breakCycles(
      { ebuild, requires: requires(need('mast'), need('quay')) },
      graph({ mast: [need('sail')], sail: [need('rig', 'build')], quay: [] }),
    );
    expect(value.rdepend).toEqual([atom('quay'), under(atom('quay'))]);
    expect(value.pdepend).toEqual([atom('mast'), under(atom('mast'))]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['cycle-broken']);
  });

  test.each([
    ['needs this one only to run', { mast: [need('rig')] }],
    ['needs this one only to be tested', { mast: [need('rig', 'test')] }],
    ['leads there only by way of tests', { mast: [need('sail', 'test')], sail: [need('rig', 'build')] }],
    [
      'leads there only by way of this one',
      { mast: [need('rig')], rig: [need('x')], x: [need('rig', 'build')] },
    ],
    ['is in a cycle of its own', { mast: [need('sail')], sail: [need('mast', 'build')] }],
  ])('leaves what %s', (_, needs) => {
    const ebuild = rig(atom('mast'));
    const staged = breakCycles({ ebuild, requires: requires(need('mast')) }, graph(needs));
    expect(staged).toEqual({ value: ebuild, diagnostics: [] });
  });

  test('leaves alternatives', () => {
    const { value } = breakCycles(
      { ebuild: rig(either(atom('mast'), atom('pole')), atom('mast')), requires: requires(need('mast')) },
      graph({ mast: [need('rig', 'build')] }),
    );
    expect(value.rdepend).toEqual([either(atom('mast'), atom('pole'))]);
    expect(value.pdepend).toEqual([atom('mast')]);
  });

  test('can only report a cycle of build dependencies', () => {
    const ebuild = rig();
    const { value, diagnostics } = breakCycles(
      { ebuild, requires: requires(need('mast', 'build')) },
      graph({ mast: [need('rig', 'build')] }),
    );
    expect(value).toBe(ebuild);
    expect(diagnostics.map(({ code }) => code)).toEqual(['cycle-of-builds']);
  });
});
