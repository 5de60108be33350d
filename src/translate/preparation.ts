import { type BashText, bash } from '../gentoo/bash-quote.ts';
import type { EbuildFunction } from '../model/ebuild.ts';
import type { BuildSystem, UnneededRequirement } from '../model/project.ts';

/**
 * What has to change in the sources before distutils-r1 can build them. It dies where a tree has neither `build-backend`
 * nor setup.py (rulebook 5.3), although setuptools would read its setup.cfg or `[project]`: the lines that pip supposes
 * are put there. And setuptools insists on `setup_requires` that no build uses (rulebook 5.4): they are taken out.
 */
export function translatePreparation({
  needsSetupPy,
  unneeded = [],
}: BuildSystem): readonly EbuildFunction[] {
  const setup =
    needsSetupPy === true ? [bash`echo "from setuptools import setup; setup()" > setup.py || die`] : [];
  const lines = [...setup, ...unneeded.map(removal)];
  if (lines.length === 0) return [];
  return [{ name: 'python_prepare_all', lines: [...lines, bash`distutils-r1_python_prepare_all`] }];
}

/** A literal of setup.py with its comma; in setup.cfg an item on a line of its own, or on the option's line. */
function removal({ name, file }: UnneededRequirement): BashText {
  if (file === 'setup.py') return bash`sed -E -e "s/['\\"]${name}[^'\\"]*['\\"],?//" -i setup.py || die`;
  const own = bash`-e "/^\\s*${name}/d"`;
  const inline = bash`-e "/^setup[_-]requires/s/${name}[^;]*;?//"`;
  return bash`sed -E ${own} ${inline} -i setup.cfg || die`;
}
