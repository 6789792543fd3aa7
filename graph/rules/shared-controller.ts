/** One caller's abort kills strangers. */

import { packageOf, sharedCalls } from '../frames.js';
import type { Graph } from '../graph.js';
import { commonActivation, skipOf } from '../membership.js';
import type { Entry, Issue, Mark, Operation } from '../model.js';
import { siteOf } from './facts.js';
import type { Case, Rule, Verdict } from './rule.js';
import { cutForAnother } from './waiters.js';

const AGAIN_MS = 3_000;

export const sharedController: Rule = {
  id: 'shared-controller',
  judge({ issue, graph, elapsed, final, now }: Case): Verdict[] {
    const { signal } = issue;
    if (signal === undefined || elapsed < final || elapsed > AGAIN_MS + 1_500) return [];
    const cut = [...issue.signals]
      .flatMap((each) => each.carriedBy)
      .filter((operation) => operation.mark.at < issue.at && operation.acts && endedWith(issue, operation));
    const flight = flightCut(graph, issue, cut);
    if (flight !== undefined) return [flight];
    const calls = strangers(cut);
    const others = calls.filter((operation) => servesAnother(issue, operation));
    const again = others.length > 0 && cutsAgain(graph, issue);
    if (calls.length < 2 && !again) return [];
    const crossRequest = others.length > 0 && signal.birth?.scope === undefined;
    const bornOutside = calls.every(({ mark }) => !isAbove(signal.birth, mark));
    if (!crossRequest && !again && !(bornOutside && goesOn(issue, graph.operations.values(), calls, now)))
      return [];
    const victim = (others[0] ?? calls[1]) as Operation;
    return [
      {
        rule: 'shared-controller',
        confidence: 'medium',
        operation: victim,
        key: 'shared',
        lostAt: issue.mark.stack.frames[0] ?? siteOf(victim),
        why: again
          ? 'what one request cancels was begun for another one, again and again'
          : `one abort ended ${calls.length} calls that do not belong together`,
        fix: 'a controller for each call; AbortSignal.any([own, all]) where all of them must end',
        evidence: [`${calls.length} calls carried the signal, by different callers`],
      },
    ];
  },
};

/** A flight that two share was given the signal of one of them. */
function flightCut(graph: Graph, issue: Issue, cut: readonly Operation[]): Verdict | undefined {
  for (const operation of cut) {
    const other = cutForAnother(graph, issue, operation);
    if (other === undefined) continue;
    return {
      rule: 'shared-controller',
      confidence: 'medium',
      operation,
      key: 'flight',
      lostAt: siteOf(operation),
      why: 'two callers waited for it, and the abort of one has ended it for both',
      fix: 'give a shared flight a controller of its own, and abort that when the last of its callers has left',
      evidence: ['another call, with a signal of its own, waited at the same place'],
    };
  }
  return undefined;
}

/** It was begun for a request that is not the one in which it was cancelled, and that was still there. */
function servesAnother({ mark, at }: Issue, { mark: { scope } }: Operation): boolean {
  if (mark.scope === undefined || scope === undefined || scope === mark.scope) return false;
  return scope.closedAt < 0 || scope.closedAt >= at;
}

/** The same place has done so before, to the signal of another request. */
function cutsAgain(graph: Graph, issue: Issue): boolean {
  const site = issue.mark.stack.frames[0];
  if (site === undefined) return false;
  let times = 0;
  for (const each of graph.issues)
    if (each.mark.stack.frames[0] === site && each.signal?.carriedBy.some((cut) => servesAnother(each, cut)))
      times++;
  return times >= 2;
}

function endedWith(issue: Issue, operation: Operation): boolean {
  return operation.endedAt >= 0 && operation.endedAt >= issue.at && operation.endedAt - issue.at < 200;
}

/** One of each call: those that share no call expression. */
function strangers(operations: readonly Operation[]): Operation[] {
  const found: Operation[] = [];
  for (const operation of operations)
    if (
      !found.some(
        ({ mark }) =>
          mark.exec === operation.mark.exec &&
          mark.run === operation.mark.run &&
          sharedCalls(mark.stack, operation.mark.stack) > 0,
      )
    )
      found.push(operation);
  return found;
}

function isAbove(birth: Issue['mark'] | undefined, mark: Issue['mark']): boolean {
  const creator = birth?.stack.frames[0];
  if (creator === undefined) return true;
  return mark.chain.some((entry) => entry.stack.frames.some((frame) => frame.fn === creator.fn));
}

/** The owner goes on: the same place starts again soon after. */
function goesOn(issue: Issue, live: Iterable<Operation>, calls: readonly Operation[], _now: number): boolean {
  const sites = new Set(calls.map((operation) => siteOf(operation)));
  const paths = calls.map(({ mark }) => pathOf(issue.mark, mark));
  const trunks = new Set(paths.filter((path) => path?.shared === 0).map((path) => path?.fn));
  const inside = paths.filter((path) => path !== undefined && path.shared > 0 && !trunks.has(path.fn));
  if (inside.length > 0 && inside.length < calls.length) return true;
  // Who made all of them, and ends them, ends what is his own; unless a package keeps the controller from him.
  const birth = issue.signal?.birth?.stack.frames[0];
  const common = ({ exec }: Entry): boolean =>
    exec > 1 && issue.mark.chain.some((each) => each.exec === exec);
  if (packageOf(birth?.file ?? '') !== '' && calls.some(({ mark }) => mark.chain.some(common))) return true;
  for (const operation of live) if (operation.mark.at > issue.at && sites.has(siteOf(operation))) return true;
  return issue.later.some((operation) => sites.has(siteOf(operation)));
}

/** The call expressions that the abort shares with a call that it ended, and the function below which they part. */
function pathOf(abort: Mark, call: Mark): { readonly shared: number; readonly fn: number } | undefined {
  const common = commonActivation(abort, call);
  if (common === undefined) return undefined;
  const { x, y } = common;
  const shared = sharedCalls(x.stack, y.stack, skipOf(x), skipOf(y));
  const fn = x.stack.frames.at(-1 - shared)?.fn;
  return fn === undefined ? undefined : { shared, fn };
}
