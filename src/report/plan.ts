import pico from 'picocolors';
import { printable } from '../core/errors.ts';
import type { Plan, PlanEntry, RequirementKind } from '../model/plan.ts';

/**
 * The plan of a recursive run as a tree of what needs what: `dev-python/a-1.0` and below it its dependencies. What is in
 * the tree already is not unfolded again.
 */
export function formatPlan(plan: Plan, color: boolean): string {
  const tree: Tree = {
    entries: new Map(plan.map((entry) => [entry.ref, entry])),
    unfolded: new Set(),
    colors: pico.createColors(color),
    lines: [],
  };
  const writes = plan.filter(({ outcome }) => outcome === 'write').length;
  tree.lines.push(`Plan: ${writes} ${writes === 1 ? 'package' : 'packages'} to write`);
  for (const entry of plan.filter(({ asked }) => asked)) addEntry(entry, tree);
  return tree.lines.map((line) => `${line}\n`).join('');
}

interface Tree {
  readonly entries: ReadonlyMap<string, PlanEntry>;
  /** References whose dependencies are in the tree. */
  readonly unfolded: Set<string>;
  readonly colors: ReturnType<typeof pico.createColors>;
  readonly lines: string[];
}

interface Branch {
  readonly entry: PlanEntry;
  readonly kinds: readonly RequirementKind[];
  /** What stands before the entry, and before the lines below it. */
  readonly lead: string;
  readonly below: string;
}

/** A loop over open branches: a hostile chain of dependencies must not be able to exhaust the stack. */
function addEntry(root: PlanEntry, tree: Tree): void {
  const open: Branch[] = [{ entry: root, kinds: [], lead: '', below: '' }];
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    const { entry, below } = branch;
    const isKnown = tree.unfolded.has(entry.ref);
    tree.lines.push(describe(branch, tree, isKnown && entry.needs.length > 0));
    if (isKnown) continue;
    tree.unfolded.add(entry.ref);
    const refs = [...new Set(entry.needs.map(({ ref }) => ref))];
    const children = refs.flatMap((ref, position): readonly Branch[] => {
      const child = tree.entries.get(ref);
      const isLast = position === refs.length - 1;
      const kinds = entry.needs.filter((need) => need.ref === ref).map(({ kind }) => kind);
      const lines = { lead: below + (isLast ? '└── ' : '├── '), below: below + (isLast ? '    ' : '│   ') };
      return child === undefined ? [] : [{ entry: child, kinds, ...lines }];
    });
    open.push(...children.reverse());
  }
}

function describe({ entry, kinds, lead }: Branch, { colors }: Tree, isKnown: boolean): string {
  const name = entry.atom === undefined ? entry.ref : `${entry.atom}-${entry.version}`;
  const remarks = [
    ...kinds.filter((kind) => kind !== 'runtime'),
    ...(isKnown ? ['see above'] : []),
    ...(entry.outcome === 'skip' ? [`skipped: ${entry.reason}`] : []),
  ];
  const note = remarks.length === 0 ? '' : colors.dim(` (${remarks.join(', ')})`);
  const failure = entry.outcome === 'fail' ? colors.red(` failed: ${entry.reason}`) : '';
  return printable(`${lead}${name}${note}${failure}`);
}
