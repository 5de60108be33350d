import { type EbuildIdentity, type ParsedEbuild, parseEbuild } from '../gentoo/ebuild-parser.ts';
import type { EbuildFacts } from './md5-cache.ts';
import { splitWords } from './text-lines.ts';

/**
 * What the metadata cache would say of an ebuild, as far as it can be read without a shell: PYTHON_COMPAT and the
 * inherited eclasses stand for the Python flags that the eclasses would add to IUSE.
 */
export function readEbuildFacts(text: string, identity: EbuildIdentity): EbuildFacts {
  const ebuild = parseEbuild(text, identity);
  const slot = ebuild.variables.get('SLOT');
  const isLive = identity.version.components.some((component) => /^9{4,}$/.test(component));
  return {
    slot: slot?.literal === true && /^[A-Za-z0-9_][\w+./-]*$/.test(slot.text) ? slot.text : '0',
    keywords: isLive ? '' : plainWords(ebuild, 'KEYWORDS', /^[-~]?[A-Za-z0-9_*][\w-]*$/).join(' '),
    distutils: ebuild.inherits.includes('distutils-r1'),
    iuse: [...plainWords(ebuild, 'IUSE', /^[+-]?[A-Za-z0-9][\w+@-]*$/), ...pythonFlags(ebuild)].join(' '),
  };
}

/** Words that hold no unexpanded text; a condition around the assignment does not matter. */
function plainWords({ variables }: ParsedEbuild, name: string, pattern: RegExp): readonly string[] {
  return splitWords(variables.get(name)?.text).filter((word) => pattern.test(word));
}

function pythonFlags({ variables, arrays, inherits }: ParsedEbuild): readonly string[] {
  const single = variables.has('DISTUTILS_SINGLE_IMPL') || inherits.includes('python-single-r1');
  if (!single && !inherits.includes('distutils-r1') && !inherits.includes('python-r1')) return [];
  const prefix = single ? 'python_single_target_' : 'python_targets_';
  return (arrays.get('PYTHON_COMPAT') ?? [])
    .filter(({ text }) => /^\w+$/.test(text))
    .map(({ text }) => `${prefix}${text}`);
}
