/** What asks about places in memory rather than for values: & of an operand, sizeof and offsetof. */
import type { Expression } from '../ast.js';
import { didYouMean } from '../suggest.js';
import type { Tree } from '../tree.js';
import { INTEGERS, type IntType, pointerTo, sizeOfType, type Type, typeName } from '../types.js';
import type { Context } from './context.js';
import { intTree, isUnknown, notPlain, unknown } from './operators.js';
import { addressOf } from './pointers.js';
import { typeFromName } from './types.js';

type Node<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

const SIZE = INTEGERS.get('size_t') as IntType;

/** `&array[2]`, `&structure.member`, `&*p`: whatever is a part of something in memory. */
export function checkAddressOf(node: Node<'unary'>, context: Context): Tree {
  const { operand, span } = node;
  const tree = operand.kind === 'aggregation' ? null : context.expression(operand);
  if (tree !== null && isUnknown(tree)) return unknown(span);
  if (tree === null || tree.kind === 'variable' || tree.kind === 'element' || isVariable(operand, tree)) {
    return context.fail('D_ADDROF_VAR', span, [], {
      hints: ['a part of one has an address: &array[0], &structure.member'],
    });
  }
  if (tree.kind === 'byte') return { ...addressOfByte(tree, context), span } as Tree;
  if (tree.kind !== 'memory' && tree.kind !== 'field') return context.fail('D_ADDROF_LVAL', span, []);
  if (tree.bits !== null) return context.fail('D_ADDROF_BITFIELD', span, []);
  // An array is no lvalue: its name is its address already.
  if (tree.type.kind === 'array') return context.fail('D_ADDROF_LVAL', span, []);
  return { ...addressOf(tree, context), span } as Tree;
}

function isVariable(operand: Expression, tree: Tree): boolean {
  return tree.kind === 'memory' && (operand.kind === 'name' || operand.kind === 'scoped');
}

/** `&s[2]` of a string is an address in a copy of it. */
function addressOfByte(tree: Extract<Tree, { kind: 'byte' }>, context: Context): Tree {
  const { span } = tree;
  const type = pointerTo(tree.type);
  const base = addressOf(tree.object, context);
  const sum: Tree = {
    kind: 'arithmetic',
    type: INTEGERS.get('uint64_t') as IntType,
    span,
    operator: '+',
    left: { kind: 'convert', type: INTEGERS.get('uint64_t') as IntType, span, operand: base },
    right: tree.at,
  };
  return { kind: 'convert', type, span, operand: sum };
}

/** May a program write where a pointer leads? As dtrace has it: through its own variables, parts of them, sums on them. */
export function isWritable(node: Expression, context: Context): boolean {
  switch (node.kind) {
    case 'name':
      return (
        context.variable('global', node.name) !== undefined ||
        context.locals.has(node.name) ||
        context.definitions.has(node.name)
      );
    case 'scoped':
      return true;
    case 'index':
    case 'member':
      return isWritable(node.object, context);
    case 'unary':
      return node.operator === '*' && isWritable(node.operand, context);
    case 'binary':
      return node.operator === '+' && isWritable(node.left, context);
    default:
      return false;
  }
}

export function checkSizeof(node: Node<'sizeof'>, context: Context): Tree {
  const { of, span } = node;
  if (of.kind === 'string') return intTree(of.value.length + 1, SIZE, span);
  let type: Type;
  if (of.kind === 'type') type = typeFromName(of, context);
  else {
    const tree = context.expression(of);
    if (isUnknown(tree) || notPlain(tree, context)) return unknown(span);
    if ((tree.kind === 'memory' || tree.kind === 'field') && tree.bits !== null)
      return context.fail('D_SIZEOF_BITFIELD', span, []);
    ({ type } = tree);
  }
  if (type.kind === 'unknown') return unknown(span);
  const bytes = sizeOfType(type, context.strsize);
  if (bytes === undefined || bytes === 0) {
    const hints = type.kind === 'struct' ? [`${typeName(type)} is not defined here`] : [];
    return context.fail('D_SIZEOF_TYPE', span, [], { hints });
  }
  return intTree(bytes, SIZE, span);
}

export function checkOffsetof(node: Node<'offsetof'>, context: Context): Tree {
  const { member: name, span } = node;
  const type = typeFromName(node.type, context);
  if (type.kind === 'unknown') return unknown(span);
  if (type.kind !== 'struct' || type.structure.members === null)
    return context.fail('D_OFFSETOF_TYPE', span, []);
  const { members } = type.structure;
  const member = members.find((candidate) => candidate.name === name);
  if (member === undefined) {
    return context.fail('D_UNKNOWN', span, [`failed to determine offset of ${name}: Member name not found`], {
      hints: didYouMean(
        name,
        members.map((candidate) => candidate.name),
      ),
    });
  }
  if (member.bits !== null) return context.fail('D_OFFSETOF_BITFIELD', span, [name]);
  return intTree(member.offset, INTEGERS.get('int') as IntType, span);
}
