/** `.` and `->`: members of structures in memory or of values, of translated data, and of typed probe arguments. */
import type { Expression } from '../ast.js';
import { didYouMean } from '../suggest.js';
import type { Tree } from '../tree.js';
import { INT64, type StructType, typeName } from '../types.js';
import { isWritable } from './addresses.js';
import { argumentMember, bareArgs, isBareArgs, memberSpan } from './args.js';
import type { Context } from './context.js';
import { memberOfJs } from './js-values.js';
import { memberHints } from './mismatch.js';
import { intTree, unknown } from './operators.js';
import { memoryAt, partOf } from './pointers.js';
import { translatedMember } from './translators.js';

type Node = Extract<Expression, { readonly kind: 'member' }>;

export function checkMember(node: Node, context: Context): Tree {
  if (isBareArgs(node.object, context)) return bareArgs(node, context);
  const object = context.expression(node.object);
  const { type } = object;
  if (type.kind === 'unknown') return unknown(node.span);
  if (type.kind === 'js') return memberOfJs(node, object);
  if (type.kind === 'record') return argumentMember(node, object, context);
  if (object.kind === 'xlate') return translatedMember(node, object, context);
  if (!node.arrow) {
    return type.kind === 'struct'
      ? memberOf(node, type, object, context)
      : context.fail('D_OP_SOU', node.span, ['.', `type "${typeName(type)}"`, ''], {
          hints: dotHints(object, node),
        });
  }
  if (type.kind !== 'pointer') {
    const hints =
      type.kind === 'struct'
        ? [`it is a ${type.structure.keyword} itself: write .${node.name}`]
        : memberHints(type, node.name);
    return context.fail('D_OP_PTR', node.span, ['->'], { hints });
  }
  const { target } = type;
  if (target.kind !== 'struct')
    return context.fail('D_OP_SOU', node.span, ['->', `pointer to type "${typeName(target)}"`, ' pointer']);
  return memberOf(
    node,
    target,
    memoryAt(object, target, isWritable(node.object, context), node.object.span),
    context,
  );
}

function dotHints({ type }: Tree, node: Node): string[] {
  if (type.kind === 'pointer' && type.target.kind === 'struct')
    return ['it is a pointer: write -> instead of .'];
  return memberHints(type, node.name);
}

function memberOf(node: Node, type: StructType, object: Tree, context: Context): Tree {
  const { members } = type.structure;
  const { name, span } = node;
  if (members === null)
    return context.fail('D_OP_INCOMPLETE', span, [node.arrow ? '->' : '.', typeName(type)]);
  const member = members.find((candidate) => candidate.name === name);
  if (member === undefined) {
    if (context.reporter.full) return context.fail('D_TYPE_MEMBER', memberSpan(node), [name, typeName(type)]);
    const known = members.map((candidate) => candidate.name);
    return context.fail('D_TYPE_MEMBER', memberSpan(node), [name, typeName(type)], {
      hints: [...didYouMean(name, known), `members of ${typeName(type)}: ${known.join(', ')}`],
    });
  }
  return partOf(object, member.type, intTree(member.offset, INT64, span), member.bits, span);
}
