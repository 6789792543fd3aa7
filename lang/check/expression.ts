/** Expressions: syntax to checked trees, one handler per kind of node. */
import type { ByteString } from '../../wire/value.js';
import type { AssignOperator, Expression, Handlers } from '../ast.js';
import type { Span } from '../source.js';
import type { ArithmeticOperator, CompareOperator, Place, Tree } from '../tree.js';
import {
  compatible,
  INT,
  INT64,
  INTEGERS,
  type IntType,
  isInt,
  STRING,
  type Type,
  typeName,
  UNKNOWN,
} from '../types.js';
import { checkMember } from './args.js';
import { checkCall } from './calls.js';
import type { Context } from './context.js';
import { checkIndex, checkName, checkScoped } from './names.js';
import {
  arithmetic,
  commonType,
  compare,
  convert,
  intTree,
  isNullConstant,
  isUnknown,
  notPlain,
  scalar,
  truncate,
  unknown,
} from './operators.js';
import { checkPlace } from './places.js';
import { sizeOf, typeFromName } from './types.js';

type Node<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

const HANDLERS: Handlers<Expression, [context: Context], Tree> = {
  integer: (node) => intTree(node.value, INTEGERS.get(node.type) as IntType, node.span),
  string: (node, context) => ({
    kind: 'string',
    type: STRING,
    span: node.span,
    value: cutLiteral(node.value, context),
  }),
  name: checkName,
  scoped: checkScoped,
  index: checkIndex,
  member: checkMember,
  call: checkCall,
  unary: checkUnary,
  update: checkUpdate,
  binary: checkBinary,
  conditional: checkConditional,
  assign: checkAssign,
  sequence: checkSequence,
  cast: checkCast,
  sizeof: (node, context) => {
    const bytes = sizeOf(
      node.of.kind === 'type' ? typeFromName(node.of, context) : context.expression(node.of).type,
      context,
    );
    if (bytes === undefined) return context.fail('D_SIZEOF_TYPE', node.span, []);
    return intTree(bytes, INTEGERS.get('size_t') as IntType, node.span);
  },
  offsetof: (node, context) => context.fail('D_OFFSETOF_TYPE', node.span, []),
  stringof: checkStringof,
  xlate: (node, context) => context.fail('D_UNSUPPORTED', node.span, ['xlate (there are no translators) is']),
  aggregation: (node, context) => {
    if (!context.aggregations.has(node.name)) {
      return context.fail('D_IDENT_UNDEF', node.span, [`@${node.name}`, 'Unknown aggregation name']);
    }
    return { kind: 'null', type: { kind: 'aggregation' }, span: node.span };
  },
};

export function checkExpression(node: Expression, context: Context): Tree {
  return (HANDLERS[node.kind] as (node: Expression, context: Context) => Tree)(node, context);
}

function cutLiteral(value: ByteString, context: Context): ByteString {
  return value.slice(0, context.strsize);
}

function checkUnary(node: Node<'unary'>, context: Context): Tree {
  const { operator, span } = node;
  if (operator === '&') {
    const { operand } = node;
    const isPlace = ['name', 'scoped', 'index', 'member'].includes(operand.kind);
    if (!isPlace) return context.fail('D_ADDROF_LVAL', span, []);
    const tree = context.expression(operand);
    return isUnknown(tree)
      ? tree
      : context.fail('D_ADDROF_VAR', span, [], { hints: ['ntrace has no address space'] });
  }
  const operand = context.expression(node.operand);
  if (isUnknown(operand)) return unknown(span);
  if (operator === '*') return context.fail('D_DEREF_NONPTR', span, []);
  if (operator === '!') {
    if (
      !scalar(
        operand,
        () => context.report('D_OP_SCALAR', span, ['!', 'requires an operand of scalar type']),
        context,
      )
    )
      return unknown(span);
    return operand.kind === 'int'
      ? intTree(operand.value === 0 ? 1 : 0, INT, span)
      : { kind: 'not', type: INT, span, operand };
  }
  if (notPlain(operand, context)) return unknown(span);
  if (!isInt(operand.type))
    return context.fail(operator === '~' ? 'D_OP_INT' : 'D_OP_ARITH', span, [operator, true]);
  const { type } = operand;
  if (operator === '+') return operand;
  if (operand.kind === 'int') {
    const zero = intTree(operator === '-' ? 0 : -1, type, span);
    return arithmetic(operator === '-' ? '-' : '^', zero, operand, span, context);
  }
  return operator === '-'
    ? { kind: 'negate', type, span, operand }
    : { kind: 'complement', type, span, operand };
}

function checkUpdate(node: Node<'update'>, context: Context): Tree {
  const { operator, span } = node;
  // A variable that is first seen here is a 64-bit integer, as in dtrace.
  const place = checkPlace(node.target, operator, INT64, context);
  if (place === null) return unknown(span);
  if (place.type.kind === 'unknown') return unknown(span);
  if (!isInt(place.type))
    return context.fail('D_OP_SCALAR', span, [operator, 'requires operand of scalar type']);
  return {
    kind: 'update',
    type: place.type,
    span,
    place,
    by: operator === '++' ? 1 : -1,
    prefix: node.prefix,
  };
}

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

function checkBinary(node: Node<'binary'>, context: Context): Tree {
  const { operator, span } = node;
  const left = context.expression(node.left);
  const right = context.expression(node.right);
  if (operator === '&&' || operator === '||' || operator === '^^') {
    const report = () => context.report('D_OP_SCALAR', span, [operator]);
    if (!scalar(left, report, context) || !scalar(right, report, context)) return unknown(span);
    return { kind: 'logical', type: INT, span, operator, left, right };
  }
  if (COMPARISONS.has(operator)) return compare(operator as CompareOperator, left, right, span, context);
  return arithmetic(operator as ArithmeticOperator, left, right, span, context);
}

function checkConditional(node: Node<'conditional'>, context: Context): Tree {
  const { span } = node;
  const test = context.expression(node.test);
  const yes = context.expression(node.yes);
  const no = context.expression(node.no);
  if (isUnknown(test, yes, no)) return unknown(span);
  if (
    !scalar(
      test,
      () => context.report('D_OP_SCALAR', node.test.span, ['?:', 'expression must be of scalar type']),
      context,
    )
  )
    return unknown(span);
  if (yes.type.kind === 'void' || no.type.kind === 'void') return context.fail('D_OP_ACT', span, []);
  if (notPlain(yes, context) || notPlain(no, context)) return unknown(span);
  const type = commonType(yes, no);
  if (type === undefined) {
    return context.fail('D_OP_INCOMPAT', span, [
      typeName(yes.type),
      ':',
      typeName(no.type),
      'operator ?: operands have',
    ]);
  }
  return {
    kind: 'conditional',
    type,
    span,
    test,
    yes: convert(yes, type.kind === 'string' ? type : yes.type),
    no: convert(no, type.kind === 'string' ? type : no.type),
  };
}

function checkSequence(node: Node<'sequence'>, context: Context): Tree {
  const first = context.expression(node.first);
  const second = context.expression(node.second);
  if (isUnknown(first, second)) return unknown(node.span);
  if (first.type.kind === 'void' || second.type.kind === 'void') return misplacedAction(node.span, context);
  return { kind: 'sequence', type: second.type, span: node.span, first, second };
}

/** An action below the comma or a cast has no statement of its own. */
function misplacedAction(span: Span, context: Context): Tree {
  return context.fail('D_UNSUPPORTED', span, ['an action inside an expression is'], {
    hints: ['end each action with a ; of its own'],
  });
}

/** Only what a variable can keep. */
function storable(type: Type): boolean {
  return (
    type.kind === 'int' ||
    type.kind === 'string' ||
    type.kind === 'symbol' ||
    type.kind === 'pointer' ||
    type.kind === 'unknown'
  );
}

function checkAssign(node: Node<'assign'>, context: Context): Tree {
  const { span } = node;
  const operator = node.operator === '=' ? null : (node.operator.slice(0, -1) as ArithmeticOperator);
  const place = checkPlace(node.target, node.operator, null, context);
  const value = context.expression(node.value);
  if (place === null || isUnknown(value)) {
    if (place !== null) place.variable.settled = true;
    return unknown(span);
  }
  const { variable } = place;
  if (notPlain(value, context)) {
    variable.settled = true;
    return unknown(span);
  }
  if (!variable.settled) {
    if (operator !== null && !isInt(value.type)) {
      context.report('D_VAR_UNDEF', node.target.span, [variable.name]);
      variable.settled = true;
      return unknown(span);
    }
    if (!storable(value.type)) {
      variable.settled = true;
      return context.fail('D_OP_INCOMPAT', span, ['scalar', node.operator, typeName(value.type)]);
    }
    variable.type = value.type;
    variable.settled = true;
  }
  return operator === null
    ? plainAssign(node.operator, place, value, span, context)
    : compoundAssign(node.operator, operator, place, value, span, context);
}

function retyped(place: Place): Place {
  return { ...place, type: place.variable.type };
}

function plainAssign(
  shown: AssignOperator,
  place: Place,
  value: Tree,
  span: Node<'assign'>['span'],
  context: Context,
): Tree {
  const { type } = place.variable;
  // A constant 0 empties a string or a pointer: self->s = 0.
  const fits =
    compatible(type, value.type) ||
    (isNullConstant(value) && (type.kind === 'string' || type.kind === 'pointer'));
  const empties = type.kind === 'int' && value.kind === 'null' && value.type.kind === 'pointer';
  if (!storable(value.type) || !(fits || empties)) {
    return context.fail('D_OP_INCOMPAT', span, [typeName(type), shown, typeName(value.type)], {
      hints:
        type.kind === 'int' && value.type.kind === 'string'
          ? [`${place.variable.name} is an integer since its first assignment`]
          : [],
      ...(place.variable.declared.start === place.span.start
        ? {}
        : {
            related: { span: place.variable.declared, message: `${place.variable.name} gets its type here` },
          }),
    });
  }
  return { kind: 'assign', type, span, place: retyped(place), operator: null, value: convert(value, type) };
}

function compoundAssign(
  shown: AssignOperator,
  operator: ArithmeticOperator,
  place: Place,
  value: Tree,
  span: Node<'assign'>['span'],
  context: Context,
): Tree {
  const { type } = place.variable;
  if (type.kind === 'unknown') return unknown(span);
  const result = arithmetic(operator, retyped(place), value, span, context, shown);
  if (isUnknown(result)) return result;
  return { kind: 'assign', type, span, place: retyped(place), operator, value };
}

function checkCast(node: Node<'cast'>, context: Context): Tree {
  const type = typeFromName(node.type, context);
  const operand = context.expression(node.operand);
  if (type.kind === 'unknown' || isUnknown(operand))
    return { kind: 'null', type: type.kind === 'unknown' ? UNKNOWN : type, span: node.span };
  if (type.kind === 'string') return toText(operand, node.span, context);
  if (notPlain(operand, context)) return unknown(node.span);
  const from = operand.type;
  if (isInt(type) && isInt(from)) {
    return operand.kind === 'int'
      ? intTree(truncate(operand.value, type), type, node.span)
      : { kind: 'convert', type, span: node.span, operand };
  }
  if (isInt(type) && from.kind === 'pointer')
    return operand.kind === 'null'
      ? intTree(0, type, node.span)
      : { kind: 'convert', type, span: node.span, operand };
  if (type.kind === 'pointer' && (isInt(from) || from.kind === 'pointer')) {
    if (isNullConstant(operand)) return { kind: 'null', type, span: node.span };
    return { kind: 'convert', type, span: node.span, operand };
  }
  if (type.kind === 'void') return from.kind === 'void' ? misplacedAction(node.span, context) : operand;
  return context.fail('D_CAST_INVAL', node.span, [typeName(from), typeName(type)]);
}

function checkStringof(node: Node<'stringof'>, context: Context): Tree {
  const operand = context.expression(node.operand);
  return isUnknown(operand) ? operand : toText(operand, node.span, context);
}

function toText(operand: Tree, span: Node<'stringof'>['span'], context: Context): Tree {
  if (operand.type.kind === 'string') return { ...operand, span };
  if (isNullConstant(operand)) return { kind: 'null', type: STRING, span };
  if (operand.type.kind === 'js' || operand.type.kind === 'symbol')
    return { kind: 'text', type: STRING, span, operand, full: false };
  if (notPlain(operand, context)) return unknown(span);
  return context.fail('D_STRINGOF_TYPE', span, [typeName(operand.type)], {
    hints: isInt(operand.type) ? ['lltostr(n) gives the digits of an integer'] : [],
  });
}
