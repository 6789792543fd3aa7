/** `@name[keys] = function(…);`: aggregating functions, their parameters, and that each name has one of them. */
import type { AggregatingFunction, AggregationDef } from '../../wire/aggregation.js';
import type { Expression } from '../ast.js';
import type { FunctionRow } from '../builtins.js';
import type { Span } from '../source.js';
import type { Step, Tree } from '../tree.js';
import { INT64, isInt, type Type, valueType as toValueType, typeName } from '../types.js';
import type { AggregationEntry, Context } from './context.js';
import { expandHistogram } from './histogram.js';
import { asNumber } from './js-values.js';
import { checkKeys, matchesSignature } from './keys.js';
import { argumentHints } from './mismatch.js';
import { convert, isUnknown, notPlain } from './operators.js';
import { checkArity, findFunction } from './prototypes.js';

type Node<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

export function checkAggregate(
  target: Node<'aggregation'>,
  value: Expression,
  span: Span,
  context: Context,
): Step | null {
  if (value.kind !== 'call') {
    const tree = value.kind === 'aggregation' ? null : context.expression(value);
    if (tree === null || !isUnknown(tree)) {
      context.report(
        'D_OP_INCOMPAT',
        span,
        ['aggregation', '=', tree === null ? 'aggregation' : typeName(tree.type)],
        {
          hints: ['only an aggregating function can be stored: @a = count();'],
        },
      );
    }
    return null;
  }
  const call = expandHistogram(value, context);
  if (call === null) return null;
  const row = findFunction(call, context);
  const keys = checkKeys(`@${target.name}`, target.keys ?? [], context);
  if (row === null) return null;
  if (row.kind !== 'aggregating') {
    context.report('D_AGG_FUNC', value.calleeSpan, [value.callee]);
    return null;
  }
  const checked = checkAggregating(row, call, context);
  if (keys === null || checked === null) return null;
  const entry = enter(target, row.name as AggregatingFunction, keys, checked, span, context);
  if (entry === null) return null;
  return {
    kind: 'aggregate',
    aggregation: entry.index,
    keys: keys.map((key, at) => convert(key, entry.keys[at] as Type)),
    value: checked.value,
    increment: checked.increment,
  };
}

type Checked = {
  readonly value: Tree | null;
  readonly increment: Tree | null;
  readonly parameters: readonly number[];
  readonly spans: readonly Span[];
  readonly signed: boolean;
};

function checkAggregating(row: FunctionRow, node: Node<'call'>, context: Context): Checked | null {
  if (!checkArity(row, node, context)) {
    for (const arg of node.args) context.expression(arg);
    return null;
  }
  const trees = node.args.map((arg) => asNumber(context.expression(arg)));
  const [value] = trees;
  if (value === undefined) return { value: null, increment: null, parameters: [], spans: [], signed: true };
  if (isUnknown(...trees)) return null;
  if (!isInt(value.type)) {
    if (!notPlain(value, context))
      context.report('D_AGG_SCALAR', (node.args[0] as Expression).span, [row.name, 1], {
        hints: argumentHints(INT64, value.type, (node.args[0] as Expression).span, context),
      });
    return null;
  }
  const parameters =
    row.name === 'lquantize'
      ? lquantize(node, trees, context)
      : row.name === 'llquantize'
        ? llquantize(node, trees, context)
        : [];
  if (parameters === null) return null;
  const incrementAt = row.name === 'quantize' ? 1 : row.name === 'lquantize' ? 4 : 5;
  const increment = trees[incrementAt];
  if (increment !== undefined && !isInt(increment.type)) {
    context.report('D_PROTO_ARG', (node.args[incrementAt] as Expression).span, [
      `${row.name}( )`,
      'argument',
      incrementAt + 1,
      'int',
      typeName(increment.type),
    ]);
    return null;
  }
  return {
    value,
    increment: increment ?? null,
    parameters,
    spans: node.args.map((arg) => arg.span),
    signed: value.type.signed,
  };
}

const INT32_MAX = 2 ** 31 - 1;
const UINT16_MAX = 65535;

/** The value of an integer constant, or NaN. */
function constant(tree: Tree | undefined): number {
  return tree?.kind === 'int' ? Number(tree.value) : Number.NaN;
}

function is32(value: number): boolean {
  return value >= -INT32_MAX - 1 && value <= INT32_MAX;
}

/** base, limit, step (1 when it is left out). */
function lquantize(node: Node<'call'>, trees: readonly Tree[], context: Context): readonly number[] | null {
  const [base, limit] = [constant(trees[1]), constant(trees[2])];
  const step = trees[3] === undefined ? 1 : constant(trees[3]);
  const at = (index: number) => (node.args[index] as Expression).span;
  if (Number.isNaN(base)) context.report('D_LQUANT_BASETYPE', at(1), []);
  else if (Number.isNaN(limit)) context.report('D_LQUANT_LIMTYPE', at(2), []);
  else if (!is32(base)) context.report('D_LQUANT_BASEVAL', at(1), []);
  else if (!is32(limit)) context.report('D_LQUANT_LIMVAL', at(2), []);
  else if (limit <= base) context.report('D_LQUANT_MISMATCH', at(2), []);
  else if (!(step > 0)) context.report('D_LQUANT_STEPTYPE', at(3), []);
  else if (step > UINT16_MAX) context.report('D_LQUANT_STEPVAL', at(3), []);
  else if (step > limit - base) context.report('D_LQUANT_STEPLARGE', at(3), []);
  else if ((limit - base) / step > UINT16_MAX)
    context.report('D_LQUANT_STEPSMALL', at(trees[3] === undefined ? 2 : 3), [
      Math.floor((limit - base) / step),
    ]);
  else return [base, limit, step];
  return null;
}

/** factor, low and high magnitude, steps per magnitude. */
function llquantize(node: Node<'call'>, trees: readonly Tree[], context: Context): readonly number[] | null {
  const [factor, low, high, steps] = [1, 2, 3, 4].map((index) => constant(trees[index])) as [
    number,
    number,
    number,
    number,
  ];
  const at = (index: number) => (node.args[index] as Expression).span;
  const wide = 'must be an unsigned 16-bit quantity';
  if (Number.isNaN(factor)) context.report('D_LLQUANT_FACTORTYPE', at(1), []);
  else if (Number.isNaN(low)) context.report('D_LLQUANT_LMAGTYPE', at(2), []);
  else if (Number.isNaN(high)) context.report('D_LLQUANT_HMAGTYPE', at(3), []);
  else if (!(steps > 0)) context.report('D_LLQUANT_STEPTYPE', at(4), []);
  else if (factor < 0 || factor > UINT16_MAX) context.report('D_LLQUANT_FACTORVAL', at(1), [wide]);
  else if (factor < 2) context.report('D_LLQUANT_FACTORVAL', at(1), ['must be two or more']);
  else if (low < 0 || low > UINT16_MAX) context.report('D_LLQUANT_LMAGVAL', at(2), [wide]);
  else if (high < 0 || high > UINT16_MAX) context.report('D_LLQUANT_HMAGVAL', at(3), [wide]);
  else if (high < low) context.report('D_LLQUANT_HMAGVAL', at(3), ['must be at least lmag (argument #3)']);
  else if (factor ** (high + 1) >= 2 ** 63)
    context.report('D_LLQUANT_HMAGVAL', at(3), ['is too large: factor to its power has more than 63 bits']);
  else if (steps > UINT16_MAX) context.report('D_LLQUANT_STEPVAL', at(4), [wide]);
  else if (steps < factor && factor % steps !== 0)
    context.report('D_LLQUANT_STEPVAL', at(4), ['must divide the factor']);
  else if (steps >= factor && !dividesMagnitudes(factor, steps))
    context.report('D_LLQUANT_STEPVAL', at(4), [
      'must be a multiple of the factor that divides each magnitude',
    ]);
  else return [factor, low, high, steps];
  return null;
}

function dividesMagnitudes(factor: number, steps: number): boolean {
  let magnitude = factor;
  while (magnitude < steps) magnitude *= factor;
  return magnitude % steps === 0 && steps % factor === 0;
}

/** The entry of a name: new, or the one there is, checked to be of the same kind. */
function enter(
  target: Node<'aggregation'>,
  fn: AggregatingFunction,
  keys: readonly Tree[],
  call: Checked,
  span: Span,
  context: Context,
): AggregationEntry | null {
  const existing = context.aggregations.get(target.name);
  if (existing === undefined) {
    const types = keys.map((key): Type => (key.type.kind === 'pointer' ? INT64 : key.type));
    const def: AggregationDef = {
      name: target.name,
      function: fn,
      parameters: call.parameters,
      key: types.map((type) => toValueType(type) ?? { kind: 'string' }),
      signed: call.signed,
    };
    const entry = { def, index: context.aggregations.size, keys: types, span };
    context.aggregations.set(target.name, entry);
    return entry;
  }
  const related = { related: { span: existing.span, message: 'first used here' } };
  const line = context.reporter.lineOf(existing.span);
  if (existing.def.function !== fn) {
    context.report('D_AGG_REDEF', span, [target.name, fn, existing.def.function, line], related);
    return null;
  }
  if (!matchesSignature(`@${target.name}`, existing.keys, keys, target.span, context)) return null;
  const tags =
    fn === 'lquantize'
      ? (['D_LQUANT_MATCHBASE', 'D_LQUANT_MATCHLIM', 'D_LQUANT_MATCHSTEP'] as const)
      : ([
          'D_LLQUANT_MATCHFACTOR',
          'D_LLQUANT_MATCHLMAG',
          'D_LLQUANT_MATCHHMAG',
          'D_LLQUANT_MATCHSTEPS',
        ] as const);
  const differs = call.parameters.findIndex((value, at) => value !== existing.def.parameters[at]);
  if (differs === -1) return existing;
  context.report(
    tags[differs] as (typeof tags)[number],
    call.spans[differs + 1] ?? span,
    [call.parameters[differs] as number, existing.def.parameters[differs] as number, line],
    related,
  );
  return null;
}
