import { EbuildgenError } from '../core/errors.ts';
import type { Ports } from '../core/host.ts';
import { defaultIdentity } from '../model/config.ts';
import type { FileChange } from '../model/result.ts';
import {
  initTemplates,
  isRepositoryName,
  parseMaintainer,
  renderInitFiles,
  toRepositoryName,
} from '../overlay/init-files.ts';
import { renderSkeleton } from '../overlay/skeleton.ts';

interface InitRequest {
  readonly folder: string;
  /** Of this program. */
  readonly version: string;
  /** `Jane Doe <jane@example.org>` */
  readonly maintainer?: string;
  /** What the overlay is to be called; by default what it is called already, else after its folder. */
  readonly name?: string;
}

/**
 * Makes an overlay, or completes one: files that are there stay as they are and are `kept`. Throws USAGE_INVALID for a
 * name that Portage would not take.
 */
export async function initOverlay(ports: Ports, request: InitRequest): Promise<readonly FileChange[]> {
  const { version, maintainer } = request;
  const who = maintainer === undefined ? {} : { maintainer: parseMaintainer(maintainer) };
  const store = ports.openStore(request.folder);
  const name = checkName(request.name ?? (await store.readText('profiles/repo_name'))?.trim(), store.root);
  const files = [
    ...renderSkeleton({ ...defaultIdentity, name }),
    ...renderInitFiles({ version, name, ...who }, await readTemplates(ports)),
  ];
  const changes: FileChange[] = [];
  for (const { path, text } of files) {
    const before = await store.readText(path);
    if (before === undefined) await store.write(path, text);
    changes.push(changeOf(path, before, text));
  }
  return changes;
}

function checkName(name: string | undefined, root: string): string {
  if (name === undefined || name === '') return toRepositoryName(root.slice(root.lastIndexOf('/') + 1));
  if (isRepositoryName(name)) return name;
  throw new EbuildgenError('USAGE_INVALID', `\`${name}\` cannot be the name of a repository`, {
    hint: 'letters, digits, `_` and `-` are allowed, not at the start, and no end like a version',
  });
}

async function readTemplates(ports: Ports): Promise<ReadonlyMap<string, string>> {
  const names = Object.keys(initTemplates);
  const texts = await Promise.all(names.map((name) => ports.readTemplate(`init/${name}`)));
  return new Map(names.map((name, position) => [name, texts[position] ?? '']));
}

function changeOf(path: string, before: string | undefined, text: string): FileChange {
  if (before === undefined) return { path, change: 'created', after: text };
  return { path, change: before === text ? 'unchanged' : 'kept' };
}
