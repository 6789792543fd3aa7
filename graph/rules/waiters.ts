/** Who waits for an operation: the promises behind it, over awaits, functions and races. */
import type { Graph } from '../graph.js';
import { functionsOf, membership } from '../membership.js';
import type { Activation, Issue, Operation } from '../model.js';

const MOST = 256;

/** The promise that stands for the operation; undefined: none is known. */
export function promiseOf(graph: Graph, operation: Operation): Activation | undefined {
  return operation.wait ?? (operation.promise > 0 ? graph.lookup(operation.promise) : undefined);
}

/** What waits for a promise next: its reactions, the race they join, the function that goes on. */
function next(graph: Graph, promise: Activation): Activation[] {
  const found: Activation[] = [];
  for (const id of promise.waiters ?? []) {
    const waiter = graph.lookup(id);
    if (waiter === undefined) continue;
    found.push(waiter);
    const onward = waiter.joins > 0 ? waiter.joins : waiter.functionPromise;
    const then = onward > 0 ? graph.lookup(onward) : undefined;
    if (then !== undefined) found.push(then);
  }
  return found;
}

/**
 * Another caller waits for it too: one of several who share a flight left, the others have not.
 */
export function isShared(graph: Graph, issue: Issue, operation: Operation): boolean {
  const start = promiseOf(graph, operation);
  if (start === undefined) return false;
  const seen = new Set<Activation>([start]);
  for (const promise of seen) {
    if (seen.size > MOST) return false;
    if (otherScope(issue, promise)) return true;
    if ((promise.waiters?.length ?? 0) > 1 && branches(graph, issue, promise)) return true;
    for (const each of next(graph, promise)) seen.add(each);
  }
  return false;
}

function otherScope(issue: Issue, promise: Activation): boolean {
  const { scope } = promise;
  return (
    issue.scope !== undefined &&
    promise.settledAt < 0 &&
    scope !== undefined &&
    scope !== issue.scope &&
    !scope.apart &&
    scope.closedAt < 0
  );
}

/** One reaction belongs to what was cancelled, another one, still waiting, does not. */
function branches(graph: Graph, issue: Issue, promise: Activation): boolean {
  if (issue.signal === undefined) return false;
  let own = false;
  let other = false;
  for (const id of promise.waiters ?? []) {
    const waiter = graph.lookup(id);
    if (waiter === undefined) continue;
    const mark = graph.activations.mark(waiter, waiter.scope, waiter.owner);
    if (membership(issue, { mark, carries: [] }, graph.lookup).strength > 0) own = true;
    else if (waits(graph, waiter)) other = true;
  }
  return own && other;
}

/** It is pending, and so is what it leads to. */
function waits(graph: Graph, waiter: Activation): boolean {
  if (waiter.settledAt >= 0) return false;
  const onward = waiter.joins > 0 ? waiter.joins : waiter.functionPromise;
  const then = onward > 0 ? graph.lookup(onward) : undefined;
  return then === undefined || then.settledAt < 0;
}

/**
 * Begun on the side: nobody waits for the function that began it, and the one that called that went on to other
 * things meanwhile. False when nothing is known.
 */
export function isBackground(graph: Graph, issue: Issue, operation: Operation): boolean {
  const start = promiseOf(graph, operation);
  if (start === undefined) return false;
  const seen = new Set<Activation>([start]);
  let last: Activation | undefined;
  for (const promise of seen) {
    if (seen.size > MOST) return false;
    if (promise.origin === 'async' && promise.stack.api === '') last = promise;
    for (const each of next(graph, promise)) if (each.settledAt < 0) seen.add(each);
  }
  const caller = last?.stack.frames[1];
  const begun = last;
  if (begun === undefined || caller === undefined) return false;
  // The owner of the signal called it: that is what he would cancel.
  for (const { birth } of issue.signals)
    if (birth !== undefined && functionsOf(birth).has(caller.fn)) return false;
  return graph.activations.some(
    (each) =>
      each.origin === 'await' &&
      each.at > begun.at &&
      each.exec === begun.exec &&
      each.run === begun.run &&
      each.trigger !== begun.id &&
      each.stack.frames[0]?.fn === caller.fn,
  );
}
