import type { PythonNode, PythonParser } from '../../core/ports.ts';
import { type FunctionFact, isHook, marksOf, readFunction } from './definitions.ts';
import { whenInside } from './import-scope.ts';
import type { FixtureFact, ImportFact, ModuleFacts, TestFact } from './module-facts.ts';
import { outlineOf } from './outline.ts';
import { findNodes, stringsIn } from './syntax.ts';

/** Blocks nested deeper than this are not looked into: no person writes them. */
const MAX_DEPTH = 24;

interface Scope {
  readonly when: ImportFact['when'];
  readonly depth: number;
  /** The class that the statements belong to. */
  readonly owner?: { readonly name: string; readonly kind: 'class' | 'TestCase' | 'describe' };
  /** Statements of a function's body: only their imports and fixture look-ups matter. */
  readonly inFunction: boolean;
}

interface Draft {
  readonly imports: ImportFact[];
  readonly relativeImports: ImportFact[];
  readonly fixtures: FixtureFact[];
  readonly tests: TestFact[];
  readonly requested: Set<string>;
  readonly marks: Set<string>;
  readonly pluginModules: string[];
  readonly hooks: string[];
  readonly describeBlocks: string[];
  /** Classes of this file that derive from a TestCase. */
  readonly testCases: Set<string>;
}

/** Reads the facts of one file. Broken source gives the facts of what could be parsed. */
export function readModule(path: string, text: string, parse: PythonParser): ModuleFacts {
  return readOutline({ path, text, outline: outlineOf(text) }, parse);
}

/** Like readModule, where the file's outline is known already. */
export function readOutline(
  { path, text, outline }: { readonly path: string; readonly text: string; readonly outline: string },
  parse: PythonParser,
): ModuleFacts {
  const draft: Draft = {
    imports: [],
    relativeImports: [],
    fixtures: [],
    tests: [],
    requested: new Set(),
    marks: new Set(),
    pluginModules: [],
    hooks: [],
    describeBlocks: [],
    testCases: new Set(),
  };
  readBlock(parse(outline), { when: 'always', depth: 0, inFunction: false }, draft);
  return {
    path,
    text,
    imports: draft.imports,
    relativeImports: draft.relativeImports,
    tests: draft.tests,
    pluginModules: draft.pluginModules,
    hooks: draft.hooks,
    fixtures: draft.fixtures,
    describeBlocks: draft.describeBlocks,
    requested: [...draft.requested],
    marks: [...draft.marks],
  };
}

function readBlock(block: PythonNode, scope: Scope, draft: Draft): void {
  if (scope.depth > MAX_DEPTH) return;
  for (const statement of block.namedChildren) readStatement(statement, scope, draft);
}

function readStatement(node: PythonNode, scope: Scope, draft: Draft): void {
  switch (node.type) {
    case 'import_statement':
    case 'import_from_statement':
      readImport(node, scope, draft);
      return;
    case 'decorated_definition':
      readDecorated(node, scope, draft);
      return;
    case 'function_definition':
      readDefinition(node, [], { scope, draft });
      return;
    case 'class_definition':
      readClass(node, [], { scope, draft });
      return;
    case 'expression_statement':
      readExpression(node, scope, draft);
      return;
    case 'comment':
      return;
    default:
      readCompound(node, scope, draft);
  }
}

/** `if`, `try`, `with`, `for`, `while`, `match` and their clauses: every child that holds statements. */
function readCompound(node: PythonNode, scope: Scope, draft: Draft): void {
  if (!BLOCK_HOLDERS.has(node.type)) {
    readLookups(node, draft);
    return;
  }
  const inner = { ...scope, depth: scope.depth + 1, when: whenInside(node, scope) };
  for (const child of node.namedChildren) {
    if (child.type === 'block') readBlock(child, inner, draft);
    else if (BLOCK_HOLDERS.has(child.type)) readCompound(child, inner, draft);
  }
}

const BLOCK_HOLDERS = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'try_statement',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'with_statement',
  'for_statement',
  'while_statement',
  'match_statement',
  'case_clause',
  'block',
  'ERROR',
]);

function readImport(node: PythonNode, scope: Scope, draft: Draft): void {
  const when = scope.inFunction && scope.when === 'always' ? 'local' : scope.when;
  const source = node.field('module_name');
  const names = node.namedChildren.flatMap((child) => importedName(child) ?? []);
  if (source?.type === 'dotted_name')
    draft.imports.push({ module: source.text, names: names.slice(1), when });
  else if (source !== undefined) draft.relativeImports.push({ module: source.text, names, when });
  else draft.imports.push(...names.map((module) => ({ module, names: [], when })));
}

function importedName(node: PythonNode): string | undefined {
  const name = node.type === 'aliased_import' ? node.field('name') : node;
  return name?.type === 'dotted_name' ? name.text : undefined;
}

interface Place {
  readonly scope: Scope;
  readonly draft: Draft;
}

function readDecorated(node: PythonNode, scope: Scope, draft: Draft): void {
  const decorators = node.namedChildren
    .filter((child) => child.type === 'decorator')
    .flatMap((child) => child.namedChildren[0] ?? []);
  const definition = node.field('definition');
  if (definition?.type === 'function_definition') readDefinition(definition, decorators, { scope, draft });
  else if (definition?.type === 'class_definition') readClass(definition, decorators, { scope, draft });
}

function readDefinition(node: PythonNode, decorators: readonly PythonNode[], { scope, draft }: Place): void {
  const body = node.field('body');
  if (body === undefined) return;
  const name = node.field('name')?.text ?? '';
  const inner = { ...scope, depth: scope.depth + 1 };
  if (!scope.inFunction && name.startsWith('describe_')) {
    draft.describeBlocks.push(name);
    readBlock(body, { ...inner, owner: { name, kind: 'describe' } }, draft);
    return;
  }
  if (scope.depth === 0 && isHook(name, decorators)) draft.hooks.push(name);
  if (!scope.inFunction) recordFunction(readFunction(node, decorators), scope, draft);
  if (BODY_OF_INTEREST.test(body.text)) readBlock(body, { ...inner, inFunction: true }, draft);
}

function recordFunction(fact: FunctionFact, scope: Scope, draft: Draft): void {
  const { name, async, requested, marks, autouse } = fact;
  for (const mark of marks) draft.marks.add(mark);
  if (fact.fixture !== undefined) draft.fixtures.push({ name: fact.fixture, autouse, requested });
  else if (isTest(name, scope))
    draft.tests.push({
      name,
      kind: scope.owner?.kind === 'TestCase' ? 'unittest' : 'pytest',
      async,
      requested,
      marks,
    });
}

const BODY_OF_INTEREST = /\bimport|\bgetfixturevalue\b/;

function isTest(name: string, { owner }: Scope): boolean {
  if (owner?.kind === 'describe') return !name.startsWith('_');
  return name.startsWith('test') && (owner?.kind !== 'class' || owner.name.startsWith('Test'));
}

function readClass(node: PythonNode, decorators: readonly PythonNode[], { scope, draft }: Place): void {
  const name = node.field('name')?.text ?? '';
  const bases = (node.field('superclasses')?.namedChildren ?? [])
    .filter((base) => base.type === 'identifier' || base.type === 'attribute')
    .map((base) => base.text);
  const unittest = bases.some((base) => /TestCase$|(^|\.)TestBase$/.test(base) || draft.testCases.has(base));
  if (unittest) draft.testCases.add(name);
  for (const mark of marksOf(decorators)) draft.marks.add(mark);
  for (const decorator of decorators)
    if (decorator.text.includes('usefixtures'))
      for (const fixture of stringsIn(decorator)) draft.requested.add(fixture);
  const body = node.field('body');
  if (body !== undefined)
    readBlock(
      body,
      { ...scope, depth: scope.depth + 1, owner: { name, kind: unittest ? 'TestCase' : 'class' } },
      draft,
    );
}

function readExpression(node: PythonNode, scope: Scope, draft: Draft): void {
  const assignment = node.namedChildren[0];
  const target = assignment?.type === 'assignment' ? assignment.field('left')?.text : undefined;
  const value = assignment?.field('right');
  if (value !== undefined && target === 'pytestmark') {
    for (const mark of marksOf([value])) draft.marks.add(mark);
    if (value.text.includes('usefixtures')) for (const name of stringsIn(value)) draft.requested.add(name);
  } else if (value !== undefined && target === 'pytest_plugins' && scope.depth === 0)
    draft.pluginModules.push(...stringsIn(value));
  else readLookups(node, draft);
}

/** `pytest.importorskip("x")` and `request.getfixturevalue("x")` anywhere in a statement. */
function readLookups(node: PythonNode, draft: Draft): void {
  if (!/\bimportorskip\b|\bgetfixturevalue\b/.test(node.text)) return;
  for (const call of findNodes(
    node,
    (inner) => inner.type === 'call' && LOOKUP.test(inner.field('function')?.text ?? ''),
  )) {
    const argument = call.field('arguments')?.namedChildren[0];
    const name = argument?.type === 'string' ? stringsIn(argument)[0] : undefined;
    if (name === undefined) continue;
    if (call.field('function')?.text.endsWith('importorskip'))
      draft.imports.push({ module: name, names: [], when: 'optional' });
    else draft.requested.add(name);
  }
}

const LOOKUP = /(^|\.)(importorskip|getfixturevalue)$/;
