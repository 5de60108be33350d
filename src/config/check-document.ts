import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { EbuildgenError } from '../core/errors.ts';
import type { TomlPositions } from '../toml/positions.ts';
import { type ConfigDocument, documentSchema, knownKeys } from './schema.ts';

/** Holds a parsed configuration to the schema. Throws CONFIG_INVALID that names the key, its line and what was expected. */
export function checkDocument(value: unknown, positions: TomlPositions): ConfigDocument {
  const result = documentSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issueToError(issue, positions);
}

function issueToError(issue: z.core.$ZodIssue | undefined, positions: TomlPositions): EbuildgenError {
  if (issue === undefined) return new EbuildgenError('CONFIG_INVALID', 'the configuration cannot be read');
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...issue.path.map(String), ...(unknown === undefined ? [] : [unknown])];
  const position = positions.of(path);
  const where = { file: 'metadata/ebuildgen.toml', ...position };
  const key = path.join('.');
  if (unknown === undefined) {
    // Of a key that may not be one, the inner issue says what is wrong.
    const [inner] = issue.code === 'invalid_key' ? issue.issues : [];
    return new EbuildgenError('CONFIG_INVALID', `\`${key}\`: ${inner?.message ?? issue.message}`, { where });
  }
  const hint = suggestKey(unknown);
  return new EbuildgenError('CONFIG_INVALID', `\`${key}\` is not a known key`, {
    where,
    ...(hint === undefined ? {} : { hint }),
  });
}

function suggestKey(key: string): string | undefined {
  const nearest = closest(key, knownKeys);
  return distance(key, nearest) <= Math.max(2, key.length / 3) ? `did you mean \`${nearest}\`?` : undefined;
}
