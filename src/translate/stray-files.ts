import type { Staged } from '../core/diagnostic.ts';
import { type BashText, bash } from '../gentoo/bash-quote.ts';
import type { EbuildFunction } from '../model/ebuild.ts';
import type { StrayFile, WheelContents } from '../model/project.ts';
import { found } from './findings.ts';

/**
 * Files that the wheel puts where they do not belong are removed from the staged image of each interpreter, where
 * distutils-r1 would die of them; the others are only told.
 */
export function translateStrayFiles({ stray }: WheelContents): Staged<readonly EbuildFunction[]> {
  const diagnostics = stray.map(({ path, cause, fatal, where }) =>
    found[fatal ? 'stray-removed' : 'stray-kept']({ path, cause }, where),
  );
  const fatal = stray.filter((file) => file.fatal);
  if (fatal.length === 0) return { value: [], diagnostics };
  const lines = [bash`distutils-r1_python_compile`, ...fatal.map(removal)];
  return { value: [{ name: 'python_compile', lines }], diagnostics };
}

/** BUILD_DIR/install is where distutils-r1_python_compile leaves the image of the implementation. */
function removal({ path }: StrayFile): BashText {
  const folder = path.endsWith('/');
  const target = folder ? path.slice(0, -1) : path;
  return bash`rm ${folder ? '-r' : '-f'} "\${BUILD_DIR}/install$(python_get_sitedir)"/${target} || die`;
}
