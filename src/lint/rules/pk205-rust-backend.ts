import { buildBackendOf } from '../build-requires.ts';
import type { Rule } from '../rule.ts';

export const rustBackend: Rule = {
  code: 'PK205',
  name: 'rust-backend',
  title: 'pure-Python project whose backend needs Rust',
  severity: 'note',
  why: 'Whoever builds from source needs a Rust compiler for the backend, which has no wheel on many architectures. flit-core and hatchling build the same wheel and are pure Python themselves. For compiled code there are meson-python (C, C++, Fortran) and maturin (Rust).',
  wrong: '[build-system]\nrequires = ["uv_build>=0.9,<0.10"]\nbuild-backend = "uv_build"',
  right: '[build-system]\nrequires = ["flit_core>=3.11,<4"]\nbuild-backend = "flit_core.buildapi"',
  fixable: false,
  check: ({ document, tree, kind }) => {
    const backend = buildBackendOf(document)?.split(/[.:]/, 1)[0];
    const hasNoRust =
      kind !== 'pyproject' && !tree.entries.some(({ path }) => /(?:^|\/)Cargo\.toml$|\.rs$/.test(path));
    if (backend !== 'uv_build' && !(backend === 'maturin' && hasNoRust)) return [];
    return [
      {
        message: `\`${backend}\` is written in Rust; flit-core and hatchling build a pure-Python project without it`,
        at: ['build-system', 'build-backend'],
      },
    ];
  },
};
