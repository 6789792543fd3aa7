/** Calls in expressions: subroutines and stacks; actions have no value. */
import type { FramePart } from '../../wire/value.js';
import type { Expression } from '../ast.js';
import type { FunctionRow } from '../builtins.js';
import type { Span } from '../source.js';
import type { Tree } from '../tree.js';
import { INTEGERS, type IntType, STRING, type Type, typeName, VOID } from '../types.js';
import type { Context } from './context.js';
import { checkMemoryCall } from './memory-calls.js';
import { intTree, unknown } from './operators.js';
import { checkArguments, checkArity, findFunction, refuse } from './prototypes.js';
import { checkStack, isStack } from './stacks.js';
import { expandStr, wallTime } from './text-of.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;

export function checkCall(node: Call, context: Context): Tree {
  const row = findFunction(node, context);
  if (row === null) return unknown(node.span);
  if (isStack(row)) return checkStack(row, node, context);
  // An action or aggregating function inside an expression: whoever takes its value complains about the void.
  if (!checkArity(row, node, context)) return unknown(node.span);
  if (row.kind !== 'subroutine') return { kind: 'null', type: VOID, span: node.span };
  if (row.name === 'str') return context.expression(expandStr(node));
  const args = checkArguments(row, node, context);
  if (args === null) return unknown(node.span);
  if (row.missing !== undefined) return refuse(row, node, context);
  if (row.name === 'inet_ntoa6' && args[1] !== undefined && args[1].kind !== 'int') {
    const at = (node.args[1] as Expression).span;
    return context.fail('D_PROTO_ARG', at, [
      'inet_ntoa6( )',
      'argument',
      2,
      'integer constant',
      typeName(args[1].type),
    ]);
  }
  const copied = checkMemoryCall(row, node, args, context);
  if (copied !== undefined) return copied;
  if (row.part !== undefined) return partOfFrame(row.part, args[0] as Tree, node.span);
  if (row.name === 'strtok') {
    return {
      kind: 'strtok',
      type: STRING,
      span: node.span,
      text: args[0] as Tree,
      delimiters: args[1] as Tree,
    };
  }
  return {
    kind: 'call',
    type: row.returns,
    span: node.span,
    row,
    args: row.name === 'strftime' ? wallTime(args, context) : withDefaults(row, args, node.span, context),
  };
}

/** The frame leaves the process whole: where a bundle's code comes from, only the consumer knows. */
function partOfFrame(part: FramePart | 'whole', frame: Tree, span: Span): Tree {
  const type: Type = part === 'whole' ? { kind: 'symbol' } : { kind: 'symbol', part };
  return { ...frame, type, span } as Tree;
}

function withDefaults(
  row: FunctionRow,
  args: readonly Tree[],
  span: Span,
  context: Context,
): readonly Tree[] {
  const firstOptional = row.parameters.findIndex((parameter) => parameter.optional);
  const defaults = row.defaults?.slice(Math.max(0, args.length - firstOptional)) ?? [];
  const missing = defaults.map((value) =>
    intTree(value === 'strsize' ? context.strsize : value, INTEGERS.get('int') as IntType, span),
  );
  return firstOptional === -1 ? args : [...args, ...missing];
}
