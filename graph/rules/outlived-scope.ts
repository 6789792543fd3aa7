/** The scope is over and something of its own remains. */

import { type Frame, packageOf } from '../frames.js';
import type { Graph } from '../graph.js';
import type { Activation, Mark, Operation } from '../model.js';
import { evidenceOf } from './dropped-signal.js';
import { awaited, listenersOf, sameFunction, siteOf } from './facts.js';
import type { Case, Rule, Verdict } from './rule.js';

const REMAINS_MS = 500;
const REPEATED = 3;
const LONG_MS = 2_000;

export const outlivedScope: Rule = {
  id: 'outlived-scope',
  judge(at) {
    return at.elapsed < at.final && !at.ended ? [] : [...timers(at), ...streams(at)];
  },
  survey: (graph, now) => [...leftByCalls(graph, now), ...leftByRaces(graph, now)],
};

function timers({ issue, graph, members, now }: Case): Verdict[] {
  if (issue.signal === undefined) return [];
  const found: Verdict[] = [];
  for (const member of members) {
    const { operation } = member;
    if ((operation.kind !== 'timer' && !operation.repeats) || !operation.native.ref()) continue;
    const settled = operation.wait !== undefined && operation.wait.settledAt >= 0;
    // An interval has no end of its own. One that was begun while a connection was made may go with that.
    if (operation.repeats && (!settled || (operation.wait?.settledAt ?? 0) < issue.at)) continue;
    if (!operation.repeats && operation.mark.at + operation.delayMs - now < REMAINS_MS) continue;
    const ran = listenersOf(issue, operation).some(
      ({ state, mark }) => state === 'ran' && isOfSamePackage(mark, operation),
    );
    const touched = [...issue.signals].some((signal) =>
      signal.touches.some((touch) => touch.kind !== 'take' && sameFunction(touch.mark, operation.mark)),
    );
    if (!settled && !ran && !touched) continue;
    if (awaited(graph, operation.wait) === true) continue;
    found.push({
      rule: 'outlived-scope',
      confidence: settled || ran ? 'high' : 'medium',
      operation,
      lostAt: siteOf(operation),
      why: operation.repeats
        ? 'the promise it was begun for is settled, and it goes on'
        : 'the call is over, its timer is not: it keeps the process alive',
      fix: operation.repeats
        ? 'end it in the abort listener that rejects the promise'
        : 'clearTimeout in finally, or in the abort listener',
      evidence: [
        settled ? 'the promise it was armed for is settled' : 'the abort was delivered beside it',
        evidenceOf(member),
      ],
    });
  }
  return found;
}

/** A pool arms timers for connections, whoever happens to give one back. */
function isOfSamePackage(mark: Mark | undefined, operation: Operation): boolean {
  return packageOf(mark?.stack.frames[0]?.file ?? '') === packageOf(siteOf(operation)?.file ?? '');
}

/** Streams that hold memory or threads for somebody who is gone. */
function streams({ issue, members, now, elapsed, final }: Case): Verdict[] {
  if (elapsed < final) return [];
  return members
    .filter(({ operation }) => operation.kind === 'stream' && !operation.repeats)
    .map((member) => ({
      rule: 'outlived-scope' as const,
      confidence: 'medium' as const,
      operation: member.operation,
      lostAt: siteOf(member.operation),
      why: `${member.operation.label} was not closed when ${issue.scope === undefined ? 'the abort came' : 'the client left'}`,
      fix: "destroy it in res.on('close'), or use pipeline()",
      evidence: [evidenceOf(member), `alive ${Math.round(now - issue.at)} ms after`],
    }));
}

/**
 * Each call of a function leaves an interval behind. One that arms it last gives it away to whoever called (a client
 * with its heartbeat); here it went on with something else, and ended.
 */
function leftByCalls(graph: Graph, now: number): Verdict[] {
  const left = leftAt(graph, siteOf, ({ repeats, call, mark }) => {
    if (!repeats || call === undefined) return false;
    if (call.settledAt < 0 || now - call.settledAt < REMAINS_MS) return false;
    const last = graph.lookup(call.settledBy);
    return last !== undefined && last.at > mark.at;
  });
  const found: Verdict[] = [];
  for (const [site, operations] of left) {
    const calls = new Set(operations.map(({ call }) => call));
    const newest = operations.at(-1);
    if (newest?.call === undefined || calls.size < REPEATED || !nearlyAll(graph, newest.call, calls.size))
      continue;
    found.push({
      rule: 'outlived-scope',
      confidence: 'medium',
      operation: newest,
      key: `left ${site.fn}`,
      lostAt: site,
      why: `${calls.size} calls are over, and the interval that each of them began is not`,
      fix: 'clearInterval in finally',
      evidence: [`${calls.size} intervals of one place, whose calls have ended`],
    });
  }
  return found;
}

/**
 * A deadline whose race is over: its promise is pending, and nobody waits for it any more. Once it may be the end of a
 * program; a place that leaves one each time keeps the process alive for that long.
 */
function leftByRaces(graph: Graph, now: number): Verdict[] {
  const left = leftAt(
    graph,
    ({ mark }) => mark.stack.frames[0],
    ({ kind, repeats, wait, mark, delayMs }) =>
      kind === 'timer' &&
      !repeats &&
      wait !== undefined &&
      mark.at + delayMs - now >= LONG_MS &&
      wait.settledAt < 0 &&
      awaited(graph, wait) === false,
  );
  const found: Verdict[] = [];
  for (const [site, operations] of left) {
    const newest = operations.at(-1);
    if (newest === undefined || operations.length < REPEATED) continue;
    found.push({
      rule: 'outlived-scope',
      confidence: 'medium',
      operation: newest,
      key: `raced ${site.fn}`,
      lostAt: site,
      why: `${operations.length} races are over, and the timer that limited each of them is not`,
      fix: 'clearTimeout in finally',
      evidence: [`${operations.length} timers of one place whose promises nobody waits for`],
    });
  }
  return found;
}

/** Of those that keep the process alive, by the place where they began. */
function leftAt(
  graph: Graph,
  placeOf: (operation: Operation) => Frame | undefined,
  isLeft: (operation: Operation) => boolean,
): Map<Frame, Operation[]> {
  const places = new Map<Frame, Operation[]>();
  for (const operation of graph.operations.values()) {
    const place = placeOf(operation);
    if (place === undefined || !isLeft(operation) || !operation.alive || !operation.native.ref()) continue;
    const known = places.get(place);
    if (known === undefined) places.set(place, [operation]);
    else known.push(operation);
  }
  return places;
}

/** What only the first call for something leaves behind is meant to stay. */
function nearlyAll(graph: Graph, { stack }: Activation, left: number): boolean {
  const fn = stack.frames[0]?.fn;
  let ended = 0;
  graph.activations.some((each) => {
    if (
      each.origin === 'async' &&
      each.settledAt >= 0 &&
      each.stack.api === '' &&
      each.stack.frames[0]?.fn === fn
    )
      ended++;
    return false;
  });
  return left * 4 >= ended * 3;
}
