/** print() of what a pointer leads to, tracemem(), and what trace() makes of structures and arrays. */
import type { ActionDef } from '../../wire/program.js';
import type { Shape } from '../../wire/shape.js';
import type { Expression } from '../ast.js';
import type { FunctionRow } from '../builtins.js';
import type { Tree } from '../tree.js';
import {
  arrayOf,
  CHAR,
  isAddress,
  isInt,
  isTextual,
  STRING,
  sizeOfType,
  type Type,
  typeName,
  VOID_POINTER,
} from '../types.js';
import type { Context } from './context.js';
import { convert, isUnknown } from './operators.js';
import { addressOf, bring, decay, memoryAt } from './pointers.js';
import { checkArguments } from './prototypes.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;
type Recorded = { readonly action: ActionDef; readonly values: readonly Tree[] };

/** A structure is its bytes; an array of char is a string. */
export function traced(tree: Tree, context: Context): Tree {
  if (tree.type.kind === 'array' && isTextual(tree.type)) return bring(tree, STRING, context);
  if (tree.type.kind === 'string' && tree.kind !== 'string')
    return { kind: 'present', type: STRING, span: tree.span, operand: tree };
  return convert(tree, tree.type);
}

/** For a format: an array of char is a string, any other its address. */
export function printed(tree: Tree, context: Context): Tree {
  return decay(traced(tree, context), context);
}

/** The address, and the bytes that lie there. */
export function printPointer(node: Call, tree: Tree, context: Context): Recorded | null {
  const [arg] = node.args as [Expression];
  const refuse = () => {
    context.report('D_PROTO_ARG', arg.span, ['print( )', 'argument', 1, 'void *', typeName(tree.type)], {
      hints: isInt(tree.type) || tree.type.kind === 'string' ? ['trace(x) prints a plain value'] : [],
    });
    return null;
  };
  // DIFFERS: a structure itself, whose address dtrace wants and does not let one take.
  const { type } = tree;
  if (!isAddress(type) && type.kind !== 'struct') return refuse();
  const pointer = type.kind === 'pointer' ? tree : addressOf(tree, context);
  if (isUnknown(pointer)) return null;
  const target = type.kind === 'pointer' ? type.target : type;
  const size = sizeOfType(target, context.strsize);
  if (size === undefined || size === 0) {
    context.report('D_PRINT_SIZE', arg.span, [typeName(target)]);
    return null;
  }
  const recorded = arrayOf(CHAR, size + ADDRESS, context.strsize);
  return {
    action: { kind: 'print', shape: shapeOf(target, context) },
    values: [
      {
        kind: 'dump',
        type: recorded,
        span: arg.span,
        address: pointer,
        size: null,
        limit: size,
        tagged: true,
      },
    ],
  };
}

/** What print() records begins with the address. */
const ADDRESS = 8;

export function checkTracemem(row: FunctionRow, node: Call, context: Context): Recorded | null {
  const args = checkArguments(row, node, context);
  if (args === null) return null;
  const [address, size, shown] = args as [Tree, Tree, Tree?];
  const [first, second] = node.args as [Expression, Expression];
  if (isUnknown(address)) return null;
  if (!isInt(address.type) && !isAddress(address.type)) {
    context.report('D_TRACEMEM_ADDR', first.span, [typeName(address.type)]);
    return null;
  }
  if (size.kind !== 'int' || size.value <= 0 || size.value > MAX_DUMP) {
    context.report('D_TRACEMEM_SIZE', second.span, []);
    return null;
  }
  const limit = Number(size.value);
  const from = isInt(address.type) ? convert(address, VOID_POINTER) : bring(address, VOID_POINTER, context);
  const type = arrayOf(CHAR, limit, context.strsize);
  const value: Tree =
    shown === undefined
      ? memoryAt(from, type, false, node.span)
      : { kind: 'dump', type, span: node.span, address: from, size: shown, limit, tagged: false };
  return { action: { kind: 'tracemem' }, values: [value] };
}

const MAX_DUMP = 2 ** 31 - 1;

/** The type as the consumer reads values of it. */
export function shapeOf(type: Type, context: Context): Shape {
  switch (type.kind) {
    case 'int': {
      const { name, bytes, signed, enumeration } = type;
      const names =
        enumeration === undefined
          ? null
          : Object.fromEntries(
              [...enumeration.values].toReversed().map(([key, value]) => [String(value), key]),
            );
      return { kind: 'int', name, bytes, signed, names };
    }
    case 'float':
      return { kind: 'float', name: type.name, bytes: type.bytes };
    case 'string':
      return { kind: 'string', size: context.strsize };
    case 'struct': {
      const { keyword, tag, size, members } = type.structure;
      return {
        kind: 'struct',
        name: type.alias ?? (tag === null ? keyword : `${keyword} ${tag}`),
        size,
        members: (members ?? []).map(({ name, offset, bits, type: of }) => ({
          name,
          offset,
          bits,
          shape: shapeOf(of, context),
        })),
      };
    }
    case 'array':
      return {
        kind: 'array',
        name: typeName(type),
        count: type.count ?? 0,
        element: shapeOf(type.element, context),
      };
    default:
      return { kind: 'pointer', name: typeName(type) };
  }
}
