import { createRequire } from 'node:module';
import type { LoadPythonParser, PythonNode, PythonParser } from '../core/ports.ts';

/** Larger files are data in Python's clothes, and get an empty tree. In UTF-16 units. */
const maxSource = 2 * 1024 * 1024;
/** Of what is nested deeper than this, nothing is shown: those who walk the tree may use recursion. */
const maxDepth = 200;
/** Steps (calls of the progress function) for each 1024 units of source; usual code needs up to 15, error recovery may run away. */
const stepsPerKibi = 100;

let loading: Promise<PythonParser> | undefined;

/** tree-sitter with its grammar for Python, both WebAssembly, loaded once for the process. */
export const loadPythonParser: LoadPythonParser = () => {
  loading ??= load();
  return loading;
};

async function load(): Promise<PythonParser> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
  const language = await Language.load(grammar);
  const parser = new Parser().setLanguage(language);
  const parse = (source: string) => {
    const limit = 1000 + (source.length / 1024) * stepsPerKibi;
    let steps = 0;
    const progressCallback = () => {
      steps += 1;
      return steps > limit;
    };
    const tree = source.length > maxSource ? null : parser.parse(source, null, { progressCallback });
    if (tree === null) parser.reset();
    return tree;
  };
  return (source) => {
    const tree = parse(source);
    return tree === null ? emptyModule : new LazyNode(tree.rootNode, source, 0);
  };
}

const emptyModule: PythonNode = {
  type: 'module',
  text: '',
  line: 1,
  namedChildren: [],
  field: () => undefined,
};

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
  readonly namedChildren: readonly SyntaxNode[];
  childForFieldName(name: string): SyntaxNode | null;
}

/**
 * Asks WebAssembly for a node's parts when they are first looked at: a walk that passes over the inside of strings and
 * expressions pays nothing for them. The tree is freed by web-tree-sitter once no node of it can be reached.
 * Indices count UTF-16 units, as those of JavaScript strings do.
 *
 * A class, against this repository's habit: an object literal with getters costs four times as much to make.
 */
class LazyNode implements PythonNode {
  readonly #node: SyntaxNode;
  readonly #source: string;
  readonly #depth: number;
  #type: string | undefined;
  #children: readonly PythonNode[] | undefined;

  constructor(node: SyntaxNode, source: string, depth: number) {
    this.#node = node;
    this.#source = source;
    this.#depth = depth;
  }

  get type(): string {
    this.#type ??= this.#node.type;
    return this.#type;
  }

  get text(): string {
    return this.#source.slice(this.#node.startIndex, this.#node.endIndex);
  }

  get line(): number {
    return this.#node.startPosition.row + 1;
  }

  get namedChildren(): readonly PythonNode[] {
    this.#children ??= this.#isLeaf() ? [] : this.#node.namedChildren.map((child) => this.#wrap(child));
    return this.#children;
  }

  field(name: string): PythonNode | undefined {
    const child = this.#node.childForFieldName(name);
    return child === null ? undefined : this.#wrap(child);
  }

  #isLeaf(): boolean {
    return this.#depth >= maxDepth || leafTypes.has(this.type);
  }

  #wrap(node: SyntaxNode): PythonNode {
    return new LazyNode(node, this.#source, this.#depth + 1);
  }
}
