import { z } from 'zod';
import { isValidCategoryName, isValidPackageName, isValidUseFlag } from '../gentoo/name.ts';
import { isValidName } from '../python/name.ts';

/** The tables of metadata/ebuildgen.toml. Unknown keys are errors: a typo must not be a silent default. */

const names = z.array(z.string());
/** What becomes part of a path or of an ebuild's code has to have the form that PMS gives it. */
const category = z.string().refine(isValidCategoryName, 'expected the name of a category');
const packageName = z.string().refine(isValidPackageName, 'expected the name of a package');
const useFlag = z.string().refine(isValidUseFlag, 'expected the name of a USE flag');
const projectName = z.string().refine(isValidName, 'expected the name of a project on PyPI');
const repositoryName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]*$/, 'expected the name of a repository');
const keywords = z.array(
  z.string().regex(/^(?:[~-]?[A-Za-z0-9_][A-Za-z0-9_-]*|-\*)$/, 'expected a keyword such as `~amd64`'),
);
const pythonTargets = z.array(
  z.string().regex(/^(?:python3_\d{1,3}t?|pypy3(?:_\d{1,3})?)$/, 'expected a target such as `python3_14`'),
);
/** Those that are computed of each distfile. */
const manifestHashes = z.array(z.enum(['BLAKE2B', 'SHA512'])).min(1);
const oneLine = z.string().regex(/^[^\p{Cc}]*$/u, 'expected one line of text');
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
  keywords: keywords.optional(),
  extras: names.optional(),
  use: z.record(useFlag, names).optional(),
  optfeature: z
    .union(
      [z.boolean(), names, z.record(z.string(), oneLine)],
      'expected true, a list of extras or a table of descriptions',
    )
    .optional(),
  category: category.optional(),
  name: packageName.optional(),
  license: oneLine.optional(),
  add: dependencies.optional(),
  drop: dependencies.optional(),
  'python-compat': pythonTargets.optional(),
  'missing-targets': z.enum(['shrink', 'keep']).optional(),
  test: z.enum(['pytest', 'unittest', 'import-check', 'none']).optional(),
  'epytest-plugins': names.optional(),
  'epytest-deselect': names.optional(),
  pause: z.boolean().optional(),
  pin: z.string().optional(),
  exclude: names.optional(),
});

const forgeTable = packageTable.extend({ tag: z.string().optional(), pypi: projectName.optional() });

export const documentSchema = z.strictObject({
  overlay: z
    .strictObject({
      name: repositoryName.optional(),
      masters: z.array(repositoryName).optional(),
      keywords: keywords.optional(),
      'manifest-hashes': manifestHashes.optional(),
      keep: z.int().min(1).optional(),
      maintainer: z.strictObject({ name: z.string().optional(), email: z.string() }).optional(),
    })
    .optional(),
  defaults: packageTable.optional(),
  pypi: z.record(projectName, packageTable).optional(),
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
