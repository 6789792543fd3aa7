/** An aggregation as an argument of an action: the name of one that the program fills. */
import type { Expression } from '../ast.js';
import { didYouMean } from '../suggest.js';
import { typeName } from '../types.js';
import type { AggregationEntry, Context } from './context.js';
import { isUnknown } from './operators.js';

/** The entry of `@name`; anything else is reported by its type. */
export function aggregationArgument(
  node: Expression,
  context: Context,
  wrong: (argument: string) => void,
): AggregationEntry | null {
  if (node.kind !== 'aggregation') {
    const tree = context.expression(node);
    if (!isUnknown(tree)) wrong(typeName(tree.type));
    return null;
  }
  const entry = aggregationNamed(node, context);
  if (entry === null) return null;
  if (node.keys !== null) {
    context.report('D_AGG_KEYED', node.span, [node.name]);
    return null;
  }
  return entry;
}

/** The entry of `@name` and `@name[…]` alike. */
export function aggregationNamed(
  node: Extract<Expression, { readonly kind: 'aggregation' }>,
  context: Context,
): AggregationEntry | null {
  const entry = context.aggregations.get(node.name);
  if (entry !== undefined) return entry;
  if (context.reporter.isLost(`@${node.name}`)) return null;
  context.report('D_PRINTA_BADAGG', node.span, [node.name], {
    hints: context.reporter.full
      ? []
      : didYouMean(
          `@${node.name}`,
          [...context.aggregations.keys()].map((name) => `@${name}`),
        ),
  });
  return null;
}
