import { describe, expect, test } from 'vitest';
import { EbuildgenError } from '../../../../src/core/errors.ts';
import type { CoreMetadata, ReleaseFile, ReleaseRef, UpstreamRelease } from '../../../../src/core/release.ts';
import { defaultSettings, type PackageSettings } from '../../../../src/model/settings.ts';
import {
  findListedProject,
  guessListedProject,
  namesOf,
} from '../../../../src/pipeline/package/pypi-project.ts';
import { readProject } from '../../../../src/pipeline/package/read-project.ts';
import { formatRequirement } from '../../../../src/python/requirement.ts';
import { loadPythonParser } from '../../../support/python-parser.ts';
import { sourceTree } from '../../../support/source-tree.ts';

const parsePython = await loadPythonParser();

interface OnPypi {
  readonly versions: readonly string[];
  readonly repository?: string;
  readonly requiresDist?: readonly string[];
  readonly wheel?: string;
}

function metadataOf(name: string, { repository, requiresDist = [] }: OnPypi): CoreMetadata {
  const projectUrls = repository === undefined ? [] : [{ label: 'Source', url: repository }];
  const rest = { licenseFiles: [], classifiers: [], providesExtra: [], dynamic: [] };
  return { name, summary: `${name} of PyPI`, projectUrls, requiresDist, ...rest };
}

function pypi(projects: Readonly<Record<string, OnPypi>>, files: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const fetchRelease = async (ref: ReleaseRef) => {
    asked.push(ref.version === undefined ? ref.project : `${ref.project} ${ref.version}`);
    const listed = projects[ref.project];
    if (listed === undefined) throw new EbuildgenError('UPSTREAM_NOT_FOUND', 'no such project');
    const wheels = (listed.wheel === undefined ? [] : [listed.wheel]).map(
      (filename): ReleaseFile => ({ filename, url: filename, kind: 'wheel', yanked: false }),
    );
    const value: UpstreamRelease = {
      ref,
      project: ref.project,
      version: ref.version ?? listed.versions.at(-1) ?? '',
      prerelease: false,
      knownVersions: listed.versions,
      metadata: metadataOf(ref.project, listed),
      files: wheels,
    };
    return { value, diagnostics: [] };
  };
  const fetchWheelMetadata = async ({ filename }: { readonly filename: string }) => {
    asked.push(filename);
    return files[filename];
  };
  const forges = [{ kind: 'github' as const, webUrl: 'https://github.com' }];
  return { asked, context: { sources: { pypi: { fetchRelease } }, forges, fetchWheelMetadata } };
}

const OURS = 'https://github.com/o/python-spam';

function onForge(version = '1.0', repo = 'python-spam'): UpstreamRelease {
  const { name: _, ...metadata } = metadataOf(repo, {
    versions: [],
    repository: `https://github.com/o/${repo}`,
  });
  return {
    ref: { source: 'github', project: `o/${repo}` },
    project: repo,
    version,
    prerelease: false,
    knownVersions: [version],
    metadata,
    files: [],
    forge: { kind: 'github', owner: 'o', repo, tag: `v${version}`, url: `https://github.com/o/${repo}` },
  };
}

const settingsWith = (more: Partial<PackageSettings>) => ({ ...defaultSettings, ...more });

describe('names on PyPI', () => {
  test.each([
    ['python-spam', ['python-spam', 'spam']],
    ['spam-python', ['spam-python', 'spam']],
    ['spam.py', ['spam.py', 'spam']],
    ['pyspam', ['pyspam']],
    ['python', ['python']],
  ])('%s may be %j', (repository, expected) => {
    expect(namesOf(repository)).toEqual(expected);
  });
});

describe('the project on PyPI', () => {
  const question = { release: onForge(), settings: defaultSettings };

  test('is the first guess whose page names the repository', async () => {
    const { asked, context } = pypi({
      'python-spam': { versions: ['1.0'], repository: 'https://github.com/else/where' },
      spam: { versions: ['0.9', '1.0'], repository: `${OURS.toUpperCase()}/issues` },
    });
    const listed = await guessListedProject(question, context);
    expect(listed?.project).toBe('spam');
    expect(listed?.release?.version).toBe('1.0');
    expect(asked).toEqual(['python-spam', 'spam']);
  });

  test('is no one that names another repository or none', async () => {
    const { context } = pypi({
      'python-spam': { versions: ['1.0'] },
      spam: { versions: ['1.0'], repository: 'https://github.com/o/spam' },
    });
    expect(await guessListedProject(question, context)).toBeUndefined();
  });

  test('is what a person says, whatever its page names and whether or not it is there', async () => {
    const { context } = pypi({ eggs: { versions: ['1.0'], repository: 'https://github.com/else/where' } });
    const said = (name: string) => ({ ...question, settings: settingsWith({ pypi: name }) });
    expect(await guessListedProject(said('eggs'), context)).toMatchObject({
      project: 'eggs',
      release: { version: '1.0' },
    });
    expect(await guessListedProject(said('ham'), context)).toEqual({ project: 'ham' });
  });

  test('speaks for the same version only, under any spelling', async () => {
    const { asked, context } = pypi({ spam: { versions: ['1.0', '2.0'], repository: OURS } });
    const find = (version: string) =>
      findListedProject('spam', { ...question, release: onForge(version) }, context);
    expect((await find('1.0.0'))?.release?.version).toBe('1.0');
    expect(asked).toEqual(['spam', 'spam 1.0']);
    expect(await find('3.0')).toEqual({ project: 'spam' });
  });
});

describe('readProject', () => {
  const PROGRAM =
    'from setuptools import setup\nfrom thing import NAME, NEEDS\nsetup(name=NAME, install_requires=NEEDS)\n';
  const SPAM: OnPypi = { versions: ['1.0'], repository: OURS, requiresDist: ['eggs>=2'] };

  async function read(setup: string, { context }: ReturnType<typeof pypi>, release = onForge()) {
    const settings = defaultSettings;
    const listed = await guessListedProject({ release, settings }, context);
    const job = { settings, context, ...(listed === undefined ? {} : { listed }) };
    const tree = sourceTree({ 'setup.py': setup });
    const { value } = await readProject(tree, { release, parsePython }, job);
    const dependencies = value.project.dependencies.map(({ requirement }) => formatRequirement(requirement));
    return { ...value, dependencies };
  }

  test('PyPI says what only a program could', async () => {
    const { project, dependencies } = await read(PROGRAM, pypi({ spam: SPAM }));
    expect(project.name).toEqual({ value: 'spam', from: 'index' });
    expect(project.summary?.value).toBe('spam of PyPI');
    expect(dependencies).toEqual(['eggs>=2']);
  });

  test('a stated name is looked up after the guesses, and goes before them', async () => {
    const stated = PROGRAM.replace('name=NAME', 'name="ham"');
    const both = pypi({ spam: SPAM, ham: { ...SPAM, requiresDist: ['bacon'] } });
    const { project, listed, dependencies } = await read(stated, both);
    expect([project.name.value, listed?.project, dependencies]).toEqual(['ham', 'ham', ['bacon']]);
    expect((await read(stated, pypi({ spam: SPAM }))).listed).toBeUndefined();
  });

  test('the repository names what is nowhere', async () => {
    const { project, listed, dependencies } = await read(PROGRAM, pypi({}));
    expect([project.name, listed, dependencies]).toEqual([
      { value: 'python-spam', from: 'repository' },
      undefined,
      [],
    ]);
  });

  test('a wheel is asked where the index is silent, and only there', async () => {
    const wheel = 'spam-1.0-py3-none-any.whl';
    const METADATA = 'Metadata-Version: 2.1\nName: spam\nVersion: 1.0\nRequires-Dist: toast\n';
    const silent = pypi({ spam: { ...SPAM, requiresDist: [], wheel } }, { [wheel]: METADATA });
    expect((await read(PROGRAM, silent)).dependencies).toEqual(['toast']);
    expect(silent.asked).toContain(wheel);
    const known = pypi({ spam: { ...SPAM, wheel } }, { [wheel]: METADATA });
    expect((await read(PROGRAM, known)).dependencies).toEqual(['eggs>=2']);
    expect(known.asked).not.toContain(wheel);
    const absent = pypi({ spam: { ...SPAM, requiresDist: [], wheel } });
    expect((await read(PROGRAM, absent)).dependencies).toEqual([]);
  });
});
