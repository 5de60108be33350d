import { z } from 'zod';
import type { Candidate } from '../forge/candidate.ts';

/** https://docs.github.com/en/rest/releases/releases: the fields that are used; a damaged optional one counts as absent. */
export const releaseSchema = z.object({
  tag_name: z.string(),
  name: z.string().nullish().catch(undefined),
  draft: z.boolean().catch(false),
  prerelease: z.boolean().catch(false),
  html_url: z.string().catch(''),
  published_at: z.string().nullish().catch(undefined),
  assets: z.array(z.unknown()).catch([]),
});

/** https://docs.github.com/en/rest/repos/repos#list-repository-tags */
export const tagSchema = z.object({ name: z.string(), zipball_url: z.string().catch('') });

/** https://docs.github.com/en/rest/git/refs */
export const referenceSchema = z.object({ ref: z.string().startsWith('refs/tags/') });

const assetSchema = z.object({
  name: z.string(),
  browser_download_url: z.string(),
  size: z.number().int().nonnegative().optional().catch(undefined),
  state: z.string().optional().catch(undefined),
  digest: z.string().nullish().catch(undefined),
});

export function releaseToCandidate(item: z.infer<typeof releaseSchema>): Candidate {
  return {
    tag: item.tag_name,
    ...(item.name ? { title: item.name } : {}),
    draft: item.draft,
    prerelease: item.prerelease,
    ...(item.published_at ? { date: item.published_at } : {}),
    assets: item.assets.flatMap(readAsset),
  };
}

/** An asset whose upload has not ended is none. */
function readAsset(entry: unknown): Candidate['assets'] {
  const { success, data } = assetSchema.safeParse(entry);
  if (!success || (data.state ?? 'uploaded') !== 'uploaded') return [];
  const sha256 = /^sha256:(?<hex>[0-9a-f]{64})$/.exec(data.digest ?? '')?.groups?.hex;
  return [
    {
      name: data.name,
      url: data.browser_download_url,
      ...(data.size === undefined ? {} : { size: data.size }),
      ...(sha256 === undefined ? {} : { sha256 }),
    },
  ];
}

export function bareTag(name: string): Candidate {
  return { tag: name, draft: false, prerelease: false, assets: [] };
}
