/** Who waits for an operation: the promises behind it, over awaits, functions and races. */
import { sharedCalls } from '../frames.js';
import type { Graph } from '../graph.js';
import { functionsOf, membership } from '../membership.js';
import type { Activation, Issue, Operation } from '../model.js';

const MOST = 256;
const NEAR_MS = 20;

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

/**
 * Two calls wait at one place for what the abort has ended: it was the one's to end, and the other was told that it is
 * over. He had come with a signal of his own, or for another request.
 */
export function cutForAnother(graph: Graph, issue: Issue, operation: Operation): Activation | undefined {
  const start = promiseOf(graph, operation);
  if (start === undefined) return undefined;
  const seen = new Set<Activation>([start]);
  for (const promise of seen) {
    if (seen.size > MOST) return undefined;
    const waiters = (promise.waiters ?? []).flatMap((id) => graph.lookup(id) ?? []);
    for (const other of waiters) {
      if (other.at > issue.at || other.settledAt < issue.at) continue;
      const site = other.stack.frames[0];
      const own = waiters.some(
        (each) => each !== other && each.stack.frames[0] === site && belongs(graph, issue, each),
      );
      if (own && !belongs(graph, issue, other) && comesForItself(graph, issue, other)) return other;
    }
    for (const each of next(graph, promise)) seen.add(each);
  }
  return undefined;
}

function belongs(graph: Graph, issue: Issue, waiter: Activation): boolean {
  const mark = graph.activations.mark(waiter, waiter.scope, waiter.owner);
  return membership(issue, { mark, carries: [] }, graph.lookup).strength > 0;
}

function comesForItself(graph: Graph, issue: Issue, { scope, exec, run, stack, at }: Activation): boolean {
  if (scope !== undefined && issue.mark.scope !== undefined && scope !== issue.mark.scope)
    return scope.closedAt < 0 || scope.closedAt >= issue.at;
  for (const signal of graph.signals.values()) {
    if (issue.signals.has(signal) || (signal.firedAt >= 0 && signal.firedAt <= issue.at + NEAR_MS)) continue;
    for (const { kind, mark } of signal.touches)
      if (
        kind !== 'take' &&
        mark.exec === exec &&
        mark.run === run &&
        Math.abs(mark.at - at) < NEAR_MS &&
        sharedCalls(mark.stack, stack) > 0 &&
        mark.stack.frames.at(-1) === stack.frames.at(-1)
      )
        return true;
  }
  return false;
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
