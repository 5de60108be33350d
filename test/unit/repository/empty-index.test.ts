import { describe, expect, test } from 'vitest';
import { createEmptyIndex } from '../../../src/repository/empty-index.ts';

const index = createEmptyIndex();

describe('names without a repository', () => {
  test.each([
    ['requests', 'dev-python/requests', 'rule'],
    ['Jinja2', 'dev-python/jinja2', 'rule'],
    ['zope.interface', 'dev-python/zope-interface', 'rule'],
    ['backports.zstd', 'dev-python/backports-zstd', 'rule'],
    ['Torch', 'sci-ml/pytorch', 'table'],
    ['maturin', 'dev-util/maturin', 'table'],
    ['pdfminer.six', 'app-text/pdfminer', 'table'],
    ['constructor', 'dev-python/constructor', 'rule'],
    ['__proto__x', 'dev-python/proto-x', undefined],
  ])('%s is %s by %s', (project, expected, by) => {
    if (by === undefined) {
      expect(() => index.find(project)).toThrow(/not the name of a Python project/);
      return;
    }
    const found = index.find(project);
    expect(`${found.category}/${found.name}`).toBe(expected);
    expect(found).toMatchObject({ by, exists: false });
  });

  test('flags and slots that a module needs come along', () => {
    expect(index.find('brotli')).toMatchObject({ use: ['python'] });
    expect(index.find('psycopg2-binary')).toMatchObject({ slot: '2' });
    expect(index.find('cmake')).toMatchObject({ python: 'none' });
  });

  test('the explanation names the reason', () => {
    expect(index.explain('torch').join('\n')).toMatch(/it is `sci-ml\/pytorch` by the built-in table/);
    expect(index.explain('foo').join('\n')).toMatch(/it is `dev-python\/foo` by ::gentoo's naming rule/);
  });
});

test('nothing else is known', () => {
  expect(index).toMatchObject({ known: false, licenses: undefined, arches: undefined, packages: [] });
  expect(index.versions('dev-python', 'requests')).toEqual([]);
  expect(index.pythonTargets).toContain('python3_14t');
  expect(index.backendSpelling('flit-core')).toBe('flit-core');
});
