/** The scope cannot end: it waits for something that is deaf to the abort. */
import type { Operation } from '../model.js';
import { evidenceOf } from './dropped-signal.js';
import { awaited, isOwners, listenersOf, operationOf, siteOf, timerBehind } from './facts.js';
import type { Case, Rule, Verdict } from './rule.js';

const FIX =
  "setTimeout of 'node:timers/promises' with { signal }, or reject and clear the timer in an abort listener";
const LATE_MS = 200;
/** As often a place had looked before: a loop that drains, not one that is deaf. */
const POLLED_OFTEN = 3;
const LONG_MS = 100;

export const maskedWait: Rule = {
  id: 'masked-wait',
  judge(at) {
    if (at.issue.signal === undefined) return [];
    return [...lateLooks(at), ...pendingTimers(at), ...pendingPromises(at)];
  },
};

/** The first look at the fired signal came only when a timer woke the code that was armed before. */
function lateLooks({ issue, graph, members }: Case): Verdict[] {
  const found: Verdict[] = [];
  for (const look of issue.looks) {
    const late = look.mark.at - issue.at;
    if (late < LATE_MS || isOwners(issue, look.mark)) continue;
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

/** A promise of the program, made before the abort, strong member, awaited, and nothing alive behind it. */
function pendingPromises(_at: Case): Verdict[] {
  return [];
}
