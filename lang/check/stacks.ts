/** stack(), ustack(), jstack(): statements, keys and printf arguments. All three give JavaScript frames. */
import type { Expression } from '../ast.js';
import type { FunctionRow } from '../builtins.js';
import type { Tree } from '../tree.js';
import { INTEGERS, type Type, typeName } from '../types.js';
import type { Context } from './context.js';
import { isUnknown, unknown } from './operators.js';
import { checkArity } from './prototypes.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;

export function isStack(row: FunctionRow): boolean {
  return row.name === 'stack' || row.name === 'ustack' || row.name === 'jstack';
}

export function checkStack(row: FunctionRow, node: Call, context: Context): Tree {
  if (!checkArity(row, node, context)) return unknown(node.span);
  let frames = context.options.number(`${row.name}frames`);
  for (const [at, arg] of node.args.entries()) {
    const tree = context.expression(arg);
    if (isUnknown(tree)) return tree;
    if (tree.type.kind !== 'int') {
      return context.fail('D_PROTO_ARG', arg.span, [
        `${row.name}( )`,
        'argument',
        at + 1,
        INTEGERS.get('uint32_t')?.name ?? '',
        typeName(tree.type),
      ]);
    }
    const value = tree.kind === 'int' ? Number(tree.value) : -1;
    if (at === 0 && !(value > 0 && value <= 0x7fffffff))
      return context.fail(row.name === 'stack' ? 'D_STACK_SIZE' : 'D_USTACK_FRAMES', arg.span, [row.name]);
    if (at === 1 && !(value >= 0 && value <= 0x7fffffff))
      return context.fail('D_USTACK_STRSIZE', arg.span, [row.name]);
    if (at === 0) frames = value;
  }
  frames = Math.min(frames, context.options.number('maxframes'));
  context.clause.stack = Math.max(context.clause.stack, frames);
  const type: Type = { kind: 'stack', user: row.name !== 'stack', frames };
  return { kind: 'stack', type, span: node.span, frames };
}
