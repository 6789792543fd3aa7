/** Types of operators, constant folding, and the conversions that C leaves implicit. */

import { Fault } from '../../wire/fault.js';
import * as int64 from '../../wire/int64.js';
import type { Int } from '../../wire/value.js';
import type { Span } from '../source.js';
import type { ArithmeticOperator, CompareOperator, Tree } from '../tree.js';
import {
  compatible,
  INT,
  type IntType,
  isAddress,
  isInt,
  isScalar,
  isTextual,
  type PointerType,
  pointersFit,
  pointerTo,
  promote,
  STRING,
  type Type,
  targetOf,
  typeName,
  UINT64,
  UNKNOWN,
  VOID,
} from '../types.js';
import type { Context } from './context.js';
import { asNumber, comparable, isJs } from './js-values.js';
import { mismatchHints } from './mismatch.js';

type Binary = (a: Int, b: Int, span: number) => Int;
/** By signedness of the result. */
const ARITHMETIC: Readonly<Record<ArithmeticOperator, readonly [signed: Binary, unsigned: Binary]>> = {
  '+': [int64.add, int64.addU],
  '-': [int64.sub, int64.subU],
  '*': [int64.mul, int64.mulU],
  '/': [int64.div, int64.divU],
  '%': [int64.mod, int64.modU],
  '&': [int64.and, int64.andU],
  '|': [int64.or, int64.orU],
  '^': [int64.xor, int64.xorU],
  '<<': [int64.shl, int64.shlU],
  '>>': [int64.shr, int64.shrU],
};
const COMPARE: Readonly<Record<CompareOperator, (a: Int, b: Int) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

const INTEGRAL_ONLY: ReadonlySet<string> = new Set(['%', '&', '|', '^', '<<', '>>']);

export function isUnknown(...trees: readonly Tree[]): boolean {
  return trees.some((tree) => tree.type.kind === 'unknown');
}

export function intTree(value: Int, type: IntType, span: Span): Tree {
  return { kind: 'int', type, span, value };
}

/** An address that is known at compile time. */
export function addressTree(address: number, type: Type, span: Span): Tree {
  return { kind: 'int', type, span, value: address };
}

/** A result that is known at compile time and nothing else. */
export function unknown(span: Span): Tree {
  return { kind: 'null', type: UNKNOWN, span };
}

/** A record, JavaScript value or stack where a plain value is wanted; reports and returns true. */
export function notPlain(tree: Tree, context: Context): boolean {
  const { type } = tree;
  if (type.kind === 'record') {
    const what = tree.kind === 'arg' ? `args[${tree.index}]` : 'the value';
    const members =
      context.clause.matched.flatMap(({ types }) => types).find((row) => row.name === type.name)?.members ??
      [];
    const [first] = members;
    context.report('D_ARGS_RECORD', tree.span, [what, type.name], {
      hints:
        first === undefined
          ? []
          : [`name a member: ${what}->${first.name} (${members.map((member) => member.name).join(', ')})`],
    });
    return true;
  }
  if (type.kind === 'js') {
    context.report('D_OP_SCALAR', tree.span, ['', 'a JavaScript value cannot be used here'], {
      hints: ['stringof(…) gives its text, (int64_t)… its number, print(…) prints it'],
    });
    return true;
  }
  return false;
}

export function arithmetic(
  operator: ArithmeticOperator,
  leftRead: Tree,
  rightRead: Tree,
  span: Span,
  context: Context,
  shown: string = operator,
): Tree {
  const [left, right] = [asNumber(leftRead), asNumber(rightRead)];
  if (isUnknown(left, right) || notPlain(left, context) || notPlain(right, context)) return unknown(span);
  if (!isInt(left.type) || !isInt(right.type)) {
    if (left.type.kind === 'aggregation' || right.type.kind === 'aggregation')
      return context.fail('D_OP_INCOMPAT', span, [typeName(left.type), shown, typeName(right.type)], {
        hints: mismatchHints(operator, left, right, context),
      });
    const hints = mismatchHints(operator, left, right, context);
    if (INTEGRAL_ONLY.has(operator)) return context.fail('D_OP_INT', span, [shown, false], { hints });
    if (operator === '+' || operator === '-')
      return context.fail('D_OP_INCOMPAT', span, [typeName(left.type), shown, typeName(right.type)], {
        hints: mismatchHints(operator, left, right, context),
      });
    return context.fail('D_OP_ARITH', span, [shown, false], { hints });
  }
  const type = operator === '<<' || operator === '>>' ? left.type : promote(left.type, right.type);
  if (left.kind === 'int' && right.kind === 'int') {
    // What is unsigned enters a signed division by its bits, as it does at run time.
    const values = [left.value, right.value].map(type.signed ? int64.toI64 : int64.toU64) as [Int, Int];
    try {
      return intTree(ARITHMETIC[operator][type.signed ? 0 : 1](...values, 0), type, span);
    } catch (error) {
      if (error instanceof Fault) return context.fail('D_DIV_ZERO', span, []);
      throw error;
    }
  }
  return { kind: 'arithmetic', type, span, operator, left, right };
}

export function compare(
  operator: CompareOperator,
  left: Tree,
  right: Tree,
  span: Span,
  context: Context,
): Tree {
  if (isUnknown(left, right)) return { kind: 'null', type: INT, span };
  if (isJs(left) || isJs(right)) return compare(operator, ...comparable(left, right), span, context);
  if (notPlain(left, context) || notPlain(right, context)) return unknown(span);
  for (const { type, span: at } of [left, right])
    if (type.kind === 'symbol' && type.part !== undefined) return refusePart(at, context);
  if (left.type.kind === 'symbol' && isNumber(right.type))
    return compare(operator, presence(left), right, span, context);
  if (right.type.kind === 'symbol' && isNumber(left.type))
    return compare(operator, left, presence(right), span, context);
  const [a, b] = [left.type, right.type];
  const ints = isInt(a) && isInt(b);
  if (!ints && comparesAsText(left, right)) {
    const [x, y] = [convert(left, STRING), convert(right, STRING)];
    return { kind: 'compare', type: INT, span, operator, left: x, right: y };
  }
  if (!ints && !comparesAsPointers(left, right))
    return context.fail('D_OP_INCOMPAT', span, [typeName(a), operator, typeName(b)], {
      hints: mismatchHints(operator, left, right, context),
    });
  if (!ints) return { kind: 'compare', type: INT, span, operator, left: start(left), right: start(right) };
  if (left.kind === 'int' && right.kind === 'int') {
    const { signed } = promote(a, b);
    const [x, y] = [left.value, right.value].map(signed ? int64.toI64 : int64.toU64) as [Int, Int];
    return intTree(COMPARE[operator](x, y) ? 1 : 0, INT, span);
  }
  return { kind: 'compare', type: INT, span, operator, left, right };
}

/** Source maps are applied when a frame has left the process: no clause knows its parts. */
export function refusePart(span: Span, context: Context): Tree {
  return context.fail('D_UNSUPPORTED', span, ['a part of a frame inside an expression is'], {
    hints: ['print it, or use it as a key: @[umod(ucaller)] = count();'],
  });
}

/** A frame has no address. As an integer it is 1 where there is one, 0 where there is none. */
export function presence(symbol: Tree): Tree {
  return {
    kind: 'logical',
    type: INT,
    span: symbol.span,
    operator: '&&',
    left: symbol,
    right: intTree(1, INT, symbol.span),
  };
}

function isNumber(type: Type): boolean {
  return type.kind === 'int' || type.kind === 'pointer';
}

/** Both are read as strings, and one of them is a string for certain; NULL goes with any. */
function comparesAsText(left: Tree, right: Tree): boolean {
  const text = ({ kind }: Type) => kind === 'string' || kind === 'symbol';
  if (!text(left.type) && !text(right.type)) return false;
  return [left, right].every(
    (tree) => tree.type.kind === 'symbol' || isTextual(tree.type) || isNullConstant(tree),
  );
}

/** An array in memory begins at its first element. */
function start(tree: Tree): Tree {
  return tree.type.kind === 'array' ? asPointer(tree, pointerTo(tree.type.element), tree.span) : tree;
}

/** Two pointers to the same type, or one and a constant 0. */
function comparesAsPointers(left: Tree, right: Tree): boolean {
  if (isAddress(left.type) && isAddress(right.type)) return pointersFit(left.type, right.type);
  return (isAddress(left.type) && isNullConstant(right)) || (isAddress(right.type) && isNullConstant(left));
}

/** NULL, which is a 0 as in dtrace, and any constant 0: where C takes it for a null pointer. */
export function isNullConstant(tree: Tree): boolean {
  return tree.kind === 'int' && tree.value === 0;
}

/** A condition: of `if`, `?:`, `&&`, a predicate. Reports when it is none. */
export function scalar(tree: Tree, report: () => void, context: Context): boolean {
  if (tree.type.kind === 'unknown' || isJs(tree)) return true;
  if (notPlain(tree, context)) return false;
  if (isScalar(tree.type)) return true;
  report();
  return false;
}

/** Brings a value to the type of what takes it; constants at once. */
export function convert(tree: Tree, type: Type, span: Span = tree.span): Tree {
  if (type.kind === 'string') return asString(tree, span);
  if (type.kind === 'pointer') return asPointer(tree, type, span);
  if ((type.kind === 'struct' || type.kind === 'symbol') && isNullConstant(tree))
    return { kind: 'null', type, span };
  if (!isInt(type)) return tree;
  if (tree.kind === 'int') return intTree(truncate(tree.value, type), type, span);
  const from = tree.type;
  if (isInt(from) && from.bytes === type.bytes && from.signed === type.signed && fitsItsType(tree))
    return from.name === type.name ? tree : ({ ...tree, type } as Tree);
  return { kind: 'convert', type, span, operand: tree };
}

/** NULL is NULL; a pointer to char and an array in memory are read up to their NUL. */
function asString(tree: Tree, span: Span): Tree {
  if (isNullConstant(tree)) return { kind: 'null', type: STRING, span };
  if (tree.type.kind === 'array' && tree.kind === 'memory')
    return { kind: 'memory', type: STRING, span, address: tree.address, bits: null, writable: false };
  if (tree.type.kind !== 'pointer') return tree;
  return { kind: 'memory', type: STRING, span, address: tree, bits: null, writable: false };
}

/** A pointer by another name; an array in memory is its address. */
function asPointer(tree: Tree, type: PointerType, span: Span): Tree {
  if (tree.type.kind === 'pointer' || tree.kind === 'int') return { ...tree, type, span } as Tree;
  if (tree.type.kind === 'array' && tree.kind === 'memory') return { ...tree.address, type, span } as Tree;
  return isInt(tree.type) ? { kind: 'convert', type, span, operand: tree } : tree;
}

/** False for what is computed in a register wider than its type. */
function fitsItsType(tree: Tree): boolean {
  if (isInt(tree.type) && tree.type.bytes === 8) return true;
  return (
    tree.kind !== 'arithmetic' &&
    tree.kind !== 'negate' &&
    tree.kind !== 'complement' &&
    tree.kind !== 'conditional' &&
    tree.kind !== 'sequence'
  );
}

export function truncate(value: Int, type: IntType): Int {
  switch (type.bytes) {
    case 1:
      return type.signed ? int64.toI8(value) : int64.toU8(value);
    case 2:
      return type.signed ? int64.toI16(value) : int64.toU16(value);
    case 4:
      return type.signed ? int64.toI32(value) : int64.toU32(value);
    case 8:
      return type.signed ? int64.toI64(value) : int64.toU64(value);
  }
}

/** Common type of the two arms of `?:`; undefined when there is none. */
export function commonType(yes: Tree, no: Tree): Type | undefined {
  const [a, b] = [yes.type, no.type];
  if (a.kind === 'unknown' || b.kind === 'unknown') return UNKNOWN;
  if (isInt(a) && isInt(b)) return promote(a, b);
  if (comparesAsText(yes, no)) return STRING;
  if (comparesAsPointers(yes, no)) {
    const [x, y] = [targetOf(a), targetOf(b)];
    return pointerTo(y === null || y.kind === 'void' ? (x ?? VOID) : y);
  }
  return compatible(a, b) ? a : undefined;
}

export { UINT64 };
