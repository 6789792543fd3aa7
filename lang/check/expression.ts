/** Expressions: syntax to checked trees, one handler per kind of node. */
import type { ByteString } from '../../wire/value.js';
import type { Expression, Handlers } from '../ast.js';
import type { Span } from '../source.js';
import type { ArithmeticOperator, CompareOperator, Tree } from '../tree.js';
import {
  CHAR_POINTER,
  INT,
  INT64,
  INTEGERS,
  type IntType,
  isAddress,
  isInt,
  pointerTo,
  STRING,
  sameType,
  sizeOfType,
  typeName,
  UINT64,
  UNKNOWN,
  VOID,
} from '../types.js';
import { checkAddressOf, checkOffsetof, checkSizeof, isWritable } from './addresses.js';
import { checkAssign } from './assignment.js';
import { checkCall } from './calls.js';
import type { Context } from './context.js';
import { asNumber, isJs, plain } from './js-values.js';
import { checkMember } from './members.js';
import { argumentHints, conditionHints, mismatchHints } from './mismatch.js';
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
  refusePart,
  scalar,
  truncate,
  unknown,
} from './operators.js';
import { checkPlace } from './places.js';
import { bring, dereference, pointerArithmetic } from './pointers.js';
import { checkXlate, translation } from './translators.js';
import { typeFromName } from './types.js';
import { undefinedAggregation } from './undefined.js';

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
  sizeof: checkSizeof,
  offsetof: checkOffsetof,
  stringof: checkStringof,
  xlate: checkXlate,
  aggregation: (node, context) => {
    if (!context.aggregations.has(node.name)) {
      return undefinedAggregation(node.name, node.span, context);
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
  if (operator === '&') return checkAddressOf(node, context);
  const given = context.expression(node.operand);
  const operand = operator === '!' || operator === '*' ? given : asNumber(given);
  if (isUnknown(operand)) return unknown(span);
  if (operator === '*') {
    if (notPlain(operand, context)) return unknown(span);
    if (operand.type.kind === 'translated') return translation(operand, span);
    return dereference(operand, isWritable(node.operand, context), span, context);
  }
  if (operator === '!') {
    if (
      !scalar(
        operand,
        () =>
          context.report('D_OP_SCALAR', span, ['!', 'requires an operand of scalar type'], {
            hints: conditionHints(operand),
          }),
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
  const { type } = place;
  if (type.kind === 'unknown') return unknown(span);
  const size = type.kind === 'pointer' ? sizeOfType(type.target, context.strsize) : 1;
  if (!isInt(type) && type.kind !== 'pointer')
    return context.fail('D_OP_SCALAR', span, [operator, 'requires operand of scalar type']);
  if (size === undefined) return context.fail('D_OP_VFPTR', span, [operator, 'an operand']);
  return { kind: 'update', type, span, place, by: operator === '++' ? size : -size, prefix: node.prefix };
}

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

function checkBinary(node: Node<'binary'>, context: Context): Tree {
  const { operator, span } = node;
  const left = context.expression(node.left);
  const right = context.expression(node.right);
  if (operator === '&&' || operator === '||' || operator === '^^') {
    const report = () =>
      context.report('D_OP_SCALAR', span, [operator], { hints: conditionHints(left, right) });
    if (!scalar(left, report, context) || !scalar(right, report, context)) return unknown(span);
    return { kind: 'logical', type: INT, span, operator, left, right };
  }
  if (COMPARISONS.has(operator)) return compare(operator as CompareOperator, left, right, span, context);
  return (
    pointerArithmetic(operator, left, right, span, context) ??
    arithmetic(operator as ArithmeticOperator, left, right, span, context)
  );
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
      () =>
        context.report('D_OP_SCALAR', node.test.span, ['?:', 'expression must be of scalar type'], {
          hints: conditionHints(test),
        }),
      context,
    )
  )
    return unknown(span);
  if (yes.type.kind === 'void' || no.type.kind === 'void') return context.fail('D_OP_ACT', span, []);
  if (notPlain(yes, context) || notPlain(no, context)) return unknown(span);
  const type = commonType(yes, no);
  if (type === undefined) {
    const types = [typeName(yes.type), ':', typeName(no.type), 'operator ?: operands have'] as const;
    return context.fail('D_OP_INCOMPAT', span, [...types], { hints: mismatchHints(':', yes, no, context) });
  }
  // Integers keep their own type: the choice is made in a register.
  const arm = (tree: Tree) => (isInt(type) ? convert(tree, tree.type) : bring(tree, type, context));
  return { kind: 'conditional', type, span, test, yes: arm(yes), no: arm(no) };
}

function checkSequence(node: Node<'sequence'>, context: Context): Tree {
  const first = context.expression(node.first);
  const second = context.expression(node.second);
  if (isUnknown(first, second)) return unknown(node.span);
  if (first.type.kind === 'void' || second.type.kind === 'void') return misplacedAction(node.span, context);
  // A value of the application is taken where it stands by itself, and read there.
  if (notPlain(first, context) || notPlain(second, context)) return unknown(node.span);
  return { kind: 'sequence', type: second.type, span: node.span, first, second };
}

/** An action below the comma or a cast has no statement of its own. */
function misplacedAction(span: Span, context: Context): Tree {
  return context.fail('D_UNSUPPORTED', span, ['an action inside an expression is'], {
    hints: ['end each action with a ; of its own'],
  });
}

function checkCast(node: Node<'cast'>, context: Context): Tree {
  const type = typeFromName(node.type, context);
  const operand = plain(context.expression(node.operand), type);
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
  if (isInt(type) && from.kind === 'pointer') {
    return operand.kind === 'int'
      ? intTree(truncate(operand.value, type), type, node.span)
      : { kind: 'convert', type, span: node.span, operand };
  }
  if (type.kind === 'pointer' && (isInt(from) || isAddress(from))) {
    if (operand.kind === 'int')
      return { kind: 'int', type, span: node.span, value: truncate(operand.value, UINT64) };
    return { ...bring(operand, type, context), span: node.span } as Tree;
  }
  if (type.kind === 'void') return from.kind === 'void' ? misplacedAction(node.span, context) : operand;
  if (sameType(type, from)) return { ...operand, type, span: node.span } as Tree;
  return context.fail('D_CAST_INVAL', node.span, [typeName(from), typeName(type)], {
    hints: argumentHints(type, from, node.operand.span, context),
  });
}

function checkStringof(node: Node<'stringof'>, context: Context): Tree {
  const operand = context.expression(node.operand);
  return isUnknown(operand) ? operand : toText(operand, node.span, context);
}

function toText(operand: Tree, span: Node<'stringof'>['span'], context: Context): Tree {
  if (operand.type.kind === 'string') return { ...operand, span };
  if (isNullConstant(operand)) return { kind: 'null', type: STRING, span };
  if (isAddress(operand.type)) return bring(textPointer(operand, context), STRING, context, span);
  if (operand.type.kind === 'symbol' && operand.type.part !== undefined) return refusePart(span, context);
  if (isJs(operand) || operand.type.kind === 'symbol')
    return { kind: 'text', type: STRING, span, operand, full: false };
  if (notPlain(operand, context)) return unknown(span);
  // An integer is an address, as in dtrace; digits are what lltostr() is for.
  if (isInt(operand.type))
    return bring({ kind: 'convert', type: CHAR_POINTER, span, operand }, STRING, context, span);
  return context.fail('D_STRINGOF_TYPE', span, [typeName(operand.type)]);
}

/** Any pointer and any array is read as text where it is asked for. */
function textPointer(operand: Tree, context: Context): Tree {
  return { ...bring(operand, pointerTo(VOID), context), type: CHAR_POINTER } as Tree;
}
