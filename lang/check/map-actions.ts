/**
 * What bpftrace users do to their maps: print(@a, top, divisor) and delete(@a[k]). They run in the consumer, which
 * holds the totals, as clear() and trunc() do.
 */
import type { ActionDef } from '../../wire/program.js';
import type { Expression } from '../ast.js';
import type { Tree } from '../tree.js';
import { INT64, isInt, type Type, typeName } from '../types.js';
import { aggregationArgument, aggregationNamed } from './aggregation-argument.js';
import type { Context } from './context.js';
import { checkKeys, matchesSignature } from './keys.js';
import { convert, isUnknown } from './operators.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;
export type Recorded = { readonly action: ActionDef; readonly values: readonly Tree[] };

export function printsAggregation(node: Call): boolean {
  return node.callee === 'print' && node.args[0]?.kind === 'aggregation';
}

/** print(@a), its `top` largest values only, divided by `divisor`. */
export function printAggregation(node: Call, context: Context): Recorded | null {
  const [target, ...numbers] = node.args as [Expression, ...Expression[]];
  if (numbers.length > 2) {
    context.report('D_PROTO_LEN', node.span, ['print( )', 'arg', node.args.length, 'at most ', 3]);
    return null;
  }
  const entry = aggregationArgument(target, context, () => {});
  const limits = numbers.map((number, at) => constant(number, at + 2, context));
  const [top = 0, divisor = 1] = limits;
  if (entry === null || top === null || divisor === null) return null;
  return {
    action: { kind: 'printa', format: null, aggregations: [entry.index], cut: { top, divisor } },
    values: [],
  };
}

/** A positive integer constant, as bpftrace asks for. */
function constant(node: Expression, index: number, context: Context): number | null {
  const tree = context.expression(node);
  if (tree.kind === 'int' && tree.value >= 0 && tree.value <= Number.MAX_SAFE_INTEGER)
    return Number(tree.value);
  if (!isUnknown(tree)) {
    const shown = isInt(tree.type) ? 'an integer that is no constant, or negative' : typeName(tree.type);
    context.report('D_PROTO_ARG', node.span, ['print( )', 'argument', index, 'integer constant', shown]);
  }
  return null;
}

/** delete(@a[k]) forgets a key, delete(@a) all of them. */
export function deleteKey(node: Call, context: Context): Recorded | null {
  const [target] = node.args as [Expression];
  if (target.kind !== 'aggregation') {
    const tree = context.expression(target);
    if (!isUnknown(tree))
      context.report(
        'D_PROTO_ARG',
        target.span,
        ['delete( )', 'argument', 1, 'aggregation', typeName(tree.type)],
        {
          hints: ['x[k] = 0 deletes an element of an associative array'],
        },
      );
    return null;
  }
  const entry = aggregationNamed(target, context);
  if (target.keys === null) {
    if (entry === null) return null;
    const zero: Tree = { kind: 'int', type: INT64, span: node.span, value: 0 };
    return { action: { kind: 'trunc', aggregation: entry.index, all: true }, values: [zero] };
  }
  const keys = checkKeys(`@${target.name}`, target.keys, context);
  if (entry === null || keys === null) return null;
  if (!matchesSignature(`@${target.name}`, entry.keys, keys, target.span, context)) return null;
  return {
    action: { kind: 'delete', aggregation: entry.index, types: entry.def.key },
    values: keys.map((key, at) => convert(key, entry.keys[at] as Type)),
  };
}
