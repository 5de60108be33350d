import { type BashText, quoteDouble, quoteWord } from '../gentoo/bash-quote.ts';
import type { Depset } from '../gentoo/depset.ts';
import { formatDepset, formatPythonPatterns } from '../gentoo/depset-format.ts';
import type { EbuildModel, SourceUri, TestSettings } from '../model/ebuild.ts';
import type { Template } from './engine.ts';

/** Longest line that a list is still written on. */
const lineWidth = 80;

interface Assignment {
  readonly name: string;
  readonly value: string;
}

/** The ebuild's text, laid out as rulebook 3 asks; every value is quoted here, nowhere else. */
export function renderEbuild(model: EbuildModel, template: Template): string {
  const text = template({
    year: String(model.year),
    settings: settings(model),
    inherit: model.inherit.join(' '),
    helpers: model.helpers.map(({ name, value }) => ({ name, value: value.bash })),
    exports: model.exports.map(({ name, value }) => ({ name, value: value.bash })),
    description: quoteDouble(model.description),
    homepage: quotedList(model.homepage),
    sources: sources(model),
    terms: terms(model),
    dependencies: dependencies(model),
    tests: tests(model.tests),
    functions: model.functions.map(({ name, lines }) => ({ name, lines: lines.map((line) => line.bash) })),
  });
  return tidy(text);
}

/** Variables that eclasses read when they are inherited, in alphabetical order. */
function settings(model: EbuildModel): readonly Assignment[] {
  const { distutils, pypi } = model;
  return assignments([
    ['DISTUTILS_EXT', distutils.extension ? '1' : undefined],
    ['DISTUTILS_USE_PEP517', distutils.backend],
    ['PYPI_NO_NORMALIZE', pypi?.noNormalize ? '1' : undefined],
    ['PYPI_PN', pypi?.pn?.bash],
    ['PYPI_VERIFY_REPO', pypi?.verifyRepo === undefined ? undefined : quoteDouble(pypi.verifyRepo)],
    ['PYTHON_COMPAT', `( ${formatPythonPatterns(distutils.pythonCompat)} )`],
    ['PYTHON_REQ_USE', words(distutils.pythonReqUse, ',')],
  ]);
}

function sources(model: EbuildModel): readonly Assignment[] {
  const uris = model.srcUri?.map(formatSourceUri) ?? [];
  return assignments([
    ['SRC_URI', uris.length === 0 ? undefined : `"\n${uris.join('\n')}\n"`],
    ['S', model.sourceDir === undefined ? undefined : belowWorkdir(model.sourceDir)],
  ]);
}

/** `S=${WORKDIR}/${PN}-${PV}` needs no quotes (rulebook 3.6); a name that means anything else to bash does. */
function belowWorkdir({ bash }: BashText): string {
  const path = '${WORKDIR}/'.concat(bash);
  return /^(?:[\w.+@%,/-]|\$\{\w+\})*$/.test(path) ? path : `"${path}"`;
}

function formatSourceUri({ uri, filename }: SourceUri): string {
  return filename === undefined ? `\t${uri.bash}` : `\t${uri.bash}\n\t\t-> ${filename.bash}`;
}

function terms(model: EbuildModel): readonly Assignment[] {
  return assignments([
    ['LICENSE', quoteDouble(model.license)],
    ['SLOT', quoteDouble(model.slot)],
    ['KEYWORDS', words(model.keywords, ' ')],
    ['IUSE', words(model.iuse, ' ')],
    ['RESTRICT', words(model.restrict, ' ')],
    ['PROPERTIES', words(model.properties, ' ')],
  ]);
}

function dependencies(model: EbuildModel): readonly Assignment[] {
  const depset = (value: Depset) => (value.length === 0 ? undefined : `"\n${formatDepset(value, 1)}\n"`);
  return assignments([
    ['RDEPEND', depset(model.rdepend)],
    ['DEPEND', depset(model.depend)],
    ['BDEPEND', depset(model.bdepend)],
    ['PDEPEND', depset(model.pdepend ?? [])],
  ]);
}

/** EPYTEST_* come before the call: it reads them; EPYTEST_DESELECT and EPYTEST_IGNORE may follow (rulebook 13). */
function tests(settings: TestSettings): readonly string[] {
  if (settings.runner === 'none') return [];
  const call = `distutils_enable_tests ${settings.runner}`;
  if (settings.runner !== 'pytest') return [call];
  const plugins = [...(settings.ownPlugin ? ['"${PN}"'] : []), ...settings.plugins.map(quoteWord)];
  return [
    `EPYTEST_PLUGINS=${array(plugins)}`,
    ...(settings.loadViaEnv ? ['EPYTEST_PLUGIN_LOAD_VIA_ENV=1'] : []),
    ...(settings.reruns === undefined ? [] : [`EPYTEST_RERUNS=${settings.reruns}`]),
    ...(settings.timeout === undefined ? [] : [`: "\${EPYTEST_TIMEOUT:=${settings.timeout}}"`]),
    ...(settings.xdist ? ['EPYTEST_XDIST=1'] : []),
    call,
    ...list('EPYTEST_DESELECT', settings.deselect),
    ...list('EPYTEST_IGNORE', settings.ignore),
  ];
}

function list(name: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `${name}=${array(items.map(quoteWord))}`];
}

function array(words: readonly string[]): string {
  if (words.length === 0) return '()';
  const line = `( ${words.join(' ')} )`;
  return line.length + 'EPYTEST_PLUGINS='.length <= lineWidth ? line : `(\n\t${words.join('\n\t')}\n)`;
}

function quotedList(items: readonly string[]): string {
  const [only] = items;
  if (only !== undefined && items.length === 1) return quoteDouble(only);
  return `"\n${items.map((item) => `\t${quoteDouble(item).slice(1, -1)}`).join('\n')}\n"`;
}

const words = (items: readonly string[], separator: string) =>
  items.length === 0 ? undefined : quoteDouble(items.join(separator));

const assignments = (pairs: readonly (readonly [string, string | undefined])[]): readonly Assignment[] =>
  pairs.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));

/** Groups of the template that stayed empty leave blank lines behind: one is enough, none at the end. */
function tidy(text: string): string {
  return `${text.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`;
}
