import { describe, expect, test } from 'vitest';
import { parseLintTarget } from '../../../../src/pipeline/lint/lint-targets.ts';

describe('targets', () => {
  test.each([
    ['-', { kind: 'input', text: '-' }],
    ['.', { kind: 'local', path: '.' }],
    ['..', { kind: 'local', path: '..' }],
    ['/src/spam', { kind: 'local', path: '/src/spam' }],
    ['./spam', { kind: 'local', path: './spam' }],
    ['spam/', { kind: 'local', path: 'spam/' }],
    ['a/b/c', { kind: 'local', path: 'a/b/c' }],
    ['sub/pyproject.toml', { kind: 'local', path: 'sub/pyproject.toml' }],
    ['spam-1.0.tar.gz', { kind: 'local', path: 'spam-1.0.tar.gz' }],
    ['spam-1.0-py3-none-any.whl', { kind: 'local', path: 'spam-1.0-py3-none-any.whl' }],
  ])('%s is nothing but that', (text, wanted) => {
    expect(parseLintTarget(text)).toEqual({ text, ...wanted });
  });

  test.each([
    ['spam', { source: 'pypi', project: 'spam' }],
    ['spam==1.0', { source: 'pypi', project: 'spam', version: '1.0' }],
    ['zope.interface', { source: 'pypi', project: 'zope.interface' }],
    ['psf/requests', { source: 'github', project: 'psf/requests' }],
    ['psf/requests@v2.0', { source: 'github', project: 'psf/requests', version: 'v2.0' }],
  ])('%s is a project, unless a path is there', (text, ref) => {
    expect(parseLintTarget(text)).toEqual({ kind: 'local', text, path: text, ref });
  });

  test.each([
    ['pypi:spam', { source: 'pypi', project: 'spam' }],
    ['pypi:spam==1.0', { source: 'pypi', project: 'spam', version: '1.0' }],
    ['github:psf/requests', { source: 'github', project: 'psf/requests' }],
    ['codeberg:a/b@v1', { source: 'codeberg', project: 'a/b', version: 'v1' }],
  ])('%s is a release', (text, ref) => {
    expect(parseLintTarget(text)).toEqual({ kind: 'release', text, ref });
  });

  test.each(['pypi:', 'pypi:a/b', 'github:a', 'github:a/..', 'pypi:a b'])('%s is none', (text) => {
    expect(() => parseLintTarget(text)).toThrow(expect.objectContaining({ code: 'USAGE_INVALID' }));
  });

  test.each(['a b', '-x', 'spam$', ''])('%j can only be a path', (text) => {
    expect(parseLintTarget(text)).toEqual({ kind: 'local', text, path: text });
  });
});
