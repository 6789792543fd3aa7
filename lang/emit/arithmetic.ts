/** Integer arithmetic: plain operators where ranges prove them exact, functions of wire/int64.ts where not. */
import type { ArithmeticOperator } from '../tree.js';
import type { IntType } from '../types.js';
import type { Emitter } from './emitter.js';
import { hull, INT32, isInt32, type Range, rangeOfType, within } from './range.js';

export type Code = { readonly code: string; readonly range: Range };

const NAMES: Readonly<Record<ArithmeticOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'shl',
  '>>': 'shr',
};

/** `type` is that of the result, whose sign rules; `span` is asked for only where a division may fault. */
export function arithmeticCode(
  operator: ArithmeticOperator,
  left: Code,
  right: Code,
  leftType: IntType,
  type: IntType,
  span: () => number,
  emitter: Emitter,
): Code {
  const plain = plainCode(operator, left, right);
  if (
    plain !== null &&
    (type.signed || (plain.range !== null && plain.range.low >= 0 && isNatural(left) && isNatural(right)))
  )
    return plain;
  const name = emitter.op(`${NAMES[operator]}${type.signed ? '' : 'U'}`);
  if (operator !== '/' && operator !== '%')
    return { code: `${name}(${left.code}, ${right.code})`, range: null };
  // A signed division takes both operands as signed registers, whatever they are declared as.
  const a = type.signed ? register(left, leftType, type, emitter) : left;
  const b =
    type.signed && right.range === null
      ? { code: `${emitter.op('toI64')}(${right.code})`, range: null }
      : right;
  return { code: `${name}(${a.code}, ${b.code}, ${span()})`, range: null };
}

function isNatural(operand: Code): boolean {
  return operand.range !== null && operand.range.low >= 0;
}

/** A plain operator, when the ranges of the operands prove it exact; null when they do not. */
function plainCode(operator: ArithmeticOperator, left: Code, right: Code): Code | null {
  const [a, b] = [left.range, right.range];
  if (a === null || b === null) return null;
  const infix = (range: Range, shown: string = operator): Code | null =>
    range === null ? null : { code: `(${left.code} ${shown} ${right.code})`, range };
  // An expression with effects may have a known value too: (x = 1) must not be left out.
  const constant = b.low === b.high && /^\(?-?\d+\)?$/.test(right.code) ? b.low : null;
  switch (operator) {
    case '+':
      return infix(hull(a.low + b.low, a.high + b.high));
    case '-':
      return infix(hull(a.low - b.high, a.high - b.low));
    case '*': {
      const range = hull(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high);
      const product = infix(range);
      // 0 times a negative is -0 in JavaScript.
      return product === null || (a.low >= 0 && b.low >= 0)
        ? product
        : { code: `(${left.code} * ${right.code} + 0)`, range };
    }
    case '/': {
      if (!isInt32(a) || constant === null || constant === 0 || constant === -1 || !isInt32(b)) return null;
      return {
        code: `(${left.code} / ${right.code} | 0)`,
        range: hull(a.low / constant, a.high / constant, 0),
      };
    }
    case '%': {
      if (constant === null || constant <= 0) return null; // a negative divisor turns the sign
      const bound = constant - 1;
      if (a.low >= 0) return infix({ low: 0, high: Math.min(bound, a.high) });
      return { code: `(${left.code} % ${right.code} + 0)`, range: { low: -bound, high: bound } };
    }
    case '&':
      if (!isInt32(a) || !isInt32(b)) return null;
      if (a.low >= 0 && b.low >= 0) return infix({ low: 0, high: Math.min(a.high, b.high) });
      return infix(a.low >= 0 ? { low: 0, high: a.high } : b.low >= 0 ? { low: 0, high: b.high } : INT32);
    case '|':
    case '^':
      if (!isInt32(a) || !isInt32(b)) return null;
      return infix(a.low >= 0 && b.low >= 0 ? { low: 0, high: 0x7fffffff } : INT32);
    case '<<': {
      if (constant === null || constant < 0 || constant > 52) return null;
      const range = hull(a.low * 2 ** constant, a.high * 2 ** constant);
      return range === null ? null : { code: `(${left.code} * ${2 ** constant})`, range };
    }
    case '>>':
      if (!isInt32(a) || constant === null || constant < 0 || constant > 31) return null;
      return infix({ low: Math.floor(a.low / 2 ** constant), high: Math.floor(a.high / 2 ** constant) });
  }
}

export function negateCode(operand: Code, type: IntType, emitter: Emitter): Code {
  if (type.signed && operand.range !== null)
    return { code: `(0 - ${operand.code})`, range: hull(-operand.range.low, -operand.range.high) };
  return { code: `${emitter.op(type.signed ? 'neg' : 'negU')}(${operand.code})`, range: null };
}

export function complementCode(operand: Code, type: IntType, emitter: Emitter): Code {
  if (type.signed && isInt32(operand.range))
    return { code: `(~${operand.code})`, range: hull(-1 - operand.range.low, -1 - operand.range.high) };
  return { code: `${emitter.op(type.signed ? 'not' : 'notU')}(${operand.code})`, range: null };
}

/** The same 64 bits under another sign: what a register is when the type of an operation differs from an operand's. */
export function register(value: Code, from: IntType, to: IntType, emitter: Emitter): Code {
  if (to.signed)
    return value.range !== null || from.signed
      ? value
      : { code: `${emitter.op('toI64')}(${value.code})`, range: null };
  if (value.range !== null ? value.range.low >= 0 : !from.signed) return value;
  return { code: `${emitter.op('toU64')}(${value.code})`, range: null };
}

/** A cast, or a store: cut to the width of the type. */
export function truncateCode(value: Code, from: IntType, to: IntType, emitter: Emitter): Code {
  if (within(value.range, to)) return value;
  if (to.bytes === 8) return register(value, from, to, emitter);
  const range = rangeOfType(to);
  if (value.range === null)
    return { code: `${emitter.op(`to${to.signed ? 'I' : 'U'}${to.bytes * 8}`)}(${value.code})`, range };
  const { code } = value;
  if (to.signed) {
    const shift = 32 - to.bytes * 8;
    return { code: shift === 0 ? `(${code} | 0)` : `(${code} << ${shift} >> ${shift})`, range };
  }
  return { code: to.bytes === 4 ? `(${code} >>> 0)` : `(${code} & ${2 ** (to.bytes * 8) - 1})`, range };
}
