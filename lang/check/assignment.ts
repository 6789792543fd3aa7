/** Stores: `=` and its compound forms, to variables, elements and whatever else has a place. */
import type { AssignOperator, Expression } from '../ast.js';
import type { Span } from '../source.js';
import type { ArithmeticOperator, Place, Tree, Variable } from '../tree.js';
import { compatible, isInt, sizeOfType, type Type, targetOf, typeName } from '../types.js';
import { isAlloca, isMixed } from './alloca.js';
import type { Context } from './context.js';
import { plain } from './js-values.js';
import { mismatchHints } from './mismatch.js';
import { arithmetic, isNullConstant, isUnknown, notPlain, unknown } from './operators.js';
import { checkPlace, placed } from './places.js';
import { bring, times } from './pointers.js';

type Node = Extract<Expression, { readonly kind: 'assign' }>;

/** Only what a variable can keep. */
function storable(type: Type): boolean {
  return ['int', 'float', 'string', 'symbol', 'pointer', 'struct', 'unknown'].includes(type.kind);
}

export function checkAssign(node: Node, context: Context): Tree {
  const { span } = node;
  const operator = node.operator === '=' ? null : (node.operator.slice(0, -1) as ArithmeticOperator);
  const place = checkPlace(node.target, node.operator, null, context);
  const given = context.expression(node.value);
  const variable = place === null ? null : variableOf(place);
  const value = place === null || variable?.settled === false ? given : plain(given, place.type);
  if (place === null || isUnknown(value) || notPlain(value, context)) {
    if (variable !== null) variable.settled = true;
    return unknown(span);
  }
  if (variable !== null && !variable.settled) {
    variable.settled = true;
    if (operator !== null && !isInt(value.type)) {
      context.report('D_VAR_UNDEF', node.target.span, [variable.name]);
      return unknown(span);
    }
    if (value.type.kind === 'array')
      return context.fail('D_OP_ARRFUN', span, [typeName(value.type), node.operator]);
    if (!storable(value.type))
      return context.fail('D_OP_INCOMPAT', span, ['scalar', node.operator, typeName(value.type)], {
        hints: mismatchHints('=', value, value, context),
      });
    variable.type = value.type;
    context.place(variable);
  }
  const target = placed(place);
  return operator === null
    ? plainAssign(node.operator, target, value, span, context)
    : compoundAssign(node.operator, operator, target, value, span, context);
}

/** Of a place that is a variable as a whole, or an element of one. */
function variableOf(place: Place): Variable | null {
  return place.kind === 'variable' || place.kind === 'element' ? place.variable : null;
}

function plainAssign(shown: AssignOperator, place: Place, value: Tree, span: Span, context: Context): Tree {
  const { type } = place;
  const variable = variableOf(place);
  if (!storable(value.type) && value.type.kind !== 'array')
    return incompatible(shown, place, value, span, context);
  // A constant 0 empties a string or a pointer, and takes a dynamic variable out of its storage: self->s = 0.
  const empties =
    isNullConstant(value) &&
    (type.kind === 'string' ||
      type.kind === 'pointer' ||
      (type.kind === 'symbol' &&
        variable !== null &&
        (place.kind === 'element' || variable.scope === 'self')) ||
      (type.kind === 'struct' && variable !== null));
  if (!compatible(type, value.type) && !empties) return incompatible(shown, place, value, span, context);
  if (variable !== null) taint(variable, value, span, context);
  return { kind: 'assign', type, span, place, operator: null, value: bring(value, type, context) };
}

function incompatible(shown: string, place: Place, value: Tree, span: Span, context: Context): Tree {
  const variable = variableOf(place);
  const { type } = place;
  return context.fail('D_OP_INCOMPAT', span, [typeName(type), shown, typeName(value.type)], {
    hints:
      variable !== null && type.kind === 'int' && value.type.kind === 'string'
        ? [`${variable.name} is an integer since its first assignment`]
        : mismatchHints('=', place, value, context),
    ...(variable === null || variable.declared.start === place.span.start
      ? {}
      : { related: { span: variable.declared, message: `${variable.name} gets its type here` } }),
  });
}

/** A pointer of alloca() makes what holds it one; a choice between such a pointer and another fits nowhere. */
function taint(variable: Variable, value: Tree, span: Span, context: Context): void {
  const refuse = (what: string) => context.report('D_ALLOCA_INCOMPAT', span, [what]);
  if (isMixed(value))
    refuse('ternary conditional with alloca and non-alloca branches cannot be assigned to a variable');
  if (value.type.kind === 'string' || isNullConstant(value)) return;
  if (isAlloca(value)) variable.alloca = true;
  else variable.other = true;
  if (variable.alloca && variable.other)
    refuse(`${variable.name}: cannot reuse the same identifier for both alloca and non-alloca allocations`);
}

function compoundAssign(
  shown: AssignOperator,
  operator: ArithmeticOperator,
  place: Place,
  value: Tree,
  span: Span,
  context: Context,
): Tree {
  const { type } = place;
  if (type.kind === 'unknown') return unknown(span);
  if (operator === '+' || operator === '-') {
    if (type.kind === 'string' || value.type.kind === 'string')
      return context.fail('D_OP_INCOMPAT', span, [typeName(type), shown, typeName(value.type)], {
        hints: mismatchHints(shown, place, value, context),
      });
    if (!isInt(type) || !isInt(value.type)) return stepPointer(shown, operator, place, value, span, context);
  }
  const result = arithmetic(operator, place, value, span, context, shown);
  if (isUnknown(result)) return result;
  return { kind: 'assign', type, span, place, operator, value };
}

/** `p += n`: by so many of what it points to. */
function stepPointer(
  shown: AssignOperator,
  operator: ArithmeticOperator,
  place: Place,
  value: Tree,
  span: Span,
  context: Context,
): Tree {
  const { type } = place;
  const target = type.kind === 'pointer' ? targetOf(type) : null;
  const size = target === null ? undefined : sizeOfType(target, context.strsize);
  if (size === undefined) return context.fail('D_OP_VFPTR', span, [shown, 'left-hand scalar operand']);
  if (!isInt(value.type))
    return context.fail('D_OP_INCOMPAT', span, [typeName(type), shown, typeName(value.type)]);
  return { kind: 'assign', type, span, place, operator, value: times(value, size, span) };
}
