import { z } from 'zod';

/** The tables of metadata/ebuildgen.toml. Unknown keys are errors: a typo must not be a silent default. */

const names = z.array(z.string());
const dependencies = z.strictObject({
  RDEPEND: names.optional(),
  DEPEND: names.optional(),
  BDEPEND: names.optional(),
});

const packageTable = z.strictObject({
  versions: z.string().optional(),
  prereleases: z.boolean().optional(),
  source: z.enum(['auto', 'sdist', 'github']).optional(),
  bounds: z.enum(['keep', 'relax', 'lower']).optional(),
  keep: z.int().min(1).optional(),
  cooldown: z.string().optional(),
  keywords: names.optional(),
  extras: names.optional(),
  use: z.record(z.string(), names).optional(),
  category: z.string().optional(),
  name: z.string().optional(),
  license: z.string().optional(),
  add: dependencies.optional(),
  drop: dependencies.optional(),
  'python-compat': names.optional(),
  test: z.enum(['pytest', 'unittest', 'import-check', 'none']).optional(),
  'epytest-plugins': names.optional(),
  'epytest-deselect': names.optional(),
  pause: z.boolean().optional(),
  pin: z.string().optional(),
  exclude: names.optional(),
});

const forgeTable = packageTable.extend({ tag: z.string().optional(), pypi: z.string().optional() });

export const documentSchema = z.strictObject({
  overlay: z
    .strictObject({
      name: z.string().optional(),
      masters: names.optional(),
      keywords: names.optional(),
      'manifest-hashes': names.optional(),
      keep: z.int().min(1).optional(),
      maintainer: z.strictObject({ name: z.string().optional(), email: z.string() }).optional(),
    })
    .optional(),
  defaults: packageTable.optional(),
  pypi: z.record(z.string(), packageTable).optional(),
  github: z.record(z.string(), forgeTable).optional(),
  codeberg: z.record(z.string(), forgeTable).optional(),
});

export type ConfigDocument = z.infer<typeof documentSchema>;
export type PackageTable = z.infer<typeof forgeTable>;

/** Every key that may stand in any table, for suggestions. */
export const knownKeys: readonly string[] = [
  ...Object.keys(documentSchema.shape),
  ...Object.keys(forgeTable.shape),
  'masters',
  'manifest-hashes',
  'maintainer',
  'email',
  'RDEPEND',
  'DEPEND',
  'BDEPEND',
];
