import type { PythonNode } from '../../core/ports.ts';
import { CONSTANTS } from './builtins.ts';
import type { Frame } from './frame.ts';
import type { PythonValue } from './value.ts';

/** `import a.b`, `import a.b as c` */
export function importModules(node: PythonNode, frame: Frame): undefined {
  for (const child of node.namedChildren) {
    const alias = child.field('alias')?.text;
    const name = child.field('name')?.text ?? child.text;
    const [top = name] = name.split('.');
    frame.names.set(alias ?? top, { kind: 'reference', name: alias === undefined ? top : name });
  }
  return undefined;
}

/** `from a import b as c`; names of the tree's own modules are looked up there. */
export function importFrom(node: PythonNode, frame: Frame): undefined {
  const module = node.field('module_name');
  for (const child of node.namedChildren) {
    if (module === undefined || (child.line === module.line && child.text === module.text)) continue;
    const name = child.field('name')?.text ?? child.text;
    const local = child.field('alias')?.text ?? name;
    if (child.type === 'aliased_import' || child.type === 'dotted_name')
      frame.names.set(local, imported(module.text, name, frame));
  }
  return undefined;
}

function imported(module: string, name: string, frame: Frame): PythonValue {
  const full = `${module}.${name}`;
  return (
    CONSTANTS.get(full) ?? frame.machine.loadModule(module)?.get(name) ?? { kind: 'reference', name: full }
  );
}
