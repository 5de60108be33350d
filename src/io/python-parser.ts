import { fileURLToPath } from 'node:url';
import type { LoadPythonParser, PythonNode, PythonParser } from '../core/ports.ts';
import { LazyNode } from './python-node.ts';

/** Larger files are data in Python's clothes, and get an empty tree. In UTF-16 units. */
const maxSource = 2 * 1024 * 1024;
/** Steps (calls of the progress function) for each 1024 units of source; usual code needs up to 15, error recovery may run away. */
const stepsPerKibi = 100;

/**
 * The scanner looks ahead over all comment lines and all lines that a backslash joins, again at each of them, and tells no
 * progress meanwhile: 100 kB of such took minutes. Counts lines, each as often as it is passed.
 */
const maxLookahead = 5_000_000;

let loading: Promise<PythonParser> | undefined;

/** tree-sitter with its grammar for Python, both WebAssembly, loaded once for the process. */
export const loadPythonParser: LoadPythonParser = () => {
  loading ??= load();
  return loading;
};

async function load(): Promise<PythonParser> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const grammar = fileURLToPath(import.meta.resolve('tree-sitter-python/tree-sitter-python.wasm'));
  const language = await Language.load(grammar);
  const parser = new Parser().setLanguage(language);
  const parse = (source: string) => {
    const limit = 1000 + (source.length / 1024) * stepsPerKibi;
    let steps = 0;
    const progressCallback = () => {
      steps += 1;
      return steps > limit;
    };
    const hopeless = source.length > maxSource || looksFarAhead(source);
    const tree = hopeless ? null : parser.parse(source, null, { progressCallback });
    if (tree === null) parser.reset();
    return tree;
  };
  const held = createHolding();
  return (source) => {
    const tree = parse(source);
    if (tree === null) return emptyModule;
    const root = new LazyNode(tree.rootNode, source);
    if (held.add(tree, source.length)) return root;
    root.settle();
    tree.delete();
    return root;
  };
}

function looksFarAhead(source: string): boolean {
  let run = 0;
  let lookahead = 0;
  for (const line of source.split(/\r?\n/)) {
    if (line.endsWith('\\') || /^\s*#/.test(line)) run += 1;
    else if (line.trim() !== '') run = 0;
    lookahead += run;
    if (lookahead > maxLookahead) return true;
  }
  return false;
}

/** Source whose trees live in WebAssembly's memory at once, at 26 bytes for each unit: beyond, trees move to JavaScript. */
const maxHeld = 8 * 1024 * 1024;

/**
 * Counts the source of living trees. web-tree-sitter frees a tree when the garbage collector has noticed that nobody holds
 * it, which it does not while a large suite is read without a pause.
 */
function createHolding(): { add(tree: object, size: number): boolean } {
  let held = 0;
  const freed = new FinalizationRegistry((size: number) => {
    held -= size;
  });
  return {
    add(tree, size) {
      if (held + size > maxHeld) return false;
      held += size;
      freed.register(tree, size);
      return true;
    },
  };
}

const emptyModule: PythonNode = {
  type: 'module',
  text: '',
  line: 1,
  namedChildren: [],
  field: () => undefined,
};
