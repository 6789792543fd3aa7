/** hist(n, bits) of bpftrace: 2^bits buckets for each power of two, which is an llquantize(). */
import type { Expression } from '../ast.js';
import type { Context } from './context.js';
import { isUnknown } from './operators.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;

const MAX_BITS = 5;
/** The largest power whose next one a signed integer holds. */
const HIGH = 61;

/** The call that it stands for; the call itself when it is not this one; null after a mistake. */
export function expandHistogram(node: Call, context: Context): Call | null {
  const [value, bits] = node.args;
  if (node.callee !== 'hist' || node.args.length !== 2 || value === undefined || bits === undefined)
    return node;
  const tree = context.expression(bits);
  if (isUnknown(tree)) return null;
  if (tree.kind !== 'int' || tree.value < 0 || tree.value > MAX_BITS) {
    context.report('D_PROTO_ARG', bits.span, [
      'hist( )',
      'argument',
      2,
      `integer constant from 0 to ${MAX_BITS}`,
      tree.kind === 'int' ? String(tree.value) : 'no constant',
    ]);
    return null;
  }
  const integer = (value: number): Expression => ({ kind: 'integer', span: bits.span, value, type: 'int' });
  // Half of the steps up to a power of two lie below the power before it.
  const parameters = [2, 0, HIGH, 2 ** (Number(tree.value) + 1)].map(integer);
  return { ...node, callee: 'llquantize', args: [value, ...parameters] };
}
