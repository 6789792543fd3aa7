/** Pointers into D's own memory: what they point to, arithmetic on them, and strings and arrays that become addresses. */
import * as int64 from '../../wire/int64.js';
import type { Span } from '../source.js';
import type { Tree } from '../tree.js';
import {
  arrayOf,
  CHAR,
  INT64,
  isAddress,
  isInt,
  type PointerType,
  pointersFit,
  pointerTo,
  STRING,
  sizeOfType,
  type Type,
  targetOf,
  typeName,
  UINT64,
} from '../types.js';
import { isAlloca } from './alloca.js';
import type { Context } from './context.js';
import { mismatchHints } from './mismatch.js';
import { addressTree, convert, intTree, isUnknown, unknown } from './operators.js';

/** What lies at an address. */
export function memoryAt(
  address: Tree,
  type: Type,
  writable: boolean,
  span: Span,
  bits: number | null = null,
): Tree {
  return { kind: 'memory', type, span, address, bits, writable };
}

/** A part of a structure or array: in memory by its address, of a value by its offset. */
export function partOf(object: Tree, type: Type, offset: Tree, bits: number | null, span: Span): Tree {
  if (object.kind === 'memory') {
    const address = offsetBy(object.address, offset, 1, pointerTo(type), span);
    return memoryAt(address, type, object.writable, span, bits);
  }
  if (object.kind !== 'field') return { kind: 'field', type, span, object, offset, bits };
  return { kind: 'field', type, span, object: object.object, offset: sum(object.offset, offset, span), bits };
}

function sum(a: Tree, b: Tree, span: Span): Tree {
  if (a.kind === 'int' && b.kind === 'int') return intTree(int64.add(a.value, b.value), INT64, span);
  return { kind: 'arithmetic', type: INT64, span, operator: '+', left: a, right: b };
}

/** `pointer + index * scale`, constants at once. */
export function offsetBy(pointer: Tree, index: Tree, scale: number, type: Type, span: Span): Tree {
  const constant = index.kind === 'int' ? int64.mul(index.value, scale) : undefined;
  if (constant === 0) return { ...pointer, type, span } as Tree;
  if (pointer.kind === 'int' && constant !== undefined) {
    return { kind: 'int', type, span, value: int64.addU(pointer.value, constant) };
  }
  // A member of a member: one addition.
  if (constant !== undefined && pointer.kind === 'convert' && pointer.operand.kind === 'arithmetic') {
    const { left, right, operator } = pointer.operand;
    if (operator === '+' && right.kind === 'int')
      return address(left, intTree(int64.add(right.value, constant), INT64, span), type, span);
  }
  const scaled = constant === undefined ? times(index, scale, span) : intTree(constant, INT64, span);
  return address({ kind: 'convert', type: UINT64, span, operand: pointer }, scaled, type, span);
}

export function times(index: Tree, scale: number, span: Span): Tree {
  if (scale === 1) return index;
  if (index.kind === 'int') return intTree(int64.mul(index.value, scale), INT64, span);
  const right = intTree(scale, INT64, span);
  return { kind: 'arithmetic', type: INT64, span, operator: '*', left: index, right };
}

function address(left: Tree, right: Tree, type: Type, span: Span): Tree {
  return {
    kind: 'convert',
    type,
    span,
    operand: { kind: 'arithmetic', type: UINT64, span, operator: '+', left, right },
  };
}

/** An array where a pointer is wanted: the address of its first element. */
export function decay(tree: Tree, context: Context): Tree {
  if (tree.type.kind !== 'array') return tree;
  const type = pointerTo(tree.type.element);
  return { ...addressOf(tree, context), type } as Tree;
}

/** The address of what is in memory; of a value, that of a copy. */
export function addressOf(tree: Tree, context: Context): Tree {
  const type = pointerTo(tree.type);
  if (tree.kind === 'memory') return { ...tree.address, type } as Tree;
  const size =
    tree.type.kind === 'string' ? context.strsize + 1 : (sizeOfType(tree.type, context.strsize) ?? 0);
  const slot = context.storage.allocate(size, false);
  if (slot === null) return context.fail('D_DECL_ARRBIG', tree.span, []);
  // A part of a value that is no byte string itself is copied as the bytes that it is.
  const whole = ['string', 'struct', 'array'].includes(tree.type.kind);
  const operand = whole ? tree : ({ ...tree, type: arrayOf(CHAR, size, context.strsize) } as Tree);
  return { kind: 'spill', type, span: tree.span, operand, slot, size };
}

/** `convert`, and what needs memory besides: a string or an array where a pointer is wanted. */
export function bring(tree: Tree, type: Type, context: Context, span: Span = tree.span): Tree {
  if (type.kind === 'pointer' && tree.type.kind === 'string') {
    if (tree.kind === 'null') return addressTree(0, type, span);
    return { ...addressOf(tree, context), type } as Tree;
  }
  if (type.kind === 'pointer' && tree.type.kind === 'array') return { ...decay(tree, context), type } as Tree;
  if (type.kind === 'string' && tree.type.kind === 'array' && tree.kind !== 'memory')
    return convert(decay(tree, context), type, span);
  return convert(tree, type, span);
}

/** `*pointer`, where the type that it points to is complete. */
export function dereference(pointer: Tree, writable: boolean, span: Span, context: Context): Tree {
  const { type } = pointer;
  if (type.kind === 'string') {
    const at = intTree(0, INT64, span);
    return { kind: 'byte', type: targetOf(type) as Type & { kind: 'int' }, span, object: pointer, at };
  }
  if (!isAddress(type)) {
    const power = context.reporter.sources[span.source]?.text[span.start - 1] === '*';
    return context.fail('D_DEREF_NONPTR', span, [], {
      hints: [
        power
          ? 'D has no **: the second * reads what a pointer points to'
          : `it is applied to a value of type ${typeName(type)}`,
      ],
    });
  }
  const target = targetOf(type) as Type;
  if (target.kind === 'void') return context.fail('D_DEREF_VOID', span, []);
  if (target.kind === 'function') return context.fail('D_DEREF_FUNC', span, []);
  if (type.kind === 'array' && pointer.kind !== 'memory')
    return partOf(pointer, target, intTree(0, INT64, span), null, span);
  return memoryAt(decay(pointer, context), target, writable, span);
}

/** `array[index]`, `pointer[index]`, `string[index]`. */
export function indexed(object: Tree, index: Tree, writable: boolean, span: Span, context: Context): Tree {
  const { type } = object;
  if (type.kind === 'string')
    return { kind: 'byte', type: targetOf(type) as Type & { kind: 'int' }, span, object, at: index };
  const target = targetOf(type) as Type;
  const size = sizeOfType(target, context.strsize);
  if (size === undefined) return dereference(object, writable, span, context);
  if (type.kind !== 'array')
    return memoryAt(offsetBy(object, index, size, type, span), target, writable, span);
  const { count } = type;
  let at = index;
  // dtrace's habit: an array of one element stands for one of any length, at the end of a structure.
  if (count !== null && count > 1) {
    if (index.kind === 'int' && (index.value < 0 || index.value >= count))
      return context.fail('D_ARR_BOUNDS', index.span, [String(index.value), count]);
    if (index.kind !== 'int') at = { kind: 'bounded', type: INT64, span: index.span, index, count };
  }
  const offset = at.kind === 'int' ? intTree(int64.mul(at.value, size), INT64, span) : times(at, size, span);
  if (object.kind === 'memory')
    return memoryAt(offsetBy(object.address, offset, 1, pointerTo(target), span), target, writable, span);
  return partOf(object, target, offset, null, span);
}

/** Pointers that C lets one add to and subtract from: a string counts, a `void *` or a function's does not. */
function steps(type: Type): boolean {
  const target = targetOf(type);
  return target !== null && target.kind !== 'void' && target.kind !== 'function';
}

/** + and - with a pointer or a string on a side; undefined where neither has one. */
export function pointerArithmetic(
  operator: string,
  left: Tree,
  right: Tree,
  span: Span,
  context: Context,
): Tree | undefined {
  if (operator !== '+' && operator !== '-') return undefined;
  if (targetOf(left.type) === null && targetOf(right.type) === null) return undefined;
  if (isUnknown(left, right)) return unknown(span);
  if (steps(left.type) && isInt(right.type)) return stepped(left, right, operator === '-', span, context);
  if (operator === '+' && isInt(left.type) && steps(right.type))
    return stepped(right, left, false, span, context);
  if (
    operator === '-' &&
    isAddress(left.type) &&
    isAddress(right.type) &&
    steps(left.type) &&
    steps(right.type)
  ) {
    if (isAlloca(left) !== isAlloca(right)) {
      const what = 'subtracting pointers to alloca and non-alloca space is meaningless; operands have';
      return context.fail('D_OP_INCOMPAT', span, [typeName(left.type), operator, typeName(right.type), what]);
    }
    if (pointersFit(left.type, right.type)) return difference(left, right, span, context);
  }
  return context.fail('D_OP_INCOMPAT', span, [typeName(left.type), operator, typeName(right.type)], {
    hints: mismatchHints(operator, left, right, context),
  });
}

function stepped(pointer: Tree, by: Tree, back: boolean, span: Span, context: Context): Tree {
  const amount = back ? negated(by, span) : by;
  if (pointer.type.kind === 'string') {
    return { kind: 'tail', type: STRING, span, text: pointer, offset: amount };
  }
  const start = decay(pointer, context);
  const { target } = start.type as PointerType;
  const size = sizeOfType(target, context.strsize);
  if (size === undefined) return context.fail('D_OP_INCOMPLETE', span, [back ? '-' : '+', typeName(target)]);
  const count = pointer.type.kind === 'array' ? pointer.type.count : null;
  if (count !== null && count > 1 && by.kind === 'int' && !back && (by.value < 0 || by.value >= count))
    return context.fail('D_ARR_BOUNDS', by.span, [String(by.value), count]);
  return offsetBy(start, amount, size, start.type, span);
}

function negated(tree: Tree, span: Span): Tree {
  if (tree.kind === 'int') return intTree(-tree.value, INT64, span);
  return { kind: 'negate', type: INT64, span, operand: tree };
}

function difference(left: Tree, right: Tree, span: Span, context: Context): Tree {
  const [a, b] = [decay(left, context), decay(right, context)];
  const size = sizeOfType((a.type as PointerType).target, context.strsize) ?? 1;
  const register = (operand: Tree): Tree => ({ kind: 'convert', type: INT64, span, operand });
  const bytes: Tree = {
    kind: 'arithmetic',
    type: INT64,
    span,
    operator: '-',
    left: register(a),
    right: register(b),
  };
  const divisor = intTree(size, INT64, span);
  return { kind: 'arithmetic', type: INT64, span, operator: '/', left: bytes, right: divisor };
}
