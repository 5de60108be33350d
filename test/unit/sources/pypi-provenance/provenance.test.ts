import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provenanceUrl, tryReadProvenance } from '../../../../src/sources/pypi-provenance/provenance.ts';

const file = { filename: 'demo_pkg-1.2.tar.gz', sha256: 'ab'.repeat(32) };
const github = { kind: 'GitHub', repository: 'owner/demo', workflow: 'release.yml', environment: 'pypi' };
const statementOf = (subject: unknown) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject,
  predicateType: 'https://docs.pypi.org/attestations/publish/v1',
  predicate: null,
});
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const attestation = (name = file.filename, sha256 = file.sha256) => ({
  version: 1,
  verification_material: {},
  envelope: { statement: encode(statementOf([{ name, digest: { sha256 } }])), signature: 'x' },
});
const bundle = (publisher: unknown = github, ...attestations: readonly unknown[]) => ({
  publisher,
  attestations: attestations.length > 0 ? attestations : [attestation()],
});
const read = (...attestation_bundles: readonly unknown[]) =>
  tryReadProvenance(JSON.stringify({ version: 1, attestation_bundles }), file)?.publisherRepo;

describe('tryReadProvenance', () => {
  test.each([
    ['GitHub', github, 'https://github.com/owner/demo'],
    [
      'GitLab',
      { kind: 'GitLab', repository: 'group/sub/demo', workflow_filepath: 'x' },
      'https://gitlab.com/group/sub/demo',
    ],
    [
      'Google',
      { kind: 'Google', email: 'a-b@p.iam.gserviceaccount.com' },
      'gcp:a-b@p.iam.gserviceaccount.com',
    ],
  ])('%s', (_, publisher, expected) => {
    expect(read(bundle(publisher))).toBe(expected);
  });

  test('names are compared as the index compares them, and one attestation is enough', () => {
    expect(read(bundle(github, attestation('Demo.Pkg-1.2.tar.gz')))).toBe('https://github.com/owner/demo');
    expect(read(bundle(github, attestation('other-1.tar.gz'), attestation()))).toBe(
      'https://github.com/owner/demo',
    );
    expect(read(bundle(), bundle())).toBe('https://github.com/owner/demo');
  });

  test.each<[string, readonly unknown[]]>([
    ['no bundle', []],
    ['another digest', [bundle(github, attestation(file.filename, 'cd'.repeat(32)))]],
    ['another name', [bundle(github, attestation('other-1.2.tar.gz'))]],
    ['no attestation', [{ publisher: github, attestations: [] }]],
    ['an unknown publisher', [bundle({ kind: 'ActiveState', repository: 'a/b' })]],
    ['two publishers', [bundle(), bundle({ ...github, repository: 'other/demo' })]],
    ['one bundle about another file', [bundle(), bundle(github, attestation('x'))]],
    ['a repository that is none', [bundle({ kind: 'GitHub', repository: 'a/b"; rm -rf /' })]],
    ['a path', [bundle({ kind: 'GitLab', repository: '../../x' })]],
    ['two subjects', [bundle(github, { envelope: { statement: encode(statementOf([{}, {}])) } })]],
    ['another kind of statement', [bundle(github, { envelope: { statement: encode({ subject: [] }) } })]],
    ['no base64', [bundle(github, { envelope: { statement: '###' } })]],
    ['no UTF-8', [bundle(github, { envelope: { statement: 'gICA' } })]],
    ['no JSON inside', [bundle(github, { envelope: { statement: 'eA==' } })]],
    ['nonsense', [null]],
    ['prototype keys', [JSON.parse('{"__proto__":{"publisher":1},"publisher":null}')]],
    ['very many bundles', Array.from({ length: 100 }, () => bundle())],
  ])('%s: nothing', (_, bundles) => {
    expect(read(...bundles)).toBeUndefined();
  });

  test.each([
    '',
    '[]',
    'null',
    '{"version":2,"attestation_bundles":[]}',
    '{"version":1,"attestation_bundles":{}}',
  ])('%s: nothing', (text) => expect(tryReadProvenance(text, file)).toBeUndefined());

  test('whatever comes, it never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(
          read(value, { publisher: github, attestations: [{ envelope: { statement: value } }] }),
        ).toBeUndefined();
      }),
      { verbose: 1 },
    );
  });
});

test('where the index keeps it', () => {
  const asked = {
    indexUrl: 'https://pypi.org',
    project: 'demo-pkg',
    version: '1.2+a/b',
    filename: file.filename,
  };
  expect(provenanceUrl(asked)).toBe(
    'https://pypi.org/integrity/demo-pkg/1.2%2Ba%2Fb/demo_pkg-1.2.tar.gz/provenance',
  );
});
