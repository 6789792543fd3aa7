/** The abort arrived and the code went on. */
import type { Issue } from '../model.js';
import {
  awaited,
  bySite,
  carriesFired,
  delivered,
  isDoneKnowing,
  isOwners,
  listenerIn,
  siteOf,
  timerBehind,
} from './facts.js';
import { MOST_ATTEMPTS } from './late-dispatch.js';
import type { Case, Member, Rule, Verdict } from './rule.js';

const FIX = 'in the catch: if (signal.aborted) throw; and leave the loop';
const STARTS = 3;
const WAKES = 6;
/** More than what is left to be done at the end. */
const MANY = 12;

export const swallowedAbort: Rule = {
  id: 'swallowed-abort',
  judge(at) {
    // How many starts there will be decides what it is.
    if (at.issue.signal === undefined || at.elapsed < (at.ended ? at.final : 2 * at.final)) return [];
    return [...starts(at), ...wakes(at), ...hangs(at)];
  },
};

function starts({ issue, later }: Case): Verdict[] {
  const found: Verdict[] = [];
  for (const [site, members] of bySite(later)) {
    const last = members.at(-1);
    if (last === undefined || members.length < STARTS || last.operation.mark.at - issue.at < 100) continue;
    const given = members.filter(({ operation }) => operation.acts && carriesFired(issue, operation)).length;
    if (members.length < MANY && isCleanUp(issue, members)) continue;
    if (isDoneKnowing(issue, members)) continue;
    // A few attempts on the fired signal: late-dispatch. Never told: dropped-signal.
    if (given === members.length && given <= MOST_ATTEMPTS) continue;
    if (given === 0 && !members.some(({ operation }) => delivered(issue, operation))) continue;
    found.push({
      rule: 'swallowed-abort',
      confidence: 'medium',
      operation: last.operation,
      key: `starts ${site.fn}`,
      lostAt: siteOf(last.operation),
      why: `the abort was delivered here, and the code went on: ${members.length} starts after it`,
      fix: FIX,
      evidence: [`${members.length} starts of one place after the abort had been seen there`],
    });
  }
  return found;
}

/** Begun by an abort listener itself: it sends what is left, one after the other. */
function isCleanUp(issue: Issue, [first]: readonly Member[]): boolean {
  const mark = first?.operation.mark;
  if (mark === undefined) return false;
  return [...issue.signals].some((signal) =>
    signal.listeners.some(
      (each) =>
        each.state === 'ran' &&
        each.mark?.exec === mark.exec &&
        each.mark.run === mark.run &&
        mark.at >= issue.at,
    ),
  );
}

/** It looks, sees that it is aborted, and waits again. */
function wakes({ issue, graph, later }: Case): Verdict[] {
  const timers = new Set<number>();
  for (const look of issue.looks) {
    if (isOwners(issue, look.mark)) continue;
    const timer = timerBehind(graph, look.mark.exec);
    if (timer !== undefined && timer.at > issue.at) timers.add(timer.id);
  }
  const woken = later.findLast(({ operation }) => timers.has(operation.resource));
  if (timers.size < WAKES || woken === undefined) return [];
  return [
    {
      rule: 'swallowed-abort',
      confidence: 'medium',
      operation: woken.operation,
      key: 'wakes',
      lostAt: siteOf(woken.operation),
      why: `it looked at the fired signal ${timers.size} times and waited again`,
      fix: FIX,
      evidence: [`${timers.size} waits after the abort, each followed by a look at the fired signal`],
    },
  ];
}

/** The listener of a promise has run, the promise is pending, and nothing is left that could settle it. */
function hangs({ issue, graph, members, later, reported, now }: Case): Verdict[] {
  if (reported > 0) return [];
  if (members.some(({ operation }) => operation.acts) || later.some(({ operation }) => operation.alive))
    return [];
  const found: Verdict[] = [];
  for (const promise of graph.promises.values()) {
    if (promise.at > issue.at || awaited(graph, promise) !== true) continue;
    const listener = listenerIn(issue, promise);
    if (listener?.state !== 'ran' || listener.threw) continue;
    if ([...graph.operations.values()].some(({ wait, alive }) => wait === promise && alive)) continue;
    const site = promise.stack.frames[0];
    found.push({
      rule: 'swallowed-abort',
      confidence: 'medium',
      operation: undefined,
      wentOn: { kind: 'promise', label: 'a pending promise', site },
      key: `hangs ${promise.id}`,
      lostAt: listener.mark?.stack.frames[0] ?? site,
      why: 'its abort listener has run and did not settle the promise: whoever awaits it waits for good',
      fix: 'reject the promise in the listener: reject(signal.reason)',
      evidence: [`its listener ran, and it is pending ${Math.round(now - issue.at)} ms after the abort`],
    });
  }
  return found;
}
