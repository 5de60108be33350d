import type { PythonNode, PythonParser } from '../core/ports.ts';

/** One imported module of a Python file, as far as the import must succeed. */
export interface ModuleImport {
  /** Dotted, as written; '' for `from . import x`. */
  readonly name: string;
  /** Leading dots of a relative import. */
  readonly level: number;
  /** Names after `import` in `from … import …`. */
  readonly members: readonly string[];
  /** Inside a function: only run when that is called. */
  readonly lazy: boolean;
  /** Below an `if` or the like, or where another import failed: it may be for another Python, or for nobody. */
  readonly conditional: boolean;
}

const MAX_NODES = 100_000;
/** Characters of a module's name. No path is longer, and each name that is imported from it repeats it. */
const MAX_NAME = 500;

/** Blocks that do not run, or whose failure is expected, on an interpreter of Gentoo. */
const OPTIONAL_TRY = /^except\*?\s*(?:\(|:|[\w.]*(?:ImportError|ModuleNotFoundError|Exception)\b)/;
const FOREIGN_CONDITION =
  /TYPE_CHECKING|(?:platform|os\.name|system\(\))[^=]*==\s*["'](?:win|nt|darwin|Windows|Darwin|cygwin|java)/;

interface Place {
  readonly node: PythonNode;
  readonly lazy: boolean;
  readonly conditional: boolean;
}

/** Imports of a file that are neither guarded by `except ImportError` nor meant for type checkers or other systems. */
export function readImports(source: string, parse: PythonParser): readonly ModuleImport[] {
  const found: ModuleImport[] = [];
  const pending: Place[] = [{ node: parse(source), lazy: false, conditional: false }];
  for (let count = 0; count < MAX_NODES; count += 1) {
    const place = pending.pop();
    if (place === undefined) break;
    const imports = toImports(place);
    if (imports === undefined) pending.push(...childrenOf(place).toReversed());
    else found.push(...imports);
  }
  return found;
}

function toImports({ node, lazy, conditional }: Place): readonly ModuleImport[] | undefined {
  const common = { lazy, conditional };
  if (node.type === 'import_statement')
    return node.namedChildren.map((child) => ({ name: moduleName(child), level: 0, members: [], ...common }));
  if (node.type !== 'import_from_statement') return undefined;
  const module = node.field('module_name')?.text ?? '';
  if (module.length > MAX_NAME) return [];
  const level = /^\.*/.exec(module)?.[0].length ?? 0;
  const members = node.namedChildren.slice(1).map(moduleName);
  const name = module.slice(level).trim();
  return [
    { name, level, members, ...common },
    ...members.map((member) => ({ name: `${name}.${member}`, level, members: [], ...common })),
  ];
}

/** `a.b as c` → `a.b` */
function moduleName(node: PythonNode): string {
  return (node.type === 'aliased_import' ? (node.field('name') ?? node) : node).text.replace(/\s+/g, '');
}

/** Statements inside that can hold imports. */
function childrenOf({ node, ...place }: Place): readonly Place[] {
  if (node.type === 'try_statement' && isOptional(node))
    return node.namedChildren
      .filter(({ type }) => type === 'finally_clause')
      .map((child) => ({ ...place, node: child }));
  if (node.type === 'with_statement' && /^with\s+(?:contextlib\.)?suppress\(/.test(node.text.slice(0, 60)))
    return [];
  if (node.type === 'if_statement' && FOREIGN_CONDITION.test(node.field('condition')?.text ?? '')) {
    const kept = node.namedChildren.filter(({ type }) => type === 'else_clause' || type === 'elif_clause');
    return kept.map((child) => ({ ...place, node: child }));
  }
  if (!BLOCKS.test(node.type)) return [];
  const lazy = place.lazy || node.type === 'function_definition';
  const conditional = place.conditional || CONDITIONAL.test(node.type);
  return node.namedChildren.map((child) => ({ node: child, lazy, conditional }));
}

const BLOCKS =
  /^(?:module|block|(?:if|for|while|with|try|match)_statement|(?:else|elif|except|finally|case)_clause|(?:function|class|decorated)_definition)$/;

const CONDITIONAL = /^(?:(?:if|for|while|match)_statement|(?:elif|except)_clause)$/;

function isOptional(node: PythonNode): boolean {
  return node.namedChildren.some(
    ({ type, text }) => type === 'except_clause' && OPTIONAL_TRY.test(text.slice(0, 120)),
  );
}
