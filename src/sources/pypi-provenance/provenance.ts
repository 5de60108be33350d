import { normalizeName } from '../../python/name.ts';
import { fieldOf, listFieldOf, textFieldOf, tryParseJson } from '../json-value.ts';
import { type AttestedPublisher, tryReadPublisher } from './publisher.ts';

/** The file that attestations are to be about. */
export interface AttestedFile {
  readonly filename: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface ProvenanceAddress {
  /** Address of the index without a trailing slash. */
  readonly indexUrl: string;
  readonly project: string;
  readonly version: string;
  readonly filename: string;
}

/** Where the index keeps a file's attestations: what pypi.eclass fetches as `FILE.provenance`. */
export function provenanceUrl({ indexUrl, ...rest }: ProvenanceAddress): string {
  const [project, version, filename] = [rest.project, rest.version, rest.filename].map(encodeURIComponent);
  return `${indexUrl}/integrity/${project}/${version}/${filename}/provenance`;
}

/** Far more than any project has; a document beyond it is not read. */
const limits = { document: 2_000_000, bundles: 20, attestations: 20, statement: 100_000 } as const;

/**
 * Reads a provenance object (PEP 740, https://docs.pypi.org/api/integrity/): the one publisher of all its bundles, each
 * of which must have an attestation whose subject is this file by name and digest. Signatures are not checked: that is
 * what the generated ebuild does.
 */
export function tryReadProvenance(text: string, file: AttestedFile): AttestedPublisher | undefined {
  const document = text.length <= limits.document ? tryParseJson(text) : undefined;
  if (fieldOf(document, 'version') !== 1) return undefined;
  const bundles = listFieldOf(document, 'attestation_bundles');
  if (bundles.length > limits.bundles || !bundles.every((bundle) => attests(bundle, file))) return undefined;
  const publishers = bundles.map((bundle) => tryReadPublisher(fieldOf(bundle, 'publisher')));
  const [first] = publishers;
  const same = publishers.every((publisher) => publisher?.publisherRepo === first?.publisherRepo);
  return same ? first : undefined;
}

function attests(bundle: unknown, file: AttestedFile): boolean {
  const attestations = listFieldOf(bundle, 'attestations').slice(0, limits.attestations);
  return attestations.some((attestation) => isAbout(tryReadStatement(attestation), file));
}

/** The in-toto statement in an attestation's envelope. */
function tryReadStatement(attestation: unknown): unknown {
  const encoded = textFieldOf(fieldOf(attestation, 'envelope'), 'statement');
  if (encoded === undefined || encoded.length > limits.statement) return undefined;
  const text = tryDecodeBase64(encoded);
  return text === undefined ? undefined : tryParseJson(text);
}

function isAbout(statement: unknown, { filename, sha256 }: AttestedFile): boolean {
  if (textFieldOf(statement, '_type') !== 'https://in-toto.io/Statement/v1') return false;
  const [subject, ...others] = listFieldOf(statement, 'subject');
  const name = textFieldOf(subject, 'name') ?? '';
  const digest = textFieldOf(fieldOf(subject, 'digest'), 'sha256')?.toLowerCase();
  return others.length === 0 && digest === sha256 && normalizeName(name) === normalizeName(filename);
}

function tryDecodeBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
