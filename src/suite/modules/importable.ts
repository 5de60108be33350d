import type { PythonParser } from '../../core/ports.ts';
import { rootOf } from '../../python/module-name.ts';
import { normalizeName } from '../../python/name.ts';
import { isStdlib } from '../../python/stdlib-modules.ts';
import { sourceRoots } from '../feature-needs.ts';
import type { Suite } from '../suite.ts';
import type { ModuleFacts } from './module-facts.ts';
import { outlineOf } from './outline.ts';
import { readOutline } from './read-module.ts';
import { resolveImport } from './resolve-import.ts';

/** Modules that are read, at most: a larger package has something that does not import, or takes long. */
const MAX_MODULES = 300;
/** Characters of all their outlines together. */
const MAX_OUTLINES = 2_000_000;

/**
 * True where each module that the project installs can be imported with what it requires at run time, so that
 * `distutils_enable_tests import-check` holds (rulebook 13.8). In doubt false: an ebuild whose tests fail is worse than one
 * without.
 */
export function isImportable(suite: Suite, parse: PythonParser | undefined): boolean {
  const paths = installedModules(suite);
  if (parse === undefined || paths.length === 0 || paths.length > MAX_MODULES) return false;
  const tops = new Set(topLevelOf(suite));
  let left = MAX_OUTLINES;
  return paths.every((path) => {
    const text = suite.tree.tryReadText(path);
    if (text === undefined || ACTS_ON_IMPORT.test(text)) return false;
    if (path.endsWith('/__main__.py') && !text.includes('__name__')) return false;
    const outline = outlineOf(text);
    left -= outline.length;
    return left >= 0 && importsWhatIsThere(readOutline({ path, text, outline }, parse), suite, tops);
  });
}

/** Calls at the top of a file that end the program, or run it. */
const ACTS_ON_IMPORT = /^(sys\.exit|exit|quit|main|cli|run|input)\(/m;

function importsWhatIsThere({ imports }: ModuleFacts, suite: Suite, tops: ReadonlySet<string>): boolean {
  return imports.every(({ module, when }) => {
    const root = rootOf(module);
    if (when !== 'always' || tops.has(root)) return true;
    if (isStdlib(root)) return !ELSEWHERE.has(root);
    const required = suite.declared.runtime.get(resolveImport(module, suite)) ?? [];
    return required.some(({ requirement }) => requirement.marker === undefined);
  });
}

/** Modules of Python 2, of Windows, and those that newer Pythons have lost (PEP 594, PEP 632). */
const ELSEWHERE: ReadonlySet<string> = new Set(
  (
    'distutils imp asyncore asynchat smtpd aifc audioop cgi cgitb chunk crypt imghdr mailcap msilib nis nntplib ossaudiodev ' +
    'pipes sndhdr spwd sunau telnetlib uu xdrlib lib2to3 binhex formatter parser symbol macpath dummy_threading ' +
    'winreg msvcrt _winapi winsound nt StringIO cStringIO ConfigParser Queue urllib2 urlparse httplib BaseHTTPServer ' +
    'SimpleHTTPServer SocketServer cPickle Cookie cookielib HTMLParser __builtin__ thread commands exceptions anydbm dbhash ' +
    'UserDict UserList xmlrpclib Tkinter'
  ).split(' '),
);

function topLevelOf({ project }: Suite): readonly string[] {
  const name = normalizeName(project.name.value).replaceAll('-', '_');
  return project.contents.topLevel ?? [name];
}

function installedModules(suite: Suite): readonly string[] {
  const places = topLevelOf(suite).flatMap((name) => sourceRoots.map((root) => `${root}${name}`));
  return suite.tree.entries
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.py'))
    .filter((path) => places.some((place) => path === `${place}.py` || path.startsWith(`${place}/`)));
}
