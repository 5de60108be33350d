import { textFieldOf } from '../json-value.ts';

/** Who published a file, in the form that pypi.eclass's PYPI_VERIFY_REPO takes. */
export interface AttestedPublisher {
  /** `https://github.com/OWNER/REPO`, `https://gitlab.com/GROUP/REPO`, `gcp:ADDRESS`. */
  readonly publisherRepo: string;
}

interface PublisherKind {
  /** The field of the publisher that tells who it is. */
  readonly field: string;
  readonly valid: RegExp;
  readonly prefix: string;
}

/** https://docs.pypi.org/trusted-publishers/: those kinds that pypi-attestations can be told to expect. */
const kinds: ReadonlyMap<string, PublisherKind> = new Map([
  ['GitHub', { field: 'repository', valid: /^[\w-]{1,100}\/[\w.-]{1,100}$/, prefix: 'https://github.com/' }],
  [
    'GitLab',
    {
      field: 'repository',
      valid: /^[\w-][\w.-]{0,99}(?:\/[\w-][\w.-]{0,99}){1,10}$/,
      prefix: 'https://gitlab.com/',
    },
  ],
  ['Google', { field: 'email', valid: /^[\w.+-]{1,100}@[\w-]+(?:\.[\w-]+){1,8}$/, prefix: 'gcp:' }],
]);

/** undefined for kinds that we do not know, and for names that no such publisher has. */
export function tryReadPublisher(publisher: unknown): AttestedPublisher | undefined {
  const kind = kinds.get(textFieldOf(publisher, 'kind') ?? '');
  const name = kind && textFieldOf(publisher, kind.field);
  if (kind === undefined || name === undefined || !kind.valid.test(name)) return undefined;
  return { publisherRepo: `${kind.prefix}${name}` };
}
