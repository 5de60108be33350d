import { EbuildgenError } from '../core/errors.ts';
import {
  isValidCategoryName,
  isValidPackageName,
  isValidSlotName,
  isValidUseFlag,
  splitVersion,
} from './name.ts';
import { formatGentooVersion, type GentooVersion, parseGentooVersion } from './version.ts';

/** A package dependency specification, PMS section 8.3. */
export interface Atom {
  readonly blocker?: '!' | '!!';
  /** Present exactly where `version` is. `=*` is `=cat/pkg-1.2*`. */
  readonly operator?: '<' | '<=' | '=' | '=*' | '~' | '>=' | '>';
  readonly category: string;
  readonly name: string;
  readonly version?: GentooVersion;
  /** What follows the colon: `0`, `0/3.2`, `=`, `0=`, `*`. */
  readonly slot?: string;
  /** USE dependencies in order; the literal PYTHON_USEDEP stands for the eclass variable. */
  readonly use: readonly string[];
}

/** A bash expansion, written to the ebuild as it is. */
export const PYTHON_USEDEP = '${PYTHON_USEDEP}';
/** A bash expansion, written to the ebuild as it is. */

/** Reads `!!>=cat/pkg-1.2-r3:0/4=[a,-b?,c(+)]`. Throws DEPENDENCY_INVALID where EAPI 8 does not allow the text. */
export function parseAtom(text: string): Atom {
  const atom = tryParseAtom(text);
  if (atom === undefined) {
    throw new EbuildgenError('DEPENDENCY_INVALID', `\`${text}\` is not a package dependency`);
  }
  return atom;
}

export function tryParseAtom(text: string): Atom | undefined {
  const groups = ATOM.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { blocker, operator, category = '', rest = '', slot, use } = groups;
  const named = operator === undefined ? { name: rest } : readVersioned(operator, rest);
  if (named === undefined) return undefined;
  const atom: Atom = {
    ...(blocker === undefined ? {} : { blocker: blocker as '!' | '!!' }),
    ...named,
    category,
    ...(slot === undefined ? {} : { slot }),
    use: use?.split(',') ?? [],
  };
  return whyInvalid(atom) === undefined ? atom : undefined;
}

/**
 * The atom as an ebuild spells it. Throws RENDER_MODEL on an atom that `parseAtom` would not read, so that no text of
 * upstream can reach the shell through a name, slot or flag.
 */
export function formatAtom(atom: Atom): string {
  const fault = whyInvalid(atom);
  const version = atom.version === undefined ? '' : `-${formatGentooVersion(atom.version)}`;
  const operator = atom.operator === '=*' ? '=' : (atom.operator ?? '');
  const star = atom.operator === '=*' ? '*' : '';
  const slot = atom.slot === undefined ? '' : `:${atom.slot}`;
  const use = atom.use.length === 0 ? '' : `[${atom.use.join(',')}]`;
  const text = `${atom.blocker ?? ''}${operator}${atom.category}/${atom.name}${version}${star}${slot}${use}`;
  if (fault !== undefined) {
    throw new EbuildgenError(
      'RENDER_MODEL',
      `Cannot write the dependency \`${text}\`: its ${fault} is not valid`,
    );
  }
  return text;
}

/** [!!][>=]category/name-1.2-r3*[:slot][[use]]; what each part may hold is checked after. */
const ATOM =
  /^(?<blocker>!!?)?(?<operator><=|>=|[<>=~])?(?<category>[^/:[]+)\/(?<rest>[^/:[]+)(?::(?<slot>[^[]+))?(?:\[(?<use>[^[\]]+)\])?$/;

/** `flag`, `-flag`, `flag?`, `!flag?`, `flag=`, `!flag=`, each with an optional `(+)` or `(-)` after the flag. */
const USE_DEPENDENCY = /^(?<prefix>[-!])?(?<flag>[^-!?=()][^?=()]*)(?:\([+-]\))?(?<suffix>[?=])?$/;

function readVersioned(
  operator: string,
  rest: string,
): Pick<Atom, 'operator' | 'name' | 'version'> | undefined {
  const star = rest.endsWith('*');
  if (star && operator !== '=') return undefined;
  const split = splitVersion(star ? rest.slice(0, -1) : rest);
  if (split === undefined) return undefined;
  return {
    operator: (star ? '=*' : operator) as NonNullable<Atom['operator']>,
    name: split.name,
    version: parseGentooVersion(split.version),
  };
}

function whyInvalid(atom: Atom): string | undefined {
  if (!isValidCategoryName(atom.category)) return 'category';
  if (!isValidPackageName(atom.name)) return 'package name';
  if ((atom.operator === undefined) !== (atom.version === undefined)) return 'version';
  if (atom.slot !== undefined && !isValidSlotDependency(atom.slot)) return 'slot';
  if (!atom.use.every(isValidUseDependency)) return 'USE dependency';
  return undefined;
}

function isValidSlotDependency(text: string): boolean {
  if (text === '*' || text === '=') return true;
  const [slot = '', subSlot, ...more] = text.replace(/=$/, '').split('/');
  return isValidSlotName(slot) && (subSlot === undefined || isValidSlotName(subSlot)) && more.length === 0;
}

function isValidUseDependency(text: string): boolean {
  if (text === PYTHON_USEDEP) return true;
  const groups = USE_DEPENDENCY.exec(text)?.groups;
  if (groups === undefined || !isValidUseFlag(groups.flag ?? '')) return false;
  return groups.prefix === undefined || (groups.prefix === '!') === (groups.suffix !== undefined);
}
