import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ForgeRelease } from '../../../../src/core/release.ts';
import {
  type ForgeSource,
  type ForgeSourceFacts,
  forgeArchiveToSource,
  forgeAssetDistfileName,
  forgeAssetToSource,
  forgeDistfileName,
} from '../../../../src/translate/sources/forge-uri.ts';

interface Case {
  readonly repo: string;
  readonly tag: string;
  readonly tagPattern?: string;
  readonly top: string;
  readonly PN?: string;
  readonly PV?: string;
  readonly kind?: ForgeRelease['kind'];
}

function factsOf({
  repo,
  tag,
  tagPattern,
  top,
  PN = 'demo',
  PV = '1.2',
  kind = 'github',
}: Case): ForgeSourceFacts {
  const host = kind === 'github' ? 'github.com' : 'codeberg.org';
  const url = `https://${host}/owner/${repo}`;
  return {
    PN,
    PV,
    top,
    forge: { kind, owner: 'owner', repo, tag, url, ...(tagPattern ? { tagPattern } : {}) },
  };
}

const lines = ({ helpers, srcUri, sourceDir }: ForgeSource) => [
  ...helpers.map(({ name, value }) => `${name}=${value.bash}`),
  ...srcUri.map(({ uri, filename }) => uri.bash + (filename ? ` -> ${filename.bash}` : '')),
  ...(sourceDir ? [`S=${sourceDir.bash}`] : []),
];

/** What bash makes of it, with PV's own functions standing in for the package manager's. */
function expand({ PN, PV }: ForgeSourceFacts, source: ForgeSource): string[] {
  const { helpers, srcUri, sourceDir } = source;
  const script = [
    `PN=${PN} PV=${PV} P=${PN}-${PV}`,
    'ver_cut() { cut -d. -f"$1" <<<"${PV}"; }',
    ...helpers.map(({ name, value }) => `${name}=${value.bash}`),
    `SRC_URI="${srcUri.map(({ uri, filename }) => `${uri.bash} -> ${filename?.bash ?? ''}`).join(' ')}"`,
    `S=\${P}${sourceDir === undefined ? '' : `; S=${sourceDir.bash}`}`,
    'printf "%s\\n" "${SRC_URI}" "${S}"',
  ].join('\n');
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
}

const gh = 'https://github.com/owner';

describe('forgeArchiveToSource', () => {
  test.each<[Case, readonly string[]]>([
    [
      { repo: 'demo', tag: 'v1.2', top: 'demo-1.2' },
      [`${gh}/\${PN}/archive/refs/tags/v\${PV}.tar.gz -> \${P}.gh.tar.gz`],
    ],
    [
      { repo: 'python-demo', tag: '1.2', top: 'python-demo-1.2' },
      [`${gh}/python-demo/archive/refs/tags/\${PV}.tar.gz -> \${P}.gh.tar.gz`, 'S=python-demo-${PV}'],
    ],
    [
      { repo: 'Demo', tag: 'pkg==1.2', tagPattern: 'pkg=={version}', top: 'Demo-pkg-1.2/sub' },
      [`${gh}/Demo/archive/refs/tags/pkg==\${PV}.tar.gz -> \${P}.gh.tar.gz`, 'S=Demo-pkg-${PV}/sub'],
    ],
    [
      { repo: 'demo', tag: 'v1.2-beta.3', tagPattern: 'v{version}', PV: '1.2_beta3', top: 'demo-1.2-beta.3' },
      [
        'MY_PV=${PV/_beta/-beta.}',
        `${gh}/\${PN}/archive/refs/tags/v\${MY_PV}.tar.gz -> \${P}.gh.tar.gz`,
        'S=${PN}-${MY_PV}',
      ],
    ],
    [
      { repo: 'demo', tag: 'demo-1-2', tagPattern: 'demo-{version}', top: 'demo-demo-1-2' },
      [
        'MY_PV=${PV//./-}',
        `${gh}/\${PN}/archive/refs/tags/demo-\${MY_PV}.tar.gz -> \${P}.gh.tar.gz`,
        'S=${PN}-demo-${MY_PV}',
      ],
    ],
    [
      { repo: 'demo', tag: 'v2024.01.05', tagPattern: 'v{version}', PV: '2024.1.5', top: 'demo-2024.01.05' },
      [
        'TAG=v2024.01.05',
        `${gh}/\${PN}/archive/refs/tags/\${TAG}.tar.gz -> \${P}.gh.tar.gz`,
        'S=${PN}-2024.01.05',
      ],
    ],
    [
      {
        repo: 'demo',
        tag: '@scope/demo@1.2',
        tagPattern: '@scope/demo@{version}',
        top: 'demo--scope-demo-1.2',
      },
      [
        `${gh}/\${PN}/archive/refs/tags/@scope/demo@\${PV}.tar.gz -> \${P}.gh.tar.gz`,
        'S=${PN}--scope-demo-${PV}',
      ],
    ],
    [
      { repo: 'demo', tag: 'v1.2', top: 'demo', kind: 'codeberg' },
      ['https://codeberg.org/owner/${PN}/archive/v${PV}.tar.gz -> ${P}.codeberg.tar.gz', 'S=${PN}'],
    ],
  ])('%j', (given, expected) => {
    expect(lines(forgeArchiveToSource(factsOf(given)))).toEqual(expected);
  });

  test('bash expands it to the address and the folder, whatever the tag', () => {
    const word = fc.stringMatching(/^[!-~]{0,12}$/);
    const PV = fc.constantFrom('1.2', '1.2_rc1', '2024.1.5');
    const spelt = fc.constantFrom('1.2', '1.2rc1', '1-2', '2024.01.05', '1.2.0');
    fc.assert(
      fc.property(word, word, PV, spelt, (before, after, pv, version) => {
        const tag = `${before}${version}${after}`;
        const facts = factsOf({
          repo: 'demo',
          tag,
          tagPattern: `${before}{version}${after}`,
          top: `demo-${version}`,
          PV: pv,
        });
        const [uri, folder] = expand(facts, forgeArchiveToSource(facts));
        const [address, filename] = (uri ?? '').split(' -> ');
        expect(decodeURIComponent(address ?? '')).toBe(`${gh}/demo/archive/refs/tags/${tag}.tar.gz`);
        expect(address).toMatch(/^[A-Za-z0-9.:/@=_~%-]+$/);
        expect([filename, folder]).toEqual([`demo-${pv}.gh.tar.gz`, `demo-${version}`]);
      }),
      { numRuns: 100, verbose: 1 },
    );
  }, 30_000);

  test.each(['demo-$(id)', 'demo 1', 'demo-`id`', 'demo-"', 'a\nb', 'x//y'])(
    'a folder %j is refused',
    (top) => {
      const facts = factsOf({ repo: 'demo', tag: 'v1.2', top });
      expect(() => forgeArchiveToSource(facts)).toThrow(
        expect.objectContaining({ code: 'SOURCE_UNSUPPORTED' }),
      );
    },
  );
});

describe('forgeAssetToSource', () => {
  const at = `${gh}/\${PN}/releases/download/v`;
  test.each([
    ['demo-1.2.tar.gz', '1.2', 'v1.2', [`${at}\${PV}/\${P}.tar.gz`]],
    ['Demo_x-1.2.tar.gz', '1.2', 'v1.2', [`${at}\${PV}/Demo_x-\${PV}.tar.gz`]],
    [
      'demo-1.2rc1.tar.gz',
      '1.2_rc1',
      'v1.2rc1',
      ['MY_PV=${PV/_rc/rc}', `${at}\${MY_PV}/demo-\${PV/_rc/rc}.tar.gz`],
    ],
    ['demo $x-1.2.tar.gz', '1.2', 'v1.2', [`${at}\${PV}/demo%20%24x-\${PV}.tar.gz -> \${P}.tar.gz`]],
  ])('%s', (filename, PV, tag, expected) => {
    const facts = factsOf({ repo: 'demo', tag, tagPattern: 'v{version}', PV, top: `demo-${PV}` });
    expect(lines(forgeAssetToSource(facts, filename))).toEqual(expected);
  });
});

test('names of distfiles', () => {
  const variables = { PN: 'demo', PV: '1.2' };
  expect(forgeDistfileName('github', variables)).toBe('demo-1.2.gh.tar.gz');
  expect(forgeDistfileName('codeberg', variables)).toBe('demo-1.2.codeberg.tar.gz');
  expect(forgeAssetDistfileName('Demo-1.2.tar.gz', variables)).toBe('Demo-1.2.tar.gz');
  expect(forgeAssetDistfileName('../x-1.2.tar.gz', variables)).toBe('demo-1.2.tar.gz');
});
