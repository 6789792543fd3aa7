/** str(x[, length]) and strftime(format, time) of bpftrace, in terms of what D has. */
import type { Expression } from '../ast.js';
import { VARIABLES_BY_NAME, type VariableRow } from '../builtins.js';
import type { Tree } from '../tree.js';
import type { Context } from './context.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;

/** stringof(x), or the head of it. */
export function expandStr(node: Call): Expression {
  const [value, length] = node.args as [Expression, Expression?];
  const text: Expression = { kind: 'stringof', span: node.span, operand: value };
  if (length === undefined) return text;
  const zero: Expression = { kind: 'integer', span: length.span, value: 0, type: 'int' };
  return { ...node, callee: 'substr', args: [text, zero, length] };
}

const MONOTONIC: ReadonlySet<string> = new Set(['nsecs', 'timestamp']);

/** bpftrace users write strftime(…, nsecs): a monotonic clock, where only the time of day can be meant. */
export function wallTime(args: readonly Tree[], context: Context): readonly Tree[] {
  const [format, time] = args as [Tree, Tree];
  const read = time.kind === 'convert' ? time.operand : time;
  if (read.kind !== 'builtin' || !MONOTONIC.has(read.row.name)) return args;
  const row = VARIABLES_BY_NAME.get('walltimestamp') as VariableRow;
  context.clause.clock = true;
  return [format, { kind: 'builtin', type: row.type, span: time.span, row }];
}
