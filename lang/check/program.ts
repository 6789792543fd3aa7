/** A program: declarations and clauses in text order, statements to steps, what may follow what. */
import type { ProbeDescription } from '../../wire/probe.js';
import type { ClauseNode, Expression, Statement, TopLevel } from '../ast.js';
import { FUNCTIONS_BY_NAME } from '../builtins.js';
import type { CheckedClause, Step, Tree } from '../tree.js';
import { checkAction, checkSpeculate } from './actions.js';
import { checkAggregate } from './aggregations.js';
import { ClauseState, type Context, type Matched } from './context.js';
import { checkDeclaration } from './declarations.js';
import { checkInline } from './inlines.js';
import { conditionHints, storeHints } from './mismatch.js';
import { isUnknown, notPlain, scalar } from './operators.js';
import { afterBranches, checkActionOrder, checkAggregationOrder } from './order.js';
import type { ProbeMatcher } from './probes.js';
import { checkTranslator } from './translators.js';

export type CheckResult = { readonly clauses: readonly CheckedClause[]; readonly matched: number };

export function checkProgram(
  items: readonly TopLevel[],
  matcher: ProbeMatcher,
  context: Context,
): CheckResult {
  const clauses: CheckedClause[] = [];
  let matched = 0;
  for (const { source, items: own } of bySource(items)) {
    // As dtrace reads a text to its end before it looks into the clauses, what is declared below holds for them too.
    for (const item of own) if (item.kind !== 'clause') declare(item, context);
    for (const item of own) {
      if (item.kind !== 'clause') continue;
      const { clause, count } = checkClause(item, matcher, context);
      // What a library's clauses say is checked; they are never enabled.
      if (context.reporter.sources[source]?.kind === 'library') continue;
      clauses.push(clause);
      matched += count;
    }
  }
  if (context.reporter.errorCount === 0) for (const report of context.atEnd) report();
  return { clauses, matched };
}

function bySource(items: readonly TopLevel[]): readonly { source: number; items: readonly TopLevel[] }[] {
  const sources = [...new Set(items.map((item) => item.span.source))];
  return sources.map((source) => ({ source, items: items.filter((item) => item.span.source === source) }));
}

function declare(item: Exclude<TopLevel, ClauseNode>, context: Context): void {
  switch (item.kind) {
    case 'declaration':
      return checkDeclaration(item, context);
    case 'inline':
      return checkInline(item, context);
    case 'translator':
      return checkTranslator(item, context);
    case 'unsupported':
      return context.report('D_UNSUPPORTED', item.span, [item.what]);
  }
}

function checkClause(
  node: ClauseNode,
  matcher: ProbeMatcher,
  context: Context,
): { clause: CheckedClause; count: number } {
  const descriptions: ProbeDescription[] = [];
  const matched: Matched[] = [];
  let certain = node.descriptions.length > 0;
  let count = 0;
  for (const description of node.descriptions) {
    const match = matcher.match(description);
    if (match.count === 0 && !match.open && !context.options.boolean('zdefs')) {
      if (description.id !== null)
        context.report(
          'D_PDESC_INVAL',
          description.span,
          [`identifier ${description.id}`, 'Unknown probe identifier'],
          { hints: ['ntrace -l lists identifiers'] },
        );
      else
        context.report('D_PDESC_ZERO', description.span, [description.text], {
          hints: context.reporter.full ? [] : matcher.hints(description),
        });
    }
    if (match.matched.length === 0) certain = false;
    descriptions.push(match.description);
    matched.push(...match.matched);
    count += match.count;
  }
  const state = new ClauseState(matched, certain);
  context.clause = state;
  if (node.predicate !== null) predeclare(node.predicate, context);
  // Actions first: what they declare, the predicate may read.
  const steps = checkStatements(node.statements ?? [], context);
  if ((node.statements ?? []).length === 0) steps.push(defaultStep(context));
  const predicate = node.predicate === null ? null : checkPredicate(node.predicate, context);
  const starts = [...state.actionStarts];
  const clause: CheckedClause = {
    descriptions,
    span: node.span,
    predicate,
    steps,
    needs: {
      clock: state.clock,
      args: [...state.args].sort((a, b) => a - b),
      members: [...state.members].sort(),
      stack: state.stack,
    },
    actionOf: (span) => countUpTo(starts, span.start),
  };
  return { clause, count };
}

/** How many of ascending offsets are not behind `offset`. */
function countUpTo(offsets: readonly number[], offset: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a predicate stores to exists in the body as well: /x++ == 0/ { trace(x); } */
function predeclare(node: Expression, context: Context): void {
  if (node.kind === 'assign' || node.kind === 'update')
    context.reporter.muted(() => context.expression(node));
  else {
    for (const part of Object.values(node) as unknown[]) {
      for (const child of Array.isArray(part) ? part : [part])
        if (isExpression(child)) predeclare(child, context);
    }
  }
}

function isExpression(part: unknown): part is Expression {
  return typeof part === 'object' && part !== null && 'kind' in part && part.kind !== 'type';
}

function checkPredicate(node: NonNullable<ClauseNode['predicate']>, context: Context): Tree | null {
  const tree = context.expression(node);
  const report = () => context.report('D_PRED_SCALAR', node.span, [], { hints: conditionHints(tree) });
  return scalar(tree, report, context) && !isUnknown(tree) ? tree : null;
}

function checkStatements(statements: readonly Statement[], context: Context): Step[] {
  const steps: Step[] = [];
  const before = context.clause.otherActions;
  for (const [at, statement] of statements.entries()) {
    context.clause.actionStarts.push(statement.span.start);
    const speculation = speculateCall(statement);
    if (speculation !== null) {
      const id = checkSpeculate(speculation, context);
      const rest = checkStatements(statements.slice(at + 1), context);
      // As in a clause without statements, what is recorded is that the probe fired.
      if (context.clause.otherActions === before) rest.push(defaultStep(context));
      return id === null ? steps : [...steps, { kind: 'speculate', id, steps: rest }];
    }
    const step = statement.kind === 'if' ? checkIf(statement, context) : checkStatement(statement, context);
    if (step !== null) steps.push(step);
  }
  return steps;
}

/** The call of speculate() that a statement is. */
function speculateCall(statement: Statement): Extract<Expression, { kind: 'call' }> | null {
  const call = statement.kind === 'expression' ? statement.expression : null;
  return call?.kind === 'call' && call.callee === 'speculate' ? call : null;
}

function defaultStep(context: Context): Step {
  return { kind: 'record', action: context.addAction({ kind: 'default' }), values: [], exits: false };
}

function checkIf(node: Extract<Statement, { kind: 'if' }>, context: Context): Step | null {
  const test = context.expression(node.test);
  const good = scalar(
    test,
    () =>
      context.report('D_OP_SCALAR', node.test.span, ['if', 'requires a condition of scalar type'], {
        hints: conditionHints(test),
      }),
    context,
  );
  const { clause } = context;
  const before = clause.order;
  const yes = checkStatements(node.yes, context);
  const afterYes = clause.order;
  clause.order = before;
  const no = checkStatements(node.no, context);
  clause.order = afterBranches(before, afterYes, clause.order);
  return good && !isUnknown(test) ? { kind: 'if', test, yes, no } : null;
}

function checkStatement(node: Extract<Statement, { kind: 'expression' }>, context: Context): Step | null {
  const { expression } = node;
  if (expression.kind === 'call') {
    const row = context.hasBuiltin(expression.callee) ? FUNCTIONS_BY_NAME.get(expression.callee) : undefined;
    if (row?.kind === 'action' || row?.part !== undefined) {
      checkActionOrder(row, expression.calleeSpan, context);
      return checkAction(row, expression, context);
    }
    if (row?.kind === 'aggregating') {
      context.report('D_CG_EXPR', expression.span, [row.name]);
      return null;
    }
  }
  const target =
    expression.kind === 'assign'
      ? expression.target.kind === 'index'
        ? expression.target.object
        : expression.target
      : null;
  if (expression.kind === 'assign' && target?.kind === 'aggregation') {
    checkAggregationOrder(expression.span, context);
    if (expression.target.kind === 'index') context.report('D_AGG_MDIM', expression.target.span, []);
    else if (expression.operator !== '=')
      context.report('D_OP_LVAL', expression.span, [expression.operator], {
        hints: storeHints(expression.operator),
      });
    else return checkAggregate(target, expression.value, expression.span, context);
    return null;
  }
  if (expression.kind === 'aggregation') {
    if (context.aggregations.has(expression.name) || expression.keys !== null)
      context.report('D_AGG_NULL', expression.span, []);
    else context.expression(expression);
    return null;
  }
  const tree = context.expression(expression);
  if (isUnknown(tree) || notPlain(tree, context)) return null;
  return { kind: 'do', tree };
}
