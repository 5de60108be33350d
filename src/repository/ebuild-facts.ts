import { type EbuildIdentity, type ParsedEbuild, parseEbuild } from '../gentoo/ebuild-parser.ts';
import { formatGentooVersion, type GentooVersion, withoutRevision } from '../gentoo/version.ts';
import type { EbuildFacts } from './md5-cache.ts';
import { isPythonPackage } from './python-package.ts';
import { splitWords } from './text-lines.ts';

/**
 * What the metadata cache would say of an ebuild, as far as it can be read without a shell: PYTHON_COMPAT and the
 * inherited eclasses stand for the Python flags that the eclasses would add to IUSE.
 */
export function readEbuildFacts(text: string, identity: EbuildIdentity): EbuildFacts {
  const ebuild = parseEbuild(text, identity);
  const isLive = identity.version.components.some((component) => /^9{4,}$/.test(component));
  return {
    slot: readSlot(ebuild.variables.get('SLOT')?.text ?? '0', identity.version),
    keywords: isLive ? '' : plainWords(ebuild, 'KEYWORDS', /^[-~]?[A-Za-z0-9_*][\w-]*$/).join(' '),
    isPythonPackage: isPythonPackage({
      inherits: (eclass) => ebuild.inherits.includes(eclass),
      rdepend: ebuild.variables.get('RDEPEND')?.text ?? '',
      depend: ebuild.variables.get('DEPEND')?.text ?? '',
    }),
    iuse: [...plainWords(ebuild, 'IUSE', /^[+-]?[A-Za-z0-9][\w+@-]*$/), ...pythonFlags(ebuild)].join(' '),
  };
}

/** A subslot that only a shell can work out (`0/$(ver_cut 1-2)`) is taken to be the version; it is there at any rate. */
function readSlot(text: string, version: GentooVersion): string {
  if (/^[A-Za-z0-9_][\w+.-]*(?:\/[A-Za-z0-9_][\w+.-]*)?$/.test(text)) return text;
  const slot = /^(?<slot>[A-Za-z0-9_][\w+.-]*)\//.exec(text)?.groups?.slot;
  return slot === undefined ? '0' : `${slot}/${formatGentooVersion(withoutRevision(version))}`;
}

/** Words that hold no unexpanded text; a condition around the assignment does not matter. */
function plainWords({ variables }: ParsedEbuild, name: string, pattern: RegExp): readonly string[] {
  return splitWords(variables.get(name)?.text).filter((word) => pattern.test(word));
}

function pythonFlags({ variables, arrays, inherits }: ParsedEbuild): readonly string[] {
  const single = variables.has('DISTUTILS_SINGLE_IMPL') || inherits.includes('python-single-r1');
  if (!single && !inherits.includes('distutils-r1') && !inherits.includes('python-r1')) return [];
  const prefix = single ? 'python_single_target_' : 'python_targets_';
  return readArray(arrays, 'PYTHON_COMPAT', 0)
    .filter((word) => /^\w+$/.test(word))
    .map((word) => `${prefix}${word}`);
}

/** Arrays that are made of others (`PYTHON_COMPAT=( "${PYTHON_TESTED[@]}" python3_15 )`) are followed a few steps. */
function readArray(arrays: ParsedEbuild['arrays'], name: string, depth: number): readonly string[] {
  if (depth > MAX_ARRAY_DEPTH) return [];
  return (arrays.get(name) ?? []).flatMap(({ text }) => {
    const inner = /^\$\{(?<name>\w+)\[@\]\}$/.exec(text)?.groups?.name;
    return inner === undefined ? [text] : readArray(arrays, inner, depth + 1);
  });
}

const MAX_ARRAY_DEPTH = 4;
