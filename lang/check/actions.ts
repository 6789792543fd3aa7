/** Actions: statements that record data, print, or act on aggregations in the consumer. */
import type { ActionDef } from '../../wire/program.js';
import type { ValueType } from '../../wire/value.js';
import type { Expression } from '../ast.js';
import { FUNCTIONS_BY_NAME, type FunctionRow } from '../builtins.js';
import type { Step, Tree } from '../tree.js';
import { compatible, INT, INT64, isInt, type Type, typeName, UINT64, VOID, valueType } from '../types.js';
import { aggregationArgument } from './aggregation-argument.js';
import { readAllMembers } from './args.js';
import type { AggregationEntry, Context } from './context.js';
import { checkPrinta, checkPrintf, formatText, integerPlaces } from './formats.js';
import { deleteKey, printAggregation, printsAggregation, type Recorded } from './map-actions.js';
import { checkMemoryCall } from './memory-calls.js';
import { convert, isUnknown, notPlain, presence } from './operators.js';
import { checkActionOrder } from './order.js';
import { checkTracemem, printed, printPointer, traced } from './printing.js';
import { checkArguments, checkArity, refuse } from './prototypes.js';
import { checkStack, isStack } from './stacks.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;
type Action = (row: FunctionRow, node: Call, context: Context) => Step | null;

const ACTIONS: Readonly<Record<string, Action>> = {
  trace,
  print,
  printf,
  system: printf,
  freopen: printf,
  printa,
  exit: (row, node, context) => {
    const args = checkArguments(row, node, context);
    return args === null ? null : record({ kind: 'exit' }, [convert(args[0] as Tree, INT)], context, true);
  },
  ftruncate: (_row, _node, context) => record({ kind: 'ftruncate' }, [], context),
  clear: aggregationAction,
  delete: (_row, node, context) => recorded(deleteKey(node, context), context),
  denormalize: aggregationAction,
  trunc: aggregationAction,
  normalize: aggregationAction,
  setopt,
  bcopy: inMemory,
  copyinto: inMemory,
  copyout: inMemory,
  copyoutstr: inMemory,
  tracemem,
  chill: atOnce,
  commit: atOnce,
  discard: atOnce,
  raise: atOnce,
};

/** A call in statement position whose function is an action. */
export function checkAction(row: FunctionRow, node: Call, context: Context): Step | null {
  if (isStack(row)) {
    const tree = checkStack(row, node, context);
    return isUnknown(tree)
      ? null
      : record({ kind: 'stack', type: valueType(tree.type) as ValueType }, [tree], context);
  }
  if (row.part !== undefined) return traceTree(context.expression(node), node, context);
  if (printsAggregation(node)) return recorded(printAggregation(node, context), context);
  if (!checkArity(row, node, context)) {
    for (const arg of node.args) context.expression(arg);
    return null;
  }
  const action = ACTIONS[row.name];
  if (action === undefined || row.missing !== undefined) {
    if (checkArguments(row, node, context) !== null) refuse(row, node, context);
    return null;
  }
  if (row.destructive) context.destructive = true;
  return action(row, node, context);
}

/** speculate(id): the speculation that the statements behind it record into; null after a mistake. */
export function checkSpeculate(node: Call, context: Context): Tree | null {
  const row = FUNCTIONS_BY_NAME.get('speculate') as FunctionRow;
  checkActionOrder(row, node.calleeSpan, context);
  if (!checkArity(row, node, context)) {
    for (const arg of node.args) context.expression(arg);
    return null;
  }
  return checkArguments(row, node, context)?.[0] ?? null;
}

/** Done while the clause runs; nothing of it is recorded. */
function atOnce(row: FunctionRow, node: Call, context: Context): Step | null {
  const args = checkArguments(row, node, context);
  return args === null
    ? null
    : { kind: 'do', tree: { kind: 'call', type: VOID, span: node.span, row, args } };
}

function recorded(found: Recorded | null, context: Context): Step | null {
  return found === null ? null : record(found.action, found.values, context);
}

function record(action: ActionDef, values: readonly Tree[], context: Context, exits = false): Step {
  return { kind: 'record', action: context.addAction(action), values, exits };
}

function trace(_row: FunctionRow, node: Call, context: Context): Step | null {
  const [arg] = node.args as [Expression];
  return traceTree(context.expression(arg), node, context);
}

function traceTree(tree: Tree, node: Call, context: Context): Step | null {
  if (isUnknown(tree)) return null;
  if (tree.type.kind === 'void') context.report('D_TRACE_VOID', node.span, []);
  else if (tree.type.kind === 'aggregation') context.report('D_TRACE_DYN', node.span, []);
  else if (tree.type.kind === 'js')
    return record({ kind: 'trace', type: { kind: 'js' } }, [asText(tree, false)], context);
  else if (!notPlain(tree, context)) {
    if (tree.type.kind === 'stack')
      return record({ kind: 'stack', type: valueType(tree.type) as ValueType }, [tree], context);
    const value = traced(tree, context);
    const type = valueType(value.type);
    if (type !== null) return record({ kind: 'trace', type }, [value], context);
    const shown = typeName(tree.type);
    context.report('D_PROTO_ARG', tree.span, ['trace( )', 'argument', 1, 'scalar or string', shown]);
  }
  return null;
}

/** Copies between addresses; nothing of it is recorded. */
function inMemory(row: FunctionRow, node: Call, context: Context): Step | null {
  const args = checkArguments(row, node, context);
  const tree = args === null ? undefined : checkMemoryCall(row, node, args, context);
  return tree === undefined || isUnknown(tree) ? null : { kind: 'do', tree };
}

function tracemem(row: FunctionRow, node: Call, context: Context): Step | null {
  const recorded = checkTracemem(row, node, context);
  return recorded === null ? null : record(recorded.action, recorded.values, context);
}

/** print(args[0]): whatever it is, as text that the target makes. print(p): what a pointer leads to. */
function print(_row: FunctionRow, node: Call, context: Context): Step | null {
  const [arg] = node.args as [Expression];
  const tree = context.expression(arg);
  if (isUnknown(tree)) return null;
  if (tree.type.kind === 'void' || tree.type.kind === 'aggregation') {
    context.report('D_PROTO_ARG', arg.span, ['print( )', 'argument', 1, 'value', typeName(tree.type)], {
      hints: tree.type.kind === 'aggregation' ? ['printa(@a) prints an aggregation'] : [],
    });
    return null;
  }
  if (tree.type.kind === 'record') readAllMembers(tree.type.name, context);
  if (tree.type.kind === 'js' || tree.type.kind === 'record')
    return record({ kind: 'trace', type: { kind: 'js', printed: true } }, [asText(tree, true)], context);
  const printed = printPointer(node, tree, context);
  return printed === null ? null : record(printed.action, printed.values, context);
}

function printf(row: FunctionRow, node: Call, context: Context): Step | null {
  const [formatNode, ...rest] = node.args as [Expression, ...Expression[]];
  if (row.name === 'freopen' && formatNode.kind === 'string' && rest.length === 0) {
    // Back to where output went at first. DTrace holds this as ".", which can therefore not be written.
    if (formatNode.value === '') return record({ kind: 'freopen', format: '', types: [] }, [], context);
    if (formatNode.value === '.') {
      context.report('D_FREOPEN_INVALID', formatNode.span, [formatNode.value]);
      return null;
    }
  }
  // A mistake in a value comes before one in the format.
  const args = rest.map((arg) => printed(context.expression(arg), context));
  if (isUnknown(...args)) return null;
  const found = formatText(row.name, formatNode, context);
  if (found === null) return null;
  const integers = integerPlaces(found.format);
  const trees = args.map((tree, at) =>
    tree.type.kind === 'symbol' && integers.has(at) ? presence(tree) : tree,
  );
  const given = trees.map((tree, at) => ({ type: tree.type, span: (rest[at] as Expression).span }));
  if (!checkPrintf(row.name, found.format, given, node.span, context)) return null;
  const types = trees.map((tree) => valueType(tree.type) as ValueType);
  const values = trees.map((tree) =>
    tree.type.kind === 'js' ? asText(tree, false) : convert(tree, tree.type),
  );
  return record(
    { kind: row.name as 'printf' | 'system' | 'freopen', format: found.text, types },
    values,
    context,
  );
}

/** printa(@a, …) or printa("format", @a, …): all with keys of the same types. */
function printa(_row: FunctionRow, node: Call, context: Context): Step | null {
  const [first] = node.args as [Expression];
  const formatted = first.kind !== 'aggregation' && context.expression(first).type.kind === 'string';
  const targets = formatted ? node.args.slice(1) : node.args;
  const offset = formatted ? 2 : 1;
  if (targets.length === 0) {
    context.report('D_PRINTA_PROTO', node.span, [node.args.length]);
    return null;
  }
  const found = formatted ? formatText('printa', first, context) : null;
  if (formatted && found === null) return null;
  const entries: AggregationEntry[] = [];
  for (const [at, target] of targets.entries()) {
    const entry = aggregationArgument(target, context, (argument) =>
      context.report('D_PRINTA_AGGARG', target.span, [at + offset, argument]),
    );
    if (entry === null) return null;
    entries.push(entry);
  }
  const [leader, ...others] = entries as [AggregationEntry, ...AggregationEntry[]];
  if (!others.every((other) => sameKeys(leader, other, node, context))) return null;
  const counts = leader.def.function === 'count';
  if (found !== null && !checkPrinta(found.format, leader.keys, counts, node.span, context)) return null;
  return record(
    { kind: 'printa', format: found?.text ?? null, aggregations: entries.map((entry) => entry.index) },
    [],
    context,
  );
}

function sameKeys(first: AggregationEntry, second: AggregationEntry, node: Call, context: Context): boolean {
  const names = [first.def.name, second.def.name] as const;
  if (first.keys.length !== second.keys.length) {
    context.report('D_PRINTA_AGGKEY', node.span, [names[0], first.keys.length, names[1], second.keys.length]);
    return false;
  }
  const differs = first.keys.findIndex((type, at) => !sameKey(type, second.keys[at] as Type));
  if (differs === -1) return true;
  const [a, b] = [first.keys[differs] as Type, second.keys[differs] as Type];
  context.report('D_PRINTA_AGGPROTO', node.span, [names[1], differs + 1, names[0], typeName(b), typeName(a)]);
  return false;
}

function sameKey(a: Type, b: Type): boolean {
  return a.kind === b.kind || compatible(a, b);
}

function aggregationAction(row: FunctionRow, node: Call, context: Context): Step | null {
  const [target, number] = node.args as [Expression, Expression?];
  const entry = aggregationArgument(target, context, (argument) => {
    if (row.name === 'clear') context.report('D_CLEAR_AGGARG', target.span, [argument]);
    else if (row.name === 'trunc') context.report('D_TRUNC_AGGARG', target.span, [argument]);
    else context.report('D_NORMALIZE_AGGARG', target.span, [row.name, argument]);
  });
  const value = number === undefined ? null : context.expression(number);
  if (value !== null && !isUnknown(value) && !isInt(value.type)) {
    context.report('D_PROTO_ARG', (number as Expression).span, [
      `${row.name}( )`,
      'argument',
      2,
      row.parameters[1]?.type ?? '',
      typeName(value.type),
    ]);
    return null;
  }
  if (entry === null || (value !== null && isUnknown(value))) return null;
  const { index } = entry;
  switch (row.name) {
    case 'trunc':
      return record(
        { kind: 'trunc', aggregation: index, all: value === null },
        [value === null ? zero(node) : convert(value, INT64)],
        context,
      );
    case 'normalize':
      return record({ kind: 'normalize', aggregation: index }, [convert(value as Tree, UINT64)], context);
    case 'clear':
      return record({ kind: 'clear', aggregation: index }, [], context);
    default:
      return record({ kind: 'denormalize', aggregation: index }, [], context);
  }
}

/** A JavaScript value leaves the target as text. */
function asText(operand: Tree, full: boolean): Tree {
  return { kind: 'text', type: { kind: 'js' }, span: operand.span, operand, full };
}

function zero(node: Call): Tree {
  return { kind: 'int', type: INT64, span: node.span, value: 0 };
}

function setopt(row: FunctionRow, node: Call, context: Context): Step | null {
  const args = checkArguments(row, node, context);
  if (args === null) return null;
  // Names and values are checked when the consumer sets them.
  const [name, value = { kind: 'string', type: { kind: 'string' }, span: node.span, value: '' } as Tree] =
    args as [Tree, Tree?];
  return record({ kind: 'setopt' }, [name, value], context);
}
