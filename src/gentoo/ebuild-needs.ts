import { tryParseAtom } from './atom.ts';
import { type EbuildIdentity, parseEbuild } from './ebuild-parser.ts';

export interface EbuildNeed {
  /** `dev-python/requests` */
  readonly id: string;
  /** It stands under `test?`. */
  readonly test: boolean;
}

/**
 * The packages that an ebuild's text cannot do without: those of its dependency variables that are in no `|| ( )`. What
 * eclasses add is not known here. Never throws; what is not understood is passed over.
 */
export function listEbuildNeeds(text: string, identity: EbuildIdentity): readonly EbuildNeed[] {
  const { variables } = parseEbuild(text, identity);
  const needs = dependencyVariables.flatMap((name) => readNeeds(variables.get(name)?.text ?? ''));
  return [...new Map(needs.map((need) => [`${need.id} ${need.test}`, need])).values()];
}

const dependencyVariables = ['RDEPEND', 'DEPEND', 'BDEPEND', 'PDEPEND'];

function readNeeds(value: string): readonly EbuildNeed[] {
  const needs: EbuildNeed[] = [];
  const open: string[] = [];
  let before = '';
  // USE dependencies hold the eclass's variables, and a call of python_gen_cond_dep its quotes.
  for (const word of value.replace(/\[[^\]]*\]/g, '').split(/[\s']+/)) {
    if (word === '(') open.push(before);
    else if (word === ')') open.pop();
    else {
      const atom = open.includes('||') ? undefined : tryParseAtom(word);
      if (atom !== undefined && atom.blocker === undefined)
        needs.push({ id: `${atom.category}/${atom.name}`, test: open.includes('test?') });
    }
    before = word;
  }
  return needs;
}
