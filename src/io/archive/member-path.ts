import type { ArchiveLimits } from './limits.ts';

/** What is wrong with a member's name, in words for `member \`x\` …`; undefined where nothing is. */
export function faultOfName(name: string, limits: ArchiveLimits): string | undefined {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0) return 'has no name';
  if (bytes > limits.path) return `has a path of ${bytes} bytes`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'has control characters in its name';
  if (name.includes('\\')) return 'has a backslash in its name';
  if (name.startsWith('/')) return 'has an absolute path';
  if (/^[A-Za-z]:/.test(name)) return 'has a drive letter';
  const parts = name.split('/');
  if (parts.includes('..')) return 'has `..` in its path';
  if (parts.some((part) => Buffer.byteLength(part) > limits.pathPart)) return 'has too long a name';
  return undefined;
}

/** `./a//b/` → `a/b`; '' is the archive's own root. The name has no fault. */
export function normalizeMemberPath(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/**
 * Where a link leads, seen from the archive's root; undefined where it leads out of the archive.
 * `base` is the folder that the target is relative to: the link's own for symbolic links, '' for hard links.
 */
export function resolveLink(base: string, target: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (target === '' || target.startsWith('/') || /[\\\u0000-\u001f\u007f]|^[A-Za-z]:/.test(target))
    return undefined;
  const resolved = base === '' ? [] : base.split('/');
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') resolved.push(part);
    else if (resolved.pop() === undefined) return undefined;
  }
  return resolved.join('/');
}
