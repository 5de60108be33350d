import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../../src/core/errors.ts';
import type { DistfileRequest } from '../../../../src/core/ports.ts';
import type { Distfile } from '../../../../src/core/release.ts';
import { parseGentooVersion } from '../../../../src/gentoo/version.ts';
import type { EbuildModel } from '../../../../src/model/ebuild.ts';
import { addProvenance } from '../../../../src/pipeline/package/provenance.ts';

const digestsOf = (letter: string) => ({
  BLAKE2B: letter.repeat(128),
  SHA512: letter.repeat(128),
  SHA256: letter.repeat(64),
});
const sdist: Distfile = { filename: 'spam-1.0.tar.gz', url: 'x', size: 9, digests: digestsOf('a') };

const ebuild: EbuildModel = {
  category: 'dev-python',
  name: 'spam',
  version: parseGentooVersion('1.0'),
  year: 2026,
  distutils: { extension: false, backend: 'setuptools', pythonCompat: ['python3_14'], pythonReqUse: [] },
  pypi: { pn: { bash: 'Spam' } },
  inherit: ['distutils-r1', 'pypi'],
  helpers: [],
  description: 'Spam',
  homepage: [],
  license: 'MIT',
  slot: '0',
  keywords: [],
  iuse: [],
  restrict: [],
  properties: [],
  rdepend: [],
  depend: [],
  bdepend: [],
  exports: [],
  tests: {
    runner: 'none',
    plugins: [],
    ownPlugin: false,
    loadViaEnv: false,
    xdist: false,
    deselect: [],
    ignore: [],
  },
  functions: [],
};

function attesting(sha256: string): string {
  const subject = [{ name: sdist.filename, digest: { sha256 } }];
  const statement = btoa(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject }));
  const publisher = { kind: 'GitHub', repository: 'o/spam' };
  const attestations = [{ envelope: { statement } }];
  return JSON.stringify({ version: 1, attestation_bundles: [{ publisher, attestations }] });
}

async function add(answer: string | EbuildgenError, more: Partial<EbuildModel> = {}) {
  const asked: string[] = [];
  const fetchFile = async ({ url, filename }: Omit<DistfileRequest, 'keep'>) => {
    asked.push(`${url} -> ${filename}`);
    if (answer instanceof EbuildgenError) throw answer;
    const body = new TextEncoder().encode(answer);
    return { distfile: { filename, url, size: body.length, digests: digestsOf('b') }, body };
  };
  const model = {
    ebuild: { ...ebuild, ...more },
    metadata: { maintainers: [], useFlags: [], remoteIds: [] },
  };
  const { value, diagnostics } = await addProvenance(
    { model, distfiles: [sdist] },
    { project: 'Spam', version: '1.0' },
    { distfiles: { fetchFile }, indexUrl: 'https://pypi.org' },
  );
  return {
    asked,
    pypi: value.model.ebuild.pypi,
    files: value.distfiles.map(({ filename }) => filename),
    codes: diagnostics.map(({ code }) => code),
  };
}

describe('addProvenance', () => {
  test('an attested sdist is verified, and the attestation is a distfile', async () => {
    const { asked, pypi, files, codes } = await add(attesting('a'.repeat(64)));
    expect(asked).toEqual([
      'https://pypi.org/integrity/Spam/1.0/spam-1.0.tar.gz/provenance -> spam-1.0.tar.gz.provenance',
    ]);
    expect(pypi).toEqual({ pn: { bash: 'Spam' }, verifyRepo: 'https://github.com/o/spam' });
    expect(files).toEqual(['spam-1.0.tar.gz', 'spam-1.0.tar.gz.provenance']);
    expect(codes).toEqual([]);
  });

  test.each<[string, string | EbuildgenError, readonly string[]]>([
    ['about another file', attesting('c'.repeat(64)), []],
    ['no document', '<html>', []],
    ['nothing attested', new EbuildgenError('UPSTREAM_NOT_FOUND', 'answered 404'), []],
    ['no answer', new EbuildgenError('UPSTREAM_UNAVAILABLE', 'down'), ['provenance-unknown']],
  ])('%s: the package stays as it is', async (_, answer, codes) => {
    expect(await add(answer)).toMatchObject({
      pypi: { pn: { bash: 'Spam' } },
      files: ['spam-1.0.tar.gz'],
      codes,
    });
  });

  test.each<[string, Partial<EbuildModel>]>([
    ['an unpacking function of its own', { functions: [{ name: 'src_unpack', lines: [] }] }],
    ['a file name that is not normalised', { pypi: { noNormalize: true } }],
    ['cargo', { inherit: ['cargo', 'distutils-r1', 'pypi'] }],
    ['a SRC_URI of its own', { srcUri: [{ uri: { bash: '$(pypi_sdist_url)' } }] }],
  ])('with %s nothing is asked', async (_, more) => {
    const { asked, pypi } = await add(attesting('a'.repeat(64)), more);
    expect(asked).toEqual([]);
    expect(pypi).not.toHaveProperty('verifyRepo');
  });
});
