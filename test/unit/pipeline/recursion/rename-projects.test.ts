import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/parse-config.ts';
import { renameProjects } from '../../../../src/pipeline/recursion/rename-projects.ts';
import { createEmptyIndex } from '../../../../src/repository/empty-index.ts';

const CONFIG = `
[pypi.spam]
category = "app-misc"
[pypi."Ham_Eggs"]
name = "breakfast"
[pypi.toast]
extras = ["butter"]
[github."o/python-bacon"]
pypi = "bacon"
category = "app-text"
name = "rasher"
[github."o/jam"]
name = "marmalade"
`;

describe('renameProjects', () => {
  const index = createEmptyIndex();
  const renamed = renameProjects(index, parseConfig(CONFIG).packages);

  test.each([
    ['Spam', 'app-misc/spam', 'overlay'],
    ['ham-eggs', 'dev-python/breakfast', 'overlay'],
    ['toast', 'dev-python/toast', 'rule'],
    ['bacon', 'app-text/rasher', 'overlay'],
    ['jam', 'dev-python/jam', 'rule'],
  ])('%s is found as %s', (project, atom, by) => {
    const found = renamed.find(project);
    expect([`${found.category}/${found.name}`, found.by]).toEqual([atom, by]);
  });

  test('says why', () => {
    expect(renamed.explain('spam')).toEqual(["the overlay's configuration calls it `app-misc/spam`"]);
    expect(renamed.explain('toast')).toEqual(index.explain('toast'));
  });

  test('without renamed projects the index stays what it is', () => {
    expect(renameProjects(index, parseConfig('[pypi.toast]\nkeep = 2\n').packages)).toBe(index);
  });
});
