import type { PythonNode } from '../core/ports.ts';

/** Of what is nested deeper than this, nothing is shown: those who walk the tree may use recursion. */
const maxDepth = 200;

/** Nodes that have no children in the grammar, which are most: one question less each. */
const leafTypes: ReadonlySet<string> = new Set([
  'identifier',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'ellipsis',
  'comment',
  'string_start',
  'string_end',
  'escape_sequence',
  'pass_statement',
  'break_statement',
  'continue_statement',
]);

/** What this file uses of web-tree-sitter's Node, which cannot be imported without loading the module. */
interface SyntaxNode {
  readonly type: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly startPosition: { readonly row: number };
  readonly isNamed: boolean;
  readonly children: readonly SyntaxNode[];
  readonly namedChildren: readonly SyntaxNode[];
  readonly nextNamedSibling: SyntaxNode | null;
  childForFieldName(name: string): SyntaxNode | null;
  fieldNameForChild(index: number): string | null;
}

/** False for a backslash at a line's end, which the grammar takes for a child, and for the field after it. */
function hasMeaning({ type }: SyntaxNode): boolean {
  return type !== 'line_continuation';
}

/**
 * Asks WebAssembly for a node's parts when they are first looked at: a walk that passes over the inside of strings and
 * expressions pays nothing for them. The tree is freed by web-tree-sitter once no node of it can be reached.
 * Indices count UTF-16 units, as those of JavaScript strings do.
 *
 * A class, against this repository's habit: an object literal with getters costs four times as much to make.
 */
export class LazyNode implements PythonNode {
  readonly #node: SyntaxNode;
  readonly #source: string;
  readonly #depth: number;
  #type: string | undefined;
  #end: number | undefined;
  #fields: ReadonlyMap<string, PythonNode> | undefined;
  #children: readonly PythonNode[] | undefined;

  constructor(node: SyntaxNode, source: string, depth = 0) {
    this.#node = node;
    this.#source = source;
    this.#depth = depth;
  }

  get type(): string {
    this.#type ??= this.#node.type;
    return this.#type;
  }

  get text(): string {
    this.#end ??= this.#node.endIndex;
    return this.#source.slice(this.#node.startIndex, this.#end);
  }

  get line(): number {
    return this.#node.startPosition.row + 1;
  }

  get namedChildren(): readonly PythonNode[] {
    this.#children ??= this.#isLeaf()
      ? []
      : this.#node.namedChildren.filter(hasMeaning).map((child) => this.#wrap(child));
    return this.#children;
  }

  field(name: string): PythonNode | undefined {
    if (this.#fields !== undefined) return this.#fields.get(name);
    let child = this.#node.childForFieldName(name);
    while (child !== null && !hasMeaning(child)) child = child.nextNamedSibling;
    return child === null ? undefined : this.#wrap(child);
  }

  /** Asks for everything at once, after which the tree may go. */
  settle(): void {
    this.#type ??= this.#node.type;
    this.#end ??= this.#node.endIndex;
    const all = this.#isLeaf()
      ? []
      : this.#node.children.map((node) => ({ node, wrapped: this.#wrap(node) }));
    const meant = all.filter(({ node }) => node.isNamed && hasMeaning(node));
    this.#children = meant.map(({ wrapped }) => wrapped);
    const fields = new Map<string, PythonNode>();
    let owed: string | null = null;
    for (const [index, { node, wrapped }] of all.entries()) {
      const name: string | null = this.#node.fieldNameForChild(index) ?? owed;
      owed = hasMeaning(node) ? null : name;
      if (name !== null && owed === null && !fields.has(name)) fields.set(name, wrapped);
      wrapped.settle();
    }
    this.#fields = fields;
  }

  #isLeaf(): boolean {
    return this.#depth >= maxDepth || leafTypes.has(this.type);
  }

  #wrap(node: SyntaxNode): LazyNode {
    return new LazyNode(node, this.#source, this.#depth + 1);
  }
}
