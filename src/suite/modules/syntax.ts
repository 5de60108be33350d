import type { PythonNode } from '../../core/ports.ts';

/** Nodes below (and including) `root` that `wanted` accepts, in the order of the file; stops below an accepted one. */
export function findNodes(root: PythonNode, wanted: (node: PythonNode) => boolean): PythonNode[] {
  const hits: PythonNode[] = [];
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (wanted(node)) hits.push(node);
    else for (let i = node.namedChildren.length - 1; i >= 0; i--) pushDefined(stack, node.namedChildren[i]);
  }
  return hits;
}

function pushDefined<T>(stack: T[], item: T | undefined): void {
  if (item !== undefined) stack.push(item);
}

/** The texts of all string literals below a node; strings with interpolations give their literal parts. */
export function stringsIn(root: PythonNode): string[] {
  return findNodes(root, (node) => node.type === 'string').map(stringValue);
}

/** Content of a string literal without quotes; escapes stay as written. */
export function stringValue(node: PythonNode): string {
  return node.namedChildren
    .filter((child) => child.type === 'string_content')
    .map((child) => child.text)
    .join('');
}

/** Arguments of a call: positional ones in order, and keyword ones by name. */
export function argumentsOf(call: PythonNode): {
  readonly positional: readonly PythonNode[];
  readonly keywords: ReadonlyMap<string, PythonNode>;
} {
  const positional: PythonNode[] = [];
  const keywords = new Map<string, PythonNode>();
  for (const argument of call.field('arguments')?.namedChildren ?? []) {
    const name = argument.type === 'keyword_argument' ? argument.field('name')?.text : undefined;
    const value = argument.field('value');
    if (name !== undefined && value !== undefined) keywords.set(name, value);
    else if (argument.type !== 'comment') positional.push(argument);
  }
  return { positional, keywords };
}

/** What a call calls, or the node itself where it is no call: `pytest.mark.parametrize` of `@pytest.mark.parametrize(…)`. */
export function calleeText(node: PythonNode): string {
  return (node.type === 'call' ? (node.field('function') ?? node) : node).text;
}
