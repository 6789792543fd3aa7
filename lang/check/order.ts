/**
 * What may stand before and after speculate() and commit(). Order is that of the text; each branch of an if starts
 * from what stood before the if, and a speculation that begins in a branch ends with it.
 */
import type { FunctionRow } from '../builtins.js';
import type { Span } from '../source.js';
import type { Context } from './context.js';

/** Of one clause, up to the place that is being checked. */
export type Order = {
  /** Something records data or aggregates. */
  readonly recorded: boolean;
  readonly speculated: boolean;
  readonly committed: boolean;
};

export const AT_START: Order = { recorded: false, speculated: false, committed: false };

/** Behind an if. */
export function afterBranches(before: Order, ...branches: readonly Order[]): Order {
  return {
    // What a branch put into a speculation of its own is not in the clause's record.
    recorded: branches.some((branch) => branch.recorded && branch.speculated === before.speculated),
    speculated: before.speculated,
    committed: branches.some((branch) => branch.committed),
  };
}

/** Destructive actions that put nothing into the record. DTrace's lineages differ: this is illumos' rule. */
const SILENT: ReadonlySet<string> = new Set([
  'breakpoint',
  'chill',
  'copyout',
  'copyoutstr',
  'discard',
  'panic',
  'raise',
  'stop',
]);

/** An action as a statement. */
export function checkActionOrder(row: FunctionRow, span: Span, context: Context): void {
  const { clause } = context;
  const { recorded, speculated, committed } = clause.order;
  if (row.name === 'speculate') {
    if (speculated) context.report('D_SPEC_SPEC', span, []);
    else if (committed) context.report('D_SPEC_COMM', span, []);
    else if (recorded) context.report('D_SPEC_DREC', span, []);
    clause.order = { ...clause.order, speculated: true };
    return;
  }
  clause.otherActions++;
  if (row.name === 'commit') {
    if (recorded) context.report('D_COMM_DREC', span, []);
    clause.order = { ...clause.order, committed: true };
    return;
  }
  if (row.destructive && speculated) context.report('D_ACT_SPEC', span, []);
  else if (row.name === 'exit' && speculated) context.report('D_EXIT_SPEC', span, []);
  else if (!SILENT.has(row.name)) {
    if (committed) context.report('D_DREC_COMM', span, []);
    clause.order = { ...clause.order, recorded: true };
  }
}

/** `@a = count();` */
export function checkAggregationOrder(span: Span, context: Context): void {
  const { clause } = context;
  if (clause.order.committed) context.report('D_AGG_COMM', span, []);
  else if (clause.order.speculated) context.report('D_AGG_SPEC', span, []);
  clause.order = { ...clause.order, recorded: true };
}
