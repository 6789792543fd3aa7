/** The waiter left, nothing told the work to stop. */

import type { Graph } from '../graph.js';
import type { Combination, Departure, Operation } from '../model.js';
import { awaited, sameFunction, siteOf } from './facts.js';
import type { Rule, Verdict } from './rule.js';

export const neverCancelled: Rule = {
  id: 'never-cancelled',
  departed(graph, departure, now) {
    if (departure.why === 'request-timeout') return requestTimeout(departure, now);
    return [...losers(graph, departure, now), ...beside(graph, departure, now)];
  },
};

function requestTimeout({ operation, mark }: Departure, now: number): Verdict[] {
  if (operation === undefined || !operation.alive) return [];
  if (operation.carries.some((signal) => signal.firedAt >= 0)) return [];
  return [
    {
      rule: 'never-cancelled',
      confidence: 'high',
      operation,
      lostAt: siteOf(operation),
      why: "its 'timeout' event came and nobody destroyed the request",
      fix: "req.on('timeout', () => req.destroy(new Error('timeout')))",
      evidence: [`alive ${Math.round(now - mark.at)} ms after its timeout`],
    },
  ];
}

function losers(graph: Graph, { combination, mark, why }: Departure, now: number): Verdict[] {
  if (combination === undefined) return [];
  const found: Verdict[] = [];
  for (const id of combination.members) {
    const promise = graph.lookup(id);
    if (promise === undefined || promise.settledAt >= 0) continue;
    // The race itself waits for it by one reaction; another waiter makes it somebody else's too.
    if ((promise.waiters?.filter((each) => waitsElsewhere(graph, each, combination.result)).length ?? 0) > 0)
      continue;
    const work = workOf(graph, id);
    for (const operation of work) {
      if (!operation.acts || operation.bounded || !operation.alive) continue;
      if (operation.carries.some((signal) => signal.firedAt >= 0 || signal.origin === 'timeout')) continue;
      if (combination.combinator === 'all' && !ownsSignalOf(combination, operation)) continue;
      found.push({
        rule: 'never-cancelled',
        confidence: combination.combinator === 'all' ? 'medium' : 'high',
        operation,
        lostAt: combination.mark.stack.frames[0],
        ...(why === 'limit' ? LIMIT : told(combination)),
        evidence: [`alive ${Math.round(now - mark.at)} ms after the ${combination.combinator} was over`],
      });
    }
  }
  return found;
}

const LIMIT = {
  why: 'its limit was reached and the promise settled, the work was not stopped',
  fix: 'stop it where the limit is reached: req.destroy(), controller.abort()',
};

function told({ combinator }: Combination): Pick<Verdict, 'why' | 'fix'> {
  if (combinator === 'all')
    return {
      why: 'Promise.all was rejected, and its maker did not abort the controller that the others were given',
      fix: 'abort it in the catch, before the error is thrown on',
    };
  return {
    why: `Promise.${combinator} was settled by another one, and the loser was not told`,
    fix: 'give the loser a signal and abort it when the race is over',
  };
}

/** It was given the signal of a controller that was made in the very call that waits for all. */
function ownsSignalOf({ mark }: Combination, operation: Operation): boolean {
  return operation.carries.some(
    ({ birth, origin }) => origin === 'controller' && birth !== undefined && sameFunction(birth, mark),
  );
}

/** A timer settled the promise that the operation was begun for. */
function beside(graph: Graph, { promise, why, mark }: Departure, now: number): Verdict[] {
  if (promise === undefined || why !== 'limit') return [];
  const found: Verdict[] = [];
  for (const operation of graph.operations.values()) {
    if (operation.wait !== promise || !operation.acts || !operation.alive || operation.bounded) continue;
    if (operation.carries.some((signal) => signal.firedAt >= 0)) continue;
    found.push({
      rule: 'never-cancelled',
      confidence: 'high',
      operation,
      lostAt: siteOf(operation),
      ...LIMIT,
      evidence: [`alive ${Math.round(now - mark.at)} ms after its limit`],
    });
  }
  return found;
}

/** Somebody else than this race waits for it still. */
function waitsElsewhere(graph: Graph, id: number, result: number): boolean {
  const waiter = graph.lookup(id);
  if (waiter === undefined || waiter.settledAt >= 0 || waiter.joins === result) return false;
  if (waiter.joins > 0) return (graph.lookup(waiter.joins)?.settledAt ?? 0) < 0;
  const wanted = awaited(graph, waiter);
  // catch(() => {}): nobody wants what it gives.
  return wanted !== false && (wanted === true || waiter.stack.api !== 'catch');
}

/** Operations begun in the call that made the promise. */
function workOf(graph: Graph, id: number): Operation[] {
  const promise = graph.lookup(id);
  if (promise === undefined) return [];
  const found: Operation[] = [];
  for (const operation of graph.operations.values()) {
    if (operation.promise === id || operation.wait?.id === id) found.push(operation);
    else if (begunFor(operation, promise)) found.push(operation);
  }
  return found;
}

function begunFor(operation: Operation, promise: NonNullable<ReturnType<Graph['lookup']>>): boolean {
  return operation.mark.chain.some((entry) => {
    if (entry.exec !== promise.exec || entry.run !== promise.run) return false;
    const inner = promise.stack.frames[0];
    const depth = promise.stack.frames.length;
    if (inner === undefined || entry.stack.frames.length < depth) return false;
    const by = entry.stack.frames.length - depth;
    // The async function itself: same callers, same function, wherever it is by now.
    return (
      entry.stack.frames[by]?.fn === inner.fn &&
      promise.stack.frames.slice(1).every((frame, i) => entry.stack.frames[by + 1 + i] === frame)
    );
  });
}
