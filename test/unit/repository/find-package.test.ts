import { describe, expect, test } from 'vitest';
import { loadReferenceIndex } from '../../../src/repository/load-index.ts';
import { cacheEntry, memoryRepositories, metadataXml } from '../../support/memory-repository.ts';

const targets = ['python3_13', 'python3_14'];
const module = cacheEntry({ targets });
const cached = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([id, text]) => [`metadata/md5-cache/${id}`, text]));

/** Of a package that python-r1 rather than distutils-r1 builds. */
const pythonEntry = (rdepend: string) =>
  `${cacheEntry({ iuse: 'python_targets_python3_13' })}RDEPEND=${rdepend}\n_eclasses_=python-r1\t0\tpython-utils-r1\t1\n`;

const ports = memoryRepositories({
  '/gentoo': {
    'profiles/repo_name': 'gentoo\n',
    'profiles/updates/4Q-2024': 'move dev-python/old-name dev-python/newer-name\n',
    'profiles/updates/1Q-2025':
      'move dev-python/newer-name dev-python/newest-name\nmove dev-python/gone dev-python/away\n',
    ...cached({
      'dev-python/requests-2.0': module,
      'dev-python/newest-name-1.0': module,
      'dev-python/setuptools-80': module,
      'dev-python/pkg-resources-80': module,
      'dev-python/certifi-3024': module,
      'dev-python/fork-1.0': module,
      'dev-python/spruce-1.0': module,
      'dev-python/oak-1.0': module,
      'dev-python/ensurepip-wheel-1.0': cacheEntry({}),
      'dev-python/psycopg-2.9': cacheEntry({ targets, slot: '2' }),
      'dev-python/psycopg-3.3': cacheEntry({ targets }),
      'dev-python/cffi-2.0.0': cacheEntry({ targets, slot: '0/2.0.0' }),
      'app-arch/brotli-1.2': cacheEntry({ targets, iuse: 'python test' }),
      'app-crypt/certbot-5.0': module,
      'app-portage/gentoolkit-0.7': pythonEntry('python_targets_python3_13? ( dev-lang/python:3.13 )'),
      'app-emulation/qemu-11': pythonEntry('python? ( python_targets_python3_13? ( dev-lang/python:3.13 ) )'),
      'app-text/asciidoc-10': cacheEntry({ targets, single: true }),
      'dev-build/ninja-1.13': cacheEntry({}),
      'dev-db/redis-8': cacheEntry({ iuse: 'python_single_target_python3_13' }),
      'sci-ml/huggingface_hub-1.0': module,
      'sys-apps/pkgcore-0.12': module,
    }),
    'dev-python/requests/metadata.xml': metadataXml('Requests'),
    'dev-python/setuptools/metadata.xml': metadataXml('setuptools'),
    'dev-python/pkg-resources/metadata.xml': metadataXml('setuptools'),
    'dev-python/ensurepip-wheel/metadata.xml': metadataXml('wheel'),
    'dev-python/fork/metadata.xml': metadataXml('spruce', 'oak'),
    'dev-python/oak/metadata.xml': metadataXml('acorn'),
    'dev-python/psycopg/metadata.xml': metadataXml('psycopg', 'psycopg2'),
    'dev-python/certifi/metadata.xml': metadataXml('certifi-system-store'),
    'dev-python/no-ebuild/metadata.xml': metadataXml('no-ebuild'),
    'sys-apps/pkgcore/metadata.xml': metadataXml('pkgcore'),
  },
});
const { value: index } = loadReferenceIndex(ports, { directories: ['/gentoo'], configRoot: '/' });

describe('the package of a project', () => {
  test.each([
    ['requests', 'dev-python/requests', 'remote-id', true],
    ['pkgcore', 'sys-apps/pkgcore', 'remote-id', true],
    ['setuptools', 'dev-python/setuptools', 'remote-id', true],
    ['wheel', 'dev-python/ensurepip-wheel', 'remote-id', true],
    ['certifi', 'dev-python/certifi', 'name', true],
    ['certifi_system.store', 'dev-python/certifi', 'remote-id', true],
    ['CFFI', 'dev-python/cffi', 'name', true],
    ['old-name', 'dev-python/newest-name', 'move', true],
    ['gone', 'dev-python/away', 'move', false],
    ['certbot', 'app-crypt/certbot', 'other-category', true],
    ['huggingface-hub', 'sci-ml/huggingface_hub', 'other-category', true],
    ['gentoolkit', 'app-portage/gentoolkit', 'other-category', true],
    ['redis', 'dev-python/redis', 'rule', false],
    ['qemu', 'dev-python/qemu', 'rule', false],
    ['ninja', 'dev-build/ninja', 'table', true],
    ['torch', 'sci-ml/pytorch', 'table', false],
    ['no-ebuild', 'dev-python/no-ebuild', 'rule', false],
    ['bar-3', 'dev-python/bar3', 'rule', false],
  ])('%s is %s by %s', (project, id, by, exists) => {
    const found = index.find(project);
    expect(`${found.category}/${found.name}`).toBe(id);
    expect(found).toMatchObject({ by, exists });
  });

  test('what its USE dependency needs comes from its IUSE', () => {
    expect(index.find('requests').python).toBe('targets');
    expect(index.find('asciidoc').python).toBe('single');
    expect(index.find('ninja').python).toBe('none');
    expect(index.find('brotli')).toMatchObject({ python: 'targets', use: ['python'] });
    expect(index.find('certbot').use).toBeUndefined();
  });

  test('slots and subslots that matter are told', () => {
    expect(index.find('cffi').subslot).toBe(true);
    expect(index.find('requests').subslot).toBeUndefined();
    expect(index.find('psycopg2').slot).toBe('2');
    expect(index.find('psycopg').slot).toBe('0');
  });

  test('candidates that lost are kept', () => {
    expect(index.find('setuptools').others).toEqual(['dev-python/pkg-resources']);
    expect(index.find('requests').others).toBeUndefined();
  });

  test('so is a namesake that claims nothing, and not one that claims another project', () => {
    expect(index.find('spruce')).toMatchObject({ name: 'fork', others: ['dev-python/spruce'] });
    expect(index.find('oak').name).toBe('fork');
    expect(index.find('oak').others).toBeUndefined();
  });

  test('text that is no project name is refused', () => {
    expect(() => index.find('a b')).toThrow(/not the name of a Python project/);
  });
});

describe('explain', () => {
  test('lists what was tried in vain, what was found and how, and what is there', () => {
    expect(index.explain('certbot')).toMatchInlineSnapshot(`
      [
        "nothing by its pypi remote-id (metadata.xml), its name in dev-python, a package move (profiles/updates)",
        "\`app-crypt/certbot\` by its name among the Python packages of other categories",
        "::gentoo has 5.0",
      ]
    `);
  });

  test.each([
    ['requests', '`dev-python/requests` by its pypi remote-id (metadata.xml)'],
    ['setuptools', '(metadata.xml), before `dev-python/pkg-resources`'],
    ['old-name', '`dev-python/newest-name` by a move of `dev-python/old-name` (profiles/updates)'],
    ['gone', 'no repository has it; it is `dev-python/away` by a move of `dev-python/gone`'],
    ['redis', "no repository has it; it is `dev-python/redis` by ::gentoo's naming rule"],
    [
      'bar-3',
      'the end of `bar-3` reads as a version, which no package name may have; the ebuild sets PYPI_PN',
    ],
    ['torch', 'it is `sci-ml/pytorch` by the built-in table of exceptions'],
    ['torch', 'dependencies on it have no USE dependency on interpreters: it is built for one at a time'],
    ['ninja', 'dependencies on it have no USE dependency on interpreters'],
    ['brotli', 'dependencies on it have USE python'],
    ['cffi', 'dependencies on it have `:=` for what links against it'],
    ['psycopg2', 'dependencies on it have slot 2'],
    ['psycopg2', '::gentoo has 2.9, 3.3'],
  ])('%s: %s', (project, text) => {
    expect(index.explain(project).join('\n')).toContain(text);
  });

  test('nothing needs saying of how most packages are bound', () => {
    expect(index.explain('requests')).toHaveLength(2);
  });
});
