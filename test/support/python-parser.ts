import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';
import type { PythonNode, PythonParser } from '../../src/core/ports.ts';

/** tree-sitter-python behind the port, its nodes made when they are asked for. */
export async function loadPythonParser(): Promise<PythonParser> {
  await Parser.init();
  const language = await Language.load(
    createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm'),
  );
  const parser = new Parser();
  parser.setLanguage(language);
  return (source) => {
    const tree = parser.parse(source);
    if (tree === null) throw new Error('no tree');
    return toPythonNode(tree.rootNode);
  };
}

function toPythonNode(node: Node): PythonNode {
  return {
    type: node.type,
    line: node.startPosition.row + 1,
    get text() {
      return node.text;
    },
    get namedChildren() {
      return node.namedChildren.flatMap((child) => (child === null ? [] : [toPythonNode(child)]));
    },
    field(name) {
      const child = node.childForFieldName(name);
      return child === null ? undefined : toPythonNode(child);
    },
  };
}
