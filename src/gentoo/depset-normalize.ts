import { compareText } from '../core/text-order.ts';
import { type Atom, formatAtom } from './atom.ts';
import type { DepNode, Depset } from './depset.ts';
import { formatDepset } from './depset-format.ts';
import { compareGentooVersions, type GentooVersion } from './version.ts';

/**
 * The same dependencies, written once and in the order of the rulebook (11.1): by package name, unconditional before
 * conditional. Groups with the same condition become one, conditions that contain each other become one, and an atom
 * goes where another that always applies with it says at least as much. The order inside of `|| ( )` is a preference and
 * stays. USE conditionals end up around python-conds, which cannot contain each other.
 */
export function normalizeDepset(depset: Depset): Depset {
  return arrange(
    depset.flatMap((node) => pushDown(node, undefined)),
    [],
  );
}

type Patterns = readonly string[] | undefined;
type PythonCond = DepNode & { readonly kind: 'python-cond' };
type UseCond = DepNode & { readonly kind: 'use' };

/** Splices groups that mean nothing and moves the Python condition down to the atoms. */
function pushDown(node: DepNode, patterns: Patterns): readonly DepNode[] {
  switch (node.kind) {
    case 'atom':
      return underPatterns(node, patterns);
    case 'any-of': {
      const choices = node.children.flatMap(normalizeChoice);
      const [only] = choices;
      const plain = only?.kind === 'atom' || only?.kind === 'all-of';
      if (plain && choices.length === 1) return pushDown(only, patterns);
      return choices.length === 0 ? [] : underPatterns({ ...node, children: choices }, patterns);
    }
    case 'all-of':
      return node.children.flatMap((child) => pushDown(child, patterns));
    case 'use':
      return [{ ...node, children: node.children.flatMap((child) => pushDown(child, patterns)) }];
    case 'python-cond': {
      const both = node.patterns.filter((pattern) => patterns?.includes(pattern) ?? true);
      return both.length === 0 ? [] : node.children.flatMap((child) => pushDown(child, both));
    }
  }
}

const underPatterns = (node: DepNode, patterns: Patterns): readonly DepNode[] =>
  patterns === undefined ? [node] : [{ kind: 'python-cond', patterns, children: [node] }];

/**
 * One alternative stays one node. Several atoms together keep their parentheses, and so does a condition in them:
 * `|| ( x? ( a/b ) )` counts `a/b` only with x, where `|| ( ( x? ( a/b ) ) )` holds without it.
 */
function normalizeChoice(node: DepNode): readonly DepNode[] {
  const children = normalizeDepset([node]);
  const [only] = children;
  const bare =
    only !== undefined && children.length === 1 && (node.kind !== 'all-of' || only.kind === 'atom');
  return bare || children.length === 0 ? children : [{ kind: 'all-of', children }];
}

/** Atoms by what they can be compared on. */
type AtomGroups = ReadonlyMap<string, readonly Atom[]>;

/** Merges, drops and sorts siblings. `known` are the atoms that apply wherever these nodes do. */
function arrange(nodes: Depset, known: readonly AtomGroups[]): Depset {
  const strongest = dropImplied(
    nodes.flatMap((node) => (node.kind === 'atom' ? [node.atom] : [])),
    known,
  );
  const atoms = [...strongest.values()].flat();
  const always = [...known, strongest];
  const choices = uniqueBy(
    nodes.filter((node) => node.kind === 'any-of'),
    (node) => formatDepset([node]),
  );
  return [
    ...atoms.map((atom): DepNode => ({ kind: 'atom', atom })).sort(byText),
    ...choices.sort(byText),
    ...arrangePythonConds(nodes, always),
    ...arrangeUseConds(nodes, always),
  ];
}

function arrangePythonConds(nodes: Depset, known: readonly AtomGroups[]): Depset {
  const conds = nodes.filter((node): node is PythonCond => node.kind === 'python-cond');
  const perChild = groupBy(conds, ({ children }) => formatDepset(children));
  const united = perChild.map((same) => ({
    patterns: [...new Set(same.flatMap(({ patterns }) => patterns))].sort(),
    children: same[0]?.children ?? [],
  }));
  return groupBy(united, ({ patterns }) => patterns.join(' '))
    .map(
      (same): PythonCond => ({
        kind: 'python-cond',
        patterns: same[0]?.patterns ?? [],
        children: arrange(
          same.flatMap(({ children }) => children),
          known,
        ),
      }),
    )
    .filter(({ children }) => children.length > 0)
    .sort((a, b) => compareText(a.patterns.join(' '), b.patterns.join(' ')));
}

function arrangeUseConds(nodes: Depset, known: readonly AtomGroups[]): Depset {
  const conds = nodes.filter((node): node is UseCond => node.kind === 'use');
  return groupBy(conds, conditionOf)
    .flatMap((same) => {
      const [first] = same;
      if (first === undefined) return [];
      const inside = same.flatMap(({ children }) => children).flatMap((child) => assume(child, first));
      return [{ ...first, children: arrange(inside, known) }];
    })
    .filter(({ children }) => children.length > 0)
    .sort((a, b) => compareText(conditionOf(a), conditionOf(b)));
}

const conditionOf = ({ flag, negated }: UseCond): string => `${flag}${negated ? '!' : ''}`;

/** A node inside of `flag? ( )`: the same condition again is no news, and its opposite cannot hold. */
function assume(node: DepNode, condition: UseCond): Depset {
  if (node.kind !== 'use') return [node];
  const children = node.children.flatMap((child) => assume(child, condition));
  if (node.flag !== condition.flag) return [{ ...node, children }];
  return node.negated === condition.negated ? children : [];
}

/** Of one package no more atoms than these are weighed against each other; those beyond stay, implied or not. */
const MOST_WEIGHED = 100;

function dropImplied(atoms: readonly Atom[], known: readonly AtomGroups[]): AtomGroups {
  const strongest = new Map<string, Atom[]>();
  for (const atom of uniqueBy(atoms, formatAtom)) {
    const key = groupKey(atom);
    const group = strongest.get(key) ?? [];
    const others = [...known.map((groups) => groups.get(key) ?? []), group];
    if (others.some((list) => list.slice(0, MOST_WEIGHED).some((other) => implies(other, atom)))) continue;
    if (group.length > MOST_WEIGHED) group.push(atom);
    else strongest.set(key, [...group.filter((other) => !implies(atom, other)), atom]);
  }
  return strongest;
}

/** Only atoms of one package say anything about each other, and blockers only where they are the same. */
const groupKey = (atom: Atom): string =>
  atom.blocker === undefined ? `${atom.category}/${atom.name}` : formatAtom(atom);

/**
 * Whether every package that `strong` accepts is one that `weak`, of the same group, accepts; false where that is not
 * plain to see.
 */
function implies(strong: Atom, weak: Atom): boolean {
  if (weak.blocker !== undefined) return true;
  if (weak.slot !== undefined && weak.slot !== strong.slot) return false;
  return weak.use.every((flag) => strong.use.includes(flag)) && impliesVersion(strong, weak);
}

function impliesVersion(strong: Atom, weak: Atom): boolean {
  if (weak.operator === undefined || weak.version === undefined) return true;
  if (strong.operator === undefined || strong.version === undefined) return false;
  const order = compareGentooVersions(strong.version, weak.version);
  const higher: readonly Atom['operator'][] = ['>=', '>', '=', '~', '=*'];
  if (weak.operator === '>=') return higher.includes(strong.operator) && isAtLeast(strong.operator, order);
  if (weak.operator === '<') return strong.operator === '<' && order <= 0;
  return strong.operator === weak.operator && sameText(strong.version, weak.version, order);
}

/** `=1.2*` also takes 1.2_rc1, which is before 1.2. */
const isAtLeast = (operator: Atom['operator'], order: number): boolean =>
  operator === '=*' ? false : order >= 0;

const sameText = (a: GentooVersion, b: GentooVersion, order: number): boolean =>
  order === 0 && a.components.join('.') === b.components.join('.');

function byText(a: DepNode, b: DepNode): number {
  return compareText(sortKey(a), sortKey(b));
}

/** By package, then `<` before `>=`, blockers last. */
function sortKey(node: DepNode): string {
  if (node.kind !== 'atom') return formatDepset([node]);
  const { category, name, blocker = '' } = node.atom;
  return `${category}/${name}\0${blocker}\0${formatAtom(node.atom)}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const uniqueBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];
