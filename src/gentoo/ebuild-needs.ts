import { tryParseAtom } from './atom.ts';
import { type EbuildIdentity, parseEbuild } from './ebuild-parser.ts';

export interface EbuildNeed {
  /** `dev-python/requests` */
  readonly id: string;
  /** `runtime`: RDEPEND and PDEPEND; `build`: DEPEND and BDEPEND; `test`: what stands under `test?`. */
  readonly kind: 'runtime' | 'build' | 'test';
}

/**
 * The packages that an ebuild's text cannot do without: those of its dependency variables that are in no `|| ( )`. What
 * eclasses add is not known here. Never throws; what is not understood is passed over.
 */
export function listEbuildNeeds(text: string, identity: EbuildIdentity): readonly EbuildNeed[] {
  const { variables } = parseEbuild(text, identity);
  const needs = dependencyVariables.flatMap(([name, kind]) =>
    readNeeds(variables.get(name)?.text ?? '', kind),
  );
  return [...new Map(needs.map((need) => [`${need.id} ${need.kind}`, need])).values()];
}

const dependencyVariables = [
  ['RDEPEND', 'runtime'],
  ['DEPEND', 'build'],
  ['BDEPEND', 'build'],
  ['PDEPEND', 'runtime'],
] as const;

function readNeeds(value: string, kind: EbuildNeed['kind']): readonly EbuildNeed[] {
  const needs: EbuildNeed[] = [];
  const open: string[] = [];
  let before = '';
  // USE dependencies hold the eclass's variables, and a call of python_gen_cond_dep its quotes.
  for (const word of value.replace(/\[[^\]]*\]/g, '').split(/[\s']+/)) {
    if (word === '(') open.push(before);
    else if (word === ')') open.pop();
    else if (!open.includes('||')) needs.push(...readNeed(word, open.includes('test?') ? 'test' : kind));
    before = word;
  }
  return needs;
}

function readNeed(word: string, kind: EbuildNeed['kind']): readonly EbuildNeed[] {
  const atom = tryParseAtom(word);
  if (atom === undefined || atom.blocker !== undefined) return [];
  return [{ id: `${atom.category}/${atom.name}`, kind }];
}
