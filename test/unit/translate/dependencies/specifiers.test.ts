import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DepNode, Depset } from '../../../../src/gentoo/depset.ts';
import { formatDepset } from '../../../../src/gentoo/depset-format.ts';
import { atomMatchesVersion } from '../../../../src/gentoo/match.ts';
import {
  formatGentooVersion,
  type GentooVersion,
  parseGentooVersion,
} from '../../../../src/gentoo/version.ts';
import { formatSpecifiers, parseSpecifiers, type SpecifierSet } from '../../../../src/python/specifier.ts';
import { satisfies } from '../../../../src/python/specifier-match.ts';
import { formatVersion, isPrerelease, type Version } from '../../../../src/python/version.ts';
import {
  type SpecifierTarget,
  specifiersToAtoms,
} from '../../../../src/translate/dependencies/specifiers.ts';
import { gentooToVersion, versionToGentoo } from '../../../../src/translate/version.ts';
import { plainVersion, specifierSet } from '../arbitraries.ts';

const target = { package: { category: 'c', name: 'p' } };

function translate(text: string, existing = '', options: Partial<SpecifierTarget> = {}) {
  const { value, diagnostics } = specifiersToAtoms(text.split('||').map(parseSpecifiers), {
    ...target,
    ...(existing === '' ? {} : { existing: existing.split(' ').map(readVersion) }),
    ...options,
  });
  return {
    atoms: formatDepset(value).replace(/\s+/g, ' ').trim(),
    codes: diagnostics.map(({ code }) => code),
    messages: diagnostics.map(({ message }) => message),
  };
}

function readVersion(text: string) {
  const [pv = '', slot = '0'] = text.split(':');
  return { version: parseGentooVersion(pv), slot };
}

const TREE = '0.9 1.0 1.0-r1 1.5 2.0 3.0';

describe('where the versions that exist are known', () => {
  test.each([
    ['', TREE, 'c/p'],
    ['>=1.5', TREE, '>=c/p-1.5'],
    ['>=1.2.0', TREE, '>=c/p-1.2.0'],
    ['>=1.0.0', TREE, '>=c/p-1.0'],
    ['>=1', TREE, '>=c/p-1'],
    ['>=3.0.10', '3.0.9.0.0 3.0.10.0.0 3.1.0', '>=c/p-3.0.10'],
    ['>=2024.4.1', '2023.11.02 2024.03.01 2024.04.01 2024.05.01', '>=c/p-2024.04.01'],
    ['>1.0', TREE, '>=c/p-1.5'],
    ['<2', TREE, '<c/p-2'],
    ['<2.0.0', TREE, '<c/p-2'],
    ['<2', '1.9 2_rc1', '<c/p-2_alpha'],
    ['<2.0rc1', '1.9 2.0_beta1 2.0_rc1', '<c/p-2.0_rc1'],
    ['<3.0.dev0', TREE, '<c/p-3'],
    ['>=1.0.dev0', TREE, '>=c/p-1.0'],
    ['>=1.0.dev0', '1.0_alpha1 1.0', '>=c/p-1.0_alpha'],
    ['<=1.5', TREE, '<=c/p-1.5-r9999'],
    ['<=1.5', '1.0 1.5.0 2.0', '<=c/p-1.5.0-r9999'],
    ['==1', TREE, '~c/p-1.0'],
    ['==1.0', '1.0 1.0.0', '|| ( ~c/p-1.0 ~c/p-1.0.0 )'],
    ['==0.63b1', '0.62_beta1 0.63_beta1', '~c/p-0.63_beta1'],
    ['==1.*', TREE, '=c/p-1*'],
    ['==2.0.*', '1.9 2 2.0.1 2.1', '>=c/p-2 <c/p-2.1'],
    ['~=1.0', TREE, '>=c/p-1.0 =c/p-1*'],
    ['~=1.4.2', '1.4.1 1.4.2 1.4.9 1.5', '>=c/p-1.4.2 =c/p-1.4*'],
    ['!=1.5.0', TREE, 'c/p !~c/p-1.5'],
    ['!=1.5.0,>=1.0', TREE, '>=c/p-1.0 !~c/p-1.5'],
    ['!=1.*,>=0.5', TREE, '>=c/p-0.5 !=c/p-1*'],
    ['>=0.5,<1||>=2', TREE, '|| ( ( >=c/p-0.5 <c/p-1 ) >=c/p-2 )'],
  ])('%s among %s is %s, exactly', (text, existing, expected) => {
    expect(translate(text, existing)).toMatchObject({ atoms: expected, codes: [] });
  });

  test('a live ebuild is no release', () => {
    expect(translate('>2', '1.0 2 9999').atoms).toBe('>c/p-2.0-r9999');
  });

  test('an exclusion of what does not exist is left out, and said so', () => {
    expect(translate('!=1.4', TREE)).toMatchObject({ atoms: 'c/p', codes: ['exclusion-vacuous'] });
  });

  test('an exclusion goes where no blocker can stand, and that is said', () => {
    expect(translate('!=1.5', TREE, { blockers: false })).toMatchObject({
      atoms: 'c/p',
      codes: ['exclusion-dropped'],
    });
    expect(translate('!=1.5,<2||>=3', TREE).codes).toEqual(['exclusion-dropped']);
  });

  test('what no spelling can say is shown by example', () => {
    expect(translate('>1.0', '1.0 1.0_p1 1.1').messages).toEqual([]);
    expect(translate('>=1.0a1', '1.0_alpha1 1.0_pre1 1.0').messages).toEqual([
      '`p>=1.0a1` becomes `>=c/p-1.0_alpha1`, which also selects `1.0_pre1`',
    ]);
  });
});

describe('where nothing is known', () => {
  test.each([
    ['>=3.5.0,<5', '>=c/p-3.5 <c/p-5'],
    ['>=1.0.0', '>=c/p-1'],
    ['~=2.0.4', '>=c/p-2.0.4 =c/p-2.0*'],
    ['==1.2.*', '=c/p-1.2*'],
    ['==1.2.3', '~c/p-1.2.3'],
    ['!=1.5', 'c/p !~c/p-1.5'],
    ['<=1.2', '<=c/p-1.2-r9999'],
    ['===1.0', '~c/p-1.0'],
  ])('%s is %s', (text, expected) => {
    expect(translate(text).atoms).toBe(expected);
  });

  test.each([
    ['>=1.2,>=1.0.0', '>=c/p-1.2'],
    ['==1.5,>=1,<2', '~c/p-1.5'],
    ['==1.2.*,>=1.0', '=c/p-1.2*'],
    ['!=1.5,>=2', '>=c/p-2'],
    ['!=1.5.*,>=1.6', '>=c/p-1.6'],
    ['<2,<3,<=4', '<c/p-2'],
    ['~=1.4,<1.9', '>=c/p-1.4 <c/p-1.9'],
    ['>=1,>=1', '>=c/p-1'],
  ])('%s takes no more atoms than %s', (text, expected) => {
    expect(translate(text).atoms).toBe(expected);
  });

  test.each([
    ['===foo', 'c/p', ['bound-inexpressible']],
    ['==1.2+x', '~c/p-1.2', ['bound-local', 'bound-inexact']],
    ['!=1.2+x', 'c/p', ['bound-local']],
    ['==1!2.1', '~c/p-2.1', ['bound-epoch', 'bound-inexact']],
    ['>=0.9,<1!0', '<c/p-0', ['bound-epoch', 'bound-contradiction', 'bound-inexact']],
    ['>2,<1', '>c/p-2-r9999 <c/p-1', ['bound-contradiction']],
  ])('%s loses something and says so', (text, atoms, codes) => {
    expect(translate(text)).toMatchObject({ atoms, codes });
  });
});

describe('atoms around the bounds', () => {
  test('a blocker of what the repositories do not have at all is left out', () => {
    expect(translate('>=1,!=1.5', '', { existing: [] })).toMatchObject({
      atoms: '>=c/p-1',
      codes: ['exclusion-vacuous', 'bound-inexact'],
    });
  });

  test('carry the USE dependencies, blockers do not', () => {
    expect(translate('>=1,!=1.5', '', { use: ['x', '${PYTHON_USEDEP}'] }).atoms).toBe(
      '>=c/p-1[x,${PYTHON_USEDEP}] !~c/p-1.5',
    );
    expect(translate('', '', { use: ['${PYTHON_USEDEP}'] }).atoms).toBe('c/p[${PYTHON_USEDEP}]');
  });

  test('two bounds on a package of several slots name the slot', () => {
    const tree = '2.9:2/1 3.1:0 3.2:0';
    expect(translate('>=3.0,<4', tree).atoms).toBe('>=c/p-3.0:0 <c/p-4:0');
    expect(translate('>=2,<4', tree).atoms).toBe('|| ( ( >=c/p-2:0 <c/p-4:0 ) ( >=c/p-2:2 <c/p-4:2 ) )');
    expect(translate('>=3.0', tree).atoms).toBe('>=c/p-3.0');
  });

  test('more clauses than anybody writes are refused', () => {
    const many = Array.from({ length: 60 }, (_, at) => `!=1.${at}`).join(',');
    expect(() => translate(many)).toThrow(expect.objectContaining({ code: 'DEPENDENCY_INVALID' }));
    const started = performance.now();
    translate(Array.from({ length: 45 }, (_, at) => `!=1.${at}`).join(','));
    translate(`>=1${'.0'.repeat(99)}`);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

const selects = (nodes: Depset, pv: GentooVersion): boolean => nodes.every((node) => nodeSelects(node, pv));

function nodeSelects(node: DepNode, pv: GentooVersion): boolean {
  if (node.kind === 'atom') return atomMatchesVersion(node.atom, pv) === (node.atom.blocker === undefined);
  if (node.kind === 'any-of') return node.children.some((child) => nodeSelects(child, pv));
  return selects(node.children, pv);
}

const withoutZeros = ({ release }: Version): string => release.join('.').replace(/(?:\.0)+$/, '');

/** Whether a version is a bound with another spelling or other suffixes, or where a wild card ends. */
function isAtABound(version: Version, specifiers: SpecifierSet): boolean {
  const edges = specifiers.flatMap((clause) => {
    if (clause.operator === '===') return [];
    const wild = clause.operator === '~=' ? clause.version.release.slice(0, -1) : clause.version.release;
    const next = [...wild.slice(0, -1), (wild.at(-1) ?? 0) + 1];
    return [clause.version, { ...clause.version, release: wild }, { ...clause.version, release: next }];
  });
  return edges.some((edge) => withoutZeros(edge) === withoutZeros(version));
}

describe('atoms select by PMS what the clauses select by PEP 440', () => {
  const versions = fc.array(plainVersion, { minLength: 1, maxLength: 12 });
  const codesOf = (found: ReturnType<typeof specifiersToAtoms>) => found.diagnostics.map(({ code }) => code);

  test('of any version, where nothing is known; exceptions are at a bound and are reported', () => {
    const counts = { pairs: 0, reported: 0 };
    fc.assert(
      fc.property(specifierSet, versions, (specifiers, candidates) => {
        const found = specifiersToAtoms([specifiers], target);
        for (const version of candidates) {
          counts.pairs++;
          if (selects(found.value, versionToGentoo(version)) === satisfies(version, specifiers)) continue;
          counts.reported++;
          const pair = `${formatSpecifiers(specifiers)} and ${formatVersion(version)}`;
          expect(codesOf(found), pair).toContain('bound-inexact');
          expect(isAtABound(version, specifiers), pair).toBe(true);
        }
      }),
      { numRuns: 700 },
    );
    expect(counts.reported / counts.pairs).toBeLessThan(0.05);
  });

  test('of the versions that exist; an inexact one is always reported, and named among releases', () => {
    fc.assert(
      fc.property(specifierSet, versions, (specifiers, versionsThere) => {
        const existing = versionsThere.map((version) => ({ version: versionToGentoo(version), slot: '0' }));
        const found = specifiersToAtoms([specifiers], { ...target, existing });
        const wrong = existing.filter(
          ({ version }) => selects(found.value, version) !== satisfies(gentooToVersion(version)!, specifiers),
        );
        const context = `${formatSpecifiers(specifiers)} among ${existing.map(({ version }) => formatGentooVersion(version)).join(' ')}`;
        if (wrong.length > 0) expect(codesOf(found), context).toContain('bound-inexact');
      }),
      { numRuns: 700 },
    );
  });

  test('of existing releases of an ordinary project: all of them', () => {
    const releases = fc
      .uniqueArray(fc.tuple(...Array(3).fill(fc.nat(3))), { selector: (numbers) => numbers.join('.') })
      .map((all) => all.map((release): Version => ({ epoch: 0, release: release as number[] })));
    fc.assert(
      fc.property(specifierSet, releases, fc.constantFrom(2, 3), (specifiers, all, length) => {
        // `1.2.0` is called `1.2` by some.
        const spelled = all.map(({ release }) => ({
          epoch: 0,
          release: release[2] === 0 ? release.slice(0, length) : release,
        }));
        const existing = spelled.map((version) => ({ version: versionToGentoo(version), slot: '0' }));
        fc.pre(spelled.some((version) => satisfies(version, specifiers)));
        const found = specifiersToAtoms([specifiers], { ...target, existing });
        for (const version of spelled) {
          expect(selects(found.value, versionToGentoo(version)), formatVersion(version)).toBe(
            satisfies(version, specifiers),
          );
        }
        expect(codesOf(found).filter((code) => code !== 'exclusion-vacuous')).toEqual([]);
      }),
      { numRuns: 700 },
    );
  });
});

test('random clauses contain pre-releases, so that the properties mean something', () => {
  const sets = fc.sample(specifierSet, 300);
  const bounds = sets.flat().flatMap((clause) => (clause.operator === '===' ? [] : [clause.version]));
  expect(bounds.filter(isPrerelease).length).toBeGreaterThan(30);
});
