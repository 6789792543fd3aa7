/** Keys of associative arrays and aggregations: their signature is that of the first use in the text. */
import type { Expression } from '../ast.js';
import type { Span } from '../source.js';
import type { Tree } from '../tree.js';
import { compatible, type Type, typeName } from '../types.js';
import type { Context } from './context.js';
import { asText } from './js-values.js';
import { isNullConstant, notPlain } from './operators.js';

/** Key expressions of `what[…]`: anything that can be printed, but no aggregations and no actions. */
export function checkKeys(
  what: string,
  nodes: readonly Expression[],
  context: Context,
): readonly Tree[] | null {
  let good = true;
  const keys = nodes.map((node, at) => {
    const tree =
      node.kind === 'aggregation'
        ? ({ kind: 'null', type: { kind: 'aggregation' }, span: node.span } as Tree)
        : asText(context.expression(node));
    const { kind } = tree.type;
    if (kind === 'unknown') good = false;
    else if (kind === 'void' || kind === 'aggregation') {
      context.report('D_KEY_TYPE', node.span, [typeName(tree.type), what, at + 1]);
      good = false;
    } else if (notPlain(tree, context)) good = false;
    return tree;
  });
  const extra = nodes[context.options.number('tregs') + 1];
  if (!good || extra === undefined) return good ? keys : null;
  context.report('D_TUPLE_SIZE', extra.span, []);
  return null;
}

export function matchesSignature(
  what: string,
  signature: readonly Type[],
  keys: readonly Tree[],
  span: Span,
  context: Context,
): boolean {
  if (keys.length !== signature.length) {
    context.report('D_PROTO_LEN', span, [`${what}[ ]`, 'key', keys.length, '', signature.length]);
    return false;
  }
  return keys.every((key, at) => {
    const wanted = signature[at] as Type;
    if (compatible(wanted, key.type) || (wanted.kind === 'pointer' && isNullConstant(key))) return true;
    context.report('D_PROTO_ARG', key.span, [
      `${what}[ ]`,
      'key',
      at + 1,
      typeName(wanted),
      typeName(key.type),
    ]);
    return false;
  });
}
