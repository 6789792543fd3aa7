/** The scope cannot end: it waits for something that is deaf to the abort. */
import type { Graph } from '../graph.js';
import { membership } from '../membership.js';
import type { Activation, Operation, Touch } from '../model.js';
import { evidenceOf } from './dropped-signal.js';
import { awaited, isOwners, listenerIn, listenersOf, operationOf, siteOf, timerBehind } from './facts.js';
import type { Case, Rule, Verdict } from './rule.js';

const FIX =
  "setTimeout of 'node:timers/promises' with { signal }, or reject and clear the timer in an abort listener";
const LATE_MS = 200;
/** As often a place had looked before: a loop that drains, not one that is deaf. */
const POLLED_OFTEN = 3;
const LONG_MS = 100;
const COMBINATORS: ReadonlySet<string> = new Set(['all', 'allSettled', 'any', 'race']);

export const maskedWait: Rule = {
  id: 'masked-wait',
  judge(at) {
    if (at.issue.signal === undefined) return [];
    return [
      ...lateLooks(at),
      ...pendingTimers(at),
      ...pendingPromises(at),
      ...pendingAwaits(at),
      ...lateResumes(at),
    ];
  },
};

/** The first look at the fired signal came only when a timer woke the code that was armed before. */
function lateLooks({ issue, graph, members }: Case): Verdict[] {
  const found: Verdict[] = [];
  for (const look of issue.looks) {
    const late = look.mark.at - issue.at;
    // A listener that comes too late is late-dispatch's.
    if (late < LATE_MS || look.kind === 'listen' || isOwners(issue, look.mark)) continue;
    const timer = timerBehind(graph, look.mark.exec);
    if (timer === undefined || timer.at > issue.at) continue;
    const operation = operationOf(graph, timer);
    const place = look.mark.stack.frames[0];
    const before = polls(issue, place?.fn);
    const member = members.some((each) => each.operation === operation);
    found.push({
      rule: 'masked-wait',
      confidence: before >= POLLED_OFTEN ? 'low' : member ? 'high' : 'medium',
      operation,
      ...(operation === undefined
        ? { wentOn: { kind: 'timer' as const, label: 'timer', site: timer.stack.frames[0] } }
        : {}),
      key: `look ${timer.id}`,
      lostAt: timer.stack.frames[0],
      why: `nobody looked at the signal until the timer fired, ${Math.round(late)} ms after the abort`,
      fix: FIX,
      evidence: [`the first look came ${Math.round(late)} ms late, woken by a timer of before the abort`],
    });
  }
  return found;
}

function polls(issue: Case['issue'], fn: number | undefined): number {
  let count = 0;
  for (const signal of issue.signals)
    for (const touch of signal.touches)
      if (touch.kind === 'poll' && touch.mark.stack.frames[0]?.fn === fn) count += touch.count;
  return count;
}

/** A member timer still runs, and something pending awaits its promise. */
function pendingTimers({ issue, graph, members, elapsed, final }: Case): Verdict[] {
  if (elapsed < final) return [];
  const found: Verdict[] = [];
  for (const member of members) {
    const { operation, membership } = member;
    if (operation.kind !== 'timer' || operation.repeats || operation.delayMs < LONG_MS) continue;
    if (!waits(graph, operation)) continue;
    // A guard beside the work that the promise is really for.
    if (members.some((each) => each.operation.acts && each.operation.wait === operation.wait)) continue;
    if (listenersOf(issue, operation).some((each) => each.state === 'ran')) continue;
    found.push({
      rule: 'masked-wait',
      confidence: membership.strength === 2 ? 'high' : 'medium',
      operation,
      lostAt: siteOf(operation),
      why: 'the scope waits for a timer that is deaf to the abort',
      fix: FIX,
      evidence: [evidenceOf(member), 'its promise is pending and awaited'],
    });
  }
  return found;
}

function waits(graph: Case['graph'], operation: Operation): boolean {
  return operation.wait !== undefined && awaited(graph, operation.wait) === true;
}

/** A promise of the program, made before the abort, is awaited, and nothing that is alive could settle it soon. */
function pendingPromises({ issue, graph, elapsed, final, now, reported, members, later }: Case): Verdict[] {
  if (elapsed < 2 * final || reported > 0) return [];
  // Something is at work for it: that is what goes on.
  if (members.some(({ operation }) => operation.acts) || later.some(({ operation }) => operation.alive))
    return [];
  const found: Verdict[] = [];
  for (const promise of graph.promises.values()) {
    if (promise.at > issue.at || awaited(graph, promise) !== true) continue;
    const mark = graph.activations.mark(promise, promise.scope, promise.owner);
    const member = membership(issue, { mark, carries: [] }, graph.lookup);
    if (member.strength < 2) continue;
    const behind = [...graph.operations.values()].some(
      (operation) => operation.wait === promise && operation.alive,
    );
    if (behind || listenerIn(issue, promise) !== undefined) continue;
    // Its caller was told and waits no more: a function that ignores the signal it was given.
    if (listenersOf(issue, { mark }).some(({ state }) => state === 'ran')) continue;
    const site = promise.stack.frames[0];
    found.push({
      rule: 'masked-wait',
      confidence: 'medium',
      operation: undefined,
      wentOn: { kind: 'promise', label: 'a pending promise', site },
      key: `promise ${promise.id}`,
      lostAt: site,
      why: 'the scope waits for a promise that the abort does not reject',
      fix: 'reject it in an abort listener, and take it out of the queue that would have resolved it',
      evidence: [
        `pending ${Math.round(now - issue.at)} ms after the abort, awaited, in a call in which the signal was touched`,
      ],
    });
  }
  return found;
}

/** A function that has looked at the signal awaits something of others, that nobody rejects. */
function pendingAwaits({ issue, graph, elapsed, final, now, reported, members, later }: Case): Verdict[] {
  if (elapsed < 2 * final || reported > 0) return [];
  if (members.some(({ operation }) => operation.acts) || later.some(({ operation }) => operation.alive))
    return [];
  const found: Verdict[] = [];
  for (const promise of graph.awaited.values()) {
    // Of a function of the program: what that awaits is looked at itself.
    if (promise.origin === 'new' || (promise.origin === 'async' && promise.stack.api === '')) continue;
    if (promise.at > issue.at || waitsForMany(promise)) continue;
    const waiter = promise.waiters?.map(graph.lookup).find((each) => each?.origin === 'await');
    const place = waiter?.stack.frames[0];
    if (waiter === undefined || waiter.at > issue.at) continue;
    const once = promise.stack.api === 'once' && promise.stack.apiModule === 'node:events';
    const looked = polls(issue, place?.fn) === 1;
    if (!looked && !once) continue;
    const mark = graph.activations.mark(waiter, waiter.scope, waiter.owner);
    const { strength, how } = membership(issue, { mark, carries: [] }, graph.lookup);
    if (strength < 2 && !(once && how === 'deaf-call')) continue;
    // Who was told, there, may well wait for the end of what he has stopped.
    if (listenersOf(issue, { mark }).some(({ state }) => state === 'ran')) continue;
    found.push({
      rule: 'masked-wait',
      confidence: 'medium',
      operation: undefined,
      wentOn: { kind: 'promise', label: 'a pending await', site: place },
      key: `await ${waiter.id}`,
      lostAt: place,
      why: 'the scope waits for a promise of others, that the abort does not reject',
      fix: 'race it with the signal: reject in an abort listener, and leave the wait to those who stay',
      evidence: [
        `pending ${Math.round(now - issue.at)} ms after the abort, ${looked ? 'in a function that had looked at the signal' : 'in a call that the abort was meant for'}`,
      ],
    });
  }
  return found;
}

/** all(), race() and their like: what they wait for is looked at itself. */
function waitsForMany({ stack }: Activation): boolean {
  return stack.apiModule === '' && COMBINATORS.has(stack.api);
}

/** The first look came when a wait of before the abort was over: nobody had ended that. */
function lateResumes({ issue, graph, reported, final }: Case): Verdict[] {
  const found: Verdict[] = [];
  if (reported > 0) return found;
  for (const look of issue.looks) {
    const late = look.mark.at - issue.at;
    if (late < LATE_MS || look.kind === 'listen' || isOwners(issue, look.mark)) continue;
    if (polls(issue, look.mark.stack.frames[0]?.fn) > 1) continue;
    if (timerBehind(graph, look.mark.exec) !== undefined) continue;
    const promise =
      promiseBehind(graph, look.mark.exec) ?? (late < final ? undefined : waitBehind(graph, look));
    if (promise === undefined || promise.at > issue.at || promise.settledAt - issue.at < LATE_MS) continue;
    const mark = graph.activations.mark(promise, promise.scope, promise.owner);
    if (membership(issue, { mark, carries: [] }, graph.lookup).strength === 0) continue;
    const site = promise.stack.frames[0];
    found.push({
      rule: 'masked-wait',
      confidence: 'medium',
      operation: undefined,
      wentOn: { kind: 'promise', label: 'a pending promise', site },
      key: `resume ${promise.id}`,
      lostAt: site,
      why: `nobody looked at the signal until somebody else settled the promise, ${Math.round(late)} ms after the abort`,
      fix: 'reject it in an abort listener, and take it out of the queue that would have resolved it',
      evidence: [`the first look came ${Math.round(late)} ms late`],
    });
  }
  return found;
}

/** The await after which it was looked at; what that waited for is a promise of others. */
function waitBehind(graph: Graph, { mark }: Touch): Activation | undefined {
  const waited = graph.lookup(mark.exec);
  return waited?.origin === 'await' ? waited : undefined;
}

/** The promise of the program whose settling made this activation run. */
function promiseBehind(graph: Graph, id: number): Activation | undefined {
  let at = graph.lookup(id);
  for (let depth = 0; at?.continues === true && depth < 24; depth++) {
    const awaitedPromise = graph.lookup(at.trigger);
    if (awaitedPromise === undefined || awaitedPromise.settledAt < 0) return undefined;
    if (awaitedPromise.origin === 'new' && awaitedPromise.stack.api === 'new Promise') return awaitedPromise;
    at = graph.lookup(awaitedPromise.settledBy);
  }
  return undefined;
}
