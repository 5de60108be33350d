import { entriesAt, stringAt, tableAt, valueAt } from '../../toml/values.ts';
import { tryReadTomlFile } from '../formats/toml-file.ts';
import type { Language } from './build-program.ts';
import type { ExtensionSignal, ExtensionSource } from './extension-source.ts';
import { followProgramFile, readProgramFile } from './program-file.ts';

/** `[tool.poetry.build] script`: a program that most often builds extensions if it can. */
export function readPoetryScript(source: ExtensionSource): readonly ExtensionSignal[] {
  if (source.backend !== 'poetry-core' && source.backend !== 'standalone') return [];
  const poetry = tableAt(source.pyproject, 'tool', 'poetry');
  const script = stringAt(poetry, 'build', 'script') ?? stringAt(poetry, 'build');
  if (script === undefined) return [];
  return programSignal(script, '[tool.poetry.build] script', source);
}

function programSignal(path: string, evidence: string, source: ExtensionSource): readonly ExtensionSignal[] {
  const program = readProgramFile(path, source);
  const compilers = ['cython', 'cffi', 'pybind11', 'nanobind'].filter((name) =>
    source.buildRequires.has(name),
  );
  if ((program?.builders.length ?? 0) + compilers.length === 0) return [];
  const languages = [
    ...(program?.languages ?? []),
    ...(compilers.includes('cython') ? (['cython'] as const) : []),
  ];
  return [
    {
      kind: program?.optional === false ? 'required' : 'optional',
      evidence,
      languages,
      libraries: program?.libraries ?? [],
      pkgConfig: followProgramFile(path, source)?.pkgConfig,
    },
  ];
}

const HOOKS: Readonly<Record<string, readonly Language[]>> = {
  cython: ['cython'],
  mypyc: ['mypyc'],
  'scikit-build': [],
  cmake: [],
  'meson-python': [],
  zig: ['c'],
  rust: ['rust'],
};

/** `[tool.hatch.build.hooks.mypyc]`, below `targets.wheel` too; `custom` runs hatch_build.py. */
export function readHatchHooks(source: ExtensionSource): readonly ExtensionSignal[] {
  if (source.backend !== 'hatchling') return [];
  const hatch =
    tryReadTomlFile(source.tree, 'hatch.toml')?.table ?? tableAt(source.pyproject, 'tool', 'hatch');
  const build = tableAt(hatch, 'build');
  const hooks = [...entriesAt(build, 'hooks'), ...entriesAt(build, 'targets', 'wheel', 'hooks')];
  return hooks.flatMap(([name, config]): readonly ExtensionSignal[] => {
    const table = tableAt({ config }, 'config');
    if (name === 'custom')
      return programSignal(
        stringAt(table, 'path') ?? 'hatch_build.py',
        '[tool.hatch.build.hooks.custom]',
        source,
      );
    const languages = Object.hasOwn(HOOKS, name) ? HOOKS[name] : undefined;
    if (languages === undefined) return [];
    const off = valueAt(table, 'enable-by-default') === false;
    return [{ kind: off ? 'optional' : 'required', evidence: `[tool.hatch.build.hooks.${name}]`, languages }];
  });
}

export function readPdmScript(source: ExtensionSource): readonly ExtensionSignal[] {
  if (source.backend !== 'pdm-backend') return [];
  const script = stringAt(source.pyproject, 'tool', 'pdm', 'build', 'custom-hook') ?? 'pdm_build.py';
  return programSignal(script, '[tool.pdm.build] custom-hook', source);
}

/** Cython sources of a package whose build is a program of its own; nothing declares them then. */
export function readCythonSources({ backend, tree }: ExtensionSource): readonly ExtensionSignal[] {
  if (backend !== 'standalone') return [];
  const source = tree.entries.find(
    ({ path }) => path.endsWith('.pyx') && !/(?:^|\/)(?:tests?|examples?|docs?|benchmarks?)\//.test(path),
  );
  return source === undefined ? [] : [{ kind: 'optional', evidence: source.path, languages: ['cython'] }];
}

/** A tree that no Python backend builds may still hold an extension, by CPython's naming: `python/spammodule.c`. */
export function readBareTree({ tree }: ExtensionSource): readonly ExtensionSignal[] {
  if (tree.has('pyproject.toml') || tree.has('setup.py') || tree.has('setup.cfg')) return [];
  const source = tree.entries.find(({ path }) =>
    /(?:^|\/)python[^/]*\/(?:.*\/)?\w+module\.(?:c|cc|cpp)$/i.test(path),
  );
  return source === undefined ? [] : [{ kind: 'required', evidence: source.path, languages: ['c'] }];
}
