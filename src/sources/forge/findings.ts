import { defineFindings } from '../../core/diagnostic.ts';

/** What sources and trees of forges give rise to. */
export const found = defineFindings({
  'repository-moved': {
    severity: 'warning',
    text: ({ from, to }: { from: string; to: string }) =>
      `\`${from}\` is now \`${to}\`: use the new name from now on`,
  },
  'release-withdrawn': {
    severity: 'warning',
    text: ({ tag, title }: { tag: string; title: string }) =>
      `upstream withdrew \`${tag}\`: its release is called \`${title}\``,
  },
  'only-prereleases': {
    severity: 'warning',
    text: ({ tag }: { tag: string }) => `there are only pre-releases; the newest is \`${tag}\``,
  },
  'tag-component-chosen': {
    severity: 'warning',
    text: ({ chosen, others }: { chosen: string; others: readonly string[] }) =>
      `the repository tags several projects; took those like \`${chosen}\`, not ${quoteList(others)}: ` +
      'set `tag` where that is wrong',
  },
  'feed-used': {
    severity: 'note',
    text: ({ repository, reason }: { repository: string; reason: string }) =>
      `releases of \`${repository}\` were read from its feed (${reason}): ` +
      'pre-releases are told by their names, and uploaded files are not seen',
  },
  'project-folder-chosen': {
    severity: 'note',
    text: ({ folder }: { folder: string }) => `the project lies in the subfolder \`${folder}\``,
  },
  'submodule-missing': {
    severity: 'warning',
    text: ({ path, url }: { path: string; url: string }) =>
      `the archive lacks the git submodule \`${path}\` (\`${url}\`): the build or its tests may miss it`,
  },
  'submodule-needed': {
    severity: 'error',
    text: ({ path, url }: { path: string; url: string }) =>
      `the archive lacks the git submodule \`${path}\` (\`${url}\`), which the package is built from: ` +
      'take its sdist, with `ebuildgen pypi` and `source = "sdist"` in the configuration',
  },
  'lfs-pointers': {
    severity: 'warning',
    text: ({ paths }: { paths: readonly string[] }) =>
      `the archive has git-lfs pointers instead of ${quoteList(paths)}`,
  },
});

const shown = 5;

/** `a`, `b` and 3 more. */
export function quoteList(items: readonly string[]): string {
  const quoted = items.slice(0, shown).map((item) => `\`${item}\``);
  if (items.length > shown) return `${quoted.join(', ')} and ${items.length - shown} more`;
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
