import type { ReleaseRef } from '../../core/release.ts';
import type { RunContext } from '../context.ts';

/**
 * `category/name` of a package, as far as it is known before upstream is asked; undefined for a repository whose project
 * nobody named: it may call itself anything.
 */
export function tryGuessAtom(
  ref: ReleaseRef,
  { index, settingsFor }: Pick<RunContext, 'index' | 'settingsFor'>,
): string | undefined {
  const settings = settingsFor(ref);
  const project = ref.source === 'pypi' ? ref.project : settings.pypi;
  const found = project === undefined ? undefined : index.find(project);
  const { category = found?.category, name = found?.name } = settings;
  return category === undefined || name === undefined ? undefined : `${category}/${name}`;
}
