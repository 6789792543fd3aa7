/** The consumer left, and the work that is done for it was not told. */
import type { Confidence } from '../../wire/finding.js';
import type { Graph } from '../graph.js';
import type { Operation, Owner, Scope, Signal } from '../model.js';
import { evidenceOf } from './dropped-signal.js';
import { bySite, droppedAt, isHousekeeping, isStep, siteOf } from './facts.js';
import type { Case, Member, Rule, Verdict } from './rule.js';
import { isBackground, isShared } from './waiters.js';

const FIX = "res.on('close', () => { if (!res.writableEnded) controller.abort() }), and pass that signal";
const STARTS = 3;
const LATE_MS = 250;

export const unlinkedRequest: Rule = {
  id: 'unlinked-request',
  judge(at) {
    if (at.elapsed < at.final) return [];
    if (at.issue.scope !== undefined)
      return [...alive(at, at.issue.scope), ...loops(at), ...writes(at, at.issue.scope)];
    return at.issue.owner === undefined ? [] : ofOwner(at, at.issue.owner);
  },
};

const OLD_MS = 400;
const SEEN_MS = 100;

function alive({ issue, graph, members, later, now, final }: Case, scope: Scope): Verdict[] {
  const found: Verdict[] = [];
  // What was begun when the client had long left, and reads on.
  const after = later.filter(
    ({ operation: { mark, acts, writes, alive } }) =>
      acts && !writes && alive && mark.at - issue.at > final / 2 && now - mark.at > OLD_MS,
  );
  for (const member of [...members, ...after]) {
    const { operation } = member;
    const ticking = operation.repeats;
    if (!operation.acts && !ticking) continue;
    // Its signal was issued: it answers to that.
    if (operation.carries.some((signal) => signal.firedAt >= 0)) continue;
    if (isShared(graph, issue, operation)) continue;
    found.push({
      rule: 'unlinked-request',
      confidence: ticking
        ? intervalConfidence(graph, operation, scope, now - issue.at)
        : isBackground(graph, issue, operation) || isChatty(operation)
          ? 'low'
          : confidenceOf(graph, operation, scope),
      operation,
      lostAt: droppedAt(member),
      why: `the client of ${scope.label} left, and nothing told this work`,
      fix: ticking ? "clear it in res.on('close')" : FIX,
      evidence: [evidenceOf(member), `alive ${Math.round(now - issue.at)} ms after the client left`],
    });
  }
  return found;
}

/** A thread that tells of itself, unasked: it may serve all, and have been begun by the first one. */
function isChatty({ kind, answeredAt }: Operation): boolean {
  return kind === 'worker' && answeredAt >= 0;
}

/**
 * It writes to the client that has left, or names it, and has had its turn to see that; others of the place end with
 * their request; or each client that leaves leaves one behind.
 */
function intervalConfidence(graph: Graph, operation: Operation, scope: Scope, elapsed: number): Confidence {
  if (scope.lateWriters.has(operation.resource)) return 'high';
  if (elapsed > operation.delayMs + SEEN_MS && operation.native.names?.(scope) === true) return 'medium';
  const site = operation.mark.stack.frames[0];
  if (site !== undefined && graph.endWithRequest.has(site)) return 'medium';
  const alike = [...graph.operations.values()].filter(
    (each) =>
      each.repeats && each.alive && each.mark.stack.frames[0] === site && each.mark.scope?.left === true,
  );
  return new Set(alike.map((each) => each.mark.scope)).size > 1 ? 'medium' : 'low';
}

/**
 * A write that was given a limit, in a request in which others were told that the client had left: whoever wrote it
 * had both at hand, and chose that it is to be finished.
 */
function isKeptOn(graph: Graph, operation: Operation, scope: Scope): boolean {
  if (!operation.carries.some(isLimit)) return false;
  for (const issue of graph.issues) {
    const { birth } = issue.signal ?? {};
    if (birth?.scope === scope && issue.signal?.origin === 'controller' && issue.at >= scope.closedAt)
      return true;
  }
  return false;
}

function isLimit(signal: Signal): boolean {
  return signal.origin === 'timeout' || signal.parents.some(isLimit);
}

function confidenceOf(graph: Graph, operation: Operation, scope: Scope): Confidence {
  if (!operation.writes) return 'high';
  if (isKeptOn(graph, operation, scope)) return 'low';
  return scope.begunAt >= 0 || operation.label.startsWith(scope.method) ? 'medium' : 'low';
}

function loops({ issue, graph, later }: Case): Verdict[] {
  const found: Verdict[] = [];
  for (const [site, members] of bySite(later)) {
    if (members.some(({ operation }) => !isStep(operation) || isHousekeeping(graph, operation))) continue;
    const last = members.at(-1);
    if (last === undefined || members.length < STARTS || last.operation.mark.at - issue.at < 100) continue;
    found.push({
      rule: 'unlinked-request',
      confidence: 'medium',
      operation: last.operation,
      key: `loop ${site.fn}`,
      lostAt: siteOf(last.operation),
      why: `${members.length} starts for a client that had left`,
      fix: FIX,
      evidence: [`${members.length} starts of one place after the client left`, evidenceOf(last)],
    });
  }
  return found;
}

/** Nothing that is followed goes on; but something wakes the program again and again, and it writes. */
function writes({ reported, issue, elapsed, final, ended }: Case, scope: Scope): Verdict[] {
  const { lateWrites } = scope;
  const last = lateWrites.at(-1);
  if (elapsed < 2 * final && !ended) return [];
  if (reported > 0 || last === undefined || lateWrites.length < STARTS || last.at - issue.at < LATE_MS)
    return [];
  const site = last.stack.frames[0];
  return [
    {
      rule: 'unlinked-request',
      confidence: 'medium',
      operation: undefined,
      wentOn: { kind: 'stream', label: `writes to ${scope.label}`, site },
      key: `writes ${site?.fn ?? 0}`,
      lostAt: site,
      why: `it went on writing to a client that had left, ${lateWrites.length} times`,
      fix: "end the work in res.on('close'), or look at res.destroyed before the next step",
      evidence: [
        `${lateWrites.length} writes after the client left, the last ${Math.round(last.at - issue.at)} ms`,
      ],
    },
  ];
}

/** A stream or iterator was given up, and what it owns goes on. */
function ofOwner({ issue, graph, now }: Case, owner: Owner): Verdict[] {
  const work = ownedBy(owner, graph.operations.values()).filter(
    (operation) => operation.alive && (operation.acts || operation.repeats),
  );
  return work.slice(0, 1).map((operation) => ({
    rule: 'unlinked-request',
    confidence: 'medium',
    operation,
    lostAt: issue.mark.stack.frames[0] ?? siteOf(operation),
    why:
      issue.kind === 'iterator-return'
        ? 'the consumer stopped reading, and what feeds it was not told'
        : 'the stream was destroyed, and what feeds it goes on',
    fix:
      issue.kind === 'iterator-return'
        ? 'cancel the body: reader.cancel() in finally, before releaseLock()'
        : 'stop the work in destroy(err, callback), or use pipeline()',
    evidence: [`alive ${Math.round(now - issue.at)} ms after its consumer left`],
  }));
}

function ownedBy(owner: Owner, all: Iterable<Operation>): Operation[] {
  const found = new Set<Operation>(owner.operations);
  let whole: Owner | Operation | undefined = owner;
  for (let depth = 0; whole !== undefined && depth < 8; depth++) {
    if (!('calls' in whole)) {
      found.add(whole);
      break;
    }
    for (const operation of whole.operations) found.add(operation);
    whole = whole.whole;
  }
  if (owner.kind === 'iterator')
    for (const operation of all)
      if (owner.calls.some((call) => descends(operation, call))) found.add(operation);
  return [...found];
}

/** Begun in what a call of next() started. */
function descends(operation: Operation, call: Member['operation']['mark']): boolean {
  return operation.mark.chain.some(
    (entry) =>
      entry.exec === call.exec &&
      entry.run === call.run &&
      entry.stack.frames.length >= call.stack.frames.length &&
      call.stack.frames.every(
        (frame, i) => entry.stack.frames[entry.stack.frames.length - call.stack.frames.length + i] === frame,
      ),
  );
}
