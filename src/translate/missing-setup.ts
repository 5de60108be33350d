import { bash } from '../gentoo/bash-quote.ts';
import type { EbuildFunction } from '../model/ebuild.ts';
import type { BuildSystem } from '../model/project.ts';

/**
 * distutils-r1 dies where a tree has neither `build-backend` nor setup.py (rulebook 5.3), although setuptools would read
 * its setup.cfg or `[project]`: the two lines that pip supposes are put there.
 */
export function translateMissingSetup({ needsSetupPy }: BuildSystem): readonly EbuildFunction[] {
  if (needsSetupPy !== true) return [];
  const lines = [
    bash`echo "from setuptools import setup; setup()" > setup.py || die`,
    bash`distutils-r1_python_prepare_all`,
  ];
  return [{ name: 'python_prepare_all', lines }];
}
