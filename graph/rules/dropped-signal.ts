/** The scope had a signal, its work did not: the work goes on. */

import { type Frame, hasFunction, packageOf } from '../frames.js';
import type { Issue, Operation, Touch } from '../model.js';
import {
  bySite,
  carriesFired,
  delivered,
  droppedAt,
  isDoneKnowing,
  isHousekeeping,
  isStep,
  listenersOf,
  sharesExecutor,
  siteOf,
} from './facts.js';
import type { Case, Member, Rule, Verdict } from './rule.js';
import { isBackground, isShared } from './waiters.js';

const FIX = 'pass { signal }; where it has one of its own, AbortSignal.any([signal, own])';
const STARTS = 3;

export const droppedSignal: Rule = {
  id: 'dropped-signal',
  judge(at) {
    const { issue, elapsed, final } = at;
    if (issue.signal === undefined || elapsed < final) return [];
    return [...alive(at), ...loops(at)];
  },
};

function alive({ issue, graph, members, now }: Case): Verdict[] {
  const found: Verdict[] = [];
  for (const member of members) {
    const { operation, membership } = member;
    const ticking = operation.repeats && operation.native.ref();
    if (!operation.acts && !ticking) continue;
    if (carriesFired(issue, operation)) continue;
    if (ticking && !sawSignal(issue, operation)) continue;
    // A listener was there, beside it, to stop it: whatever went wrong, the signal was not dropped.
    if (stoppedBeside(issue, operation)) continue;
    // The driver was told and tells its caller; the server is not told: uncancellable-native.
    if (operation.kind === 'query' && delivered(issue, operation)) continue;
    if (isShared(graph, issue, operation)) continue;
    const doubtful =
      drains(issue, member) ||
      isBackground(graph, issue, operation) ||
      (ticking && !touchedBy(issue, operation));
    found.push({
      rule: 'dropped-signal',
      confidence: doubtful ? 'low' : ticking ? 'medium' : membership.strength === 2 ? 'high' : 'medium',
      operation,
      lostAt: droppedAt(member),
      why: ticking
        ? `no listener on this branch stops the ${nameOf(operation)}`
        : 'the signal was at hand and was not passed on: no listener on this branch',
      fix: ticking
        ? `${operation.kind === 'timer' ? 'clearInterval' : 'close it'} in an abort listener`
        : FIX,
      evidence: [evidenceOf(member), `alive ${Math.round(now - issue.at)} ms after the abort`],
    });
  }
  return found;
}

function nameOf({ kind, label }: Operation): string {
  return kind === 'timer' ? 'interval' : `watcher of ${label}`;
}

function stoppedBeside(issue: Issue, operation: Operation): boolean {
  return listenersOf(issue, operation).some(
    ({ state, mark }) => state === 'ran' && mark !== undefined && sharesExecutor(mark, operation.mark),
  );
}

/** The very function that began it came near the signal. */
function touchedBy(issue: Issue, operation: Operation): boolean {
  const fn = operation.mark.stack.frames[0]?.fn;
  return [...issue.signals].some((signal) =>
    signal.touches.some(({ mark }) => mark.stack.frames.some((frame) => frame.fn === fn)),
  );
}

/** Libraries keep intervals of their own: only one that has seen the signal can have dropped it. */
function sawSignal(issue: Issue, operation: Operation): boolean {
  const file = siteOf(operation)?.file ?? '';
  const name = packageOf(file);
  if (name === '') return true;
  return [...issue.signals].some((signal) =>
    signal.touches.some(({ mark }) => packageOf(mark.stack.frames[0]?.file ?? '') === name),
  );
}

/** Its scope only ever polls, again and again: it finishes what it has begun and asks before it begins more. */
function drains(issue: Issue, { operation, membership }: Member): boolean {
  const touch = membership.by;
  const place = touch?.stack.frames[0];
  if (place === undefined) return false;
  const touches = [...issue.signals].flatMap((signal) => signal.touches);
  const own = touches.filter(({ mark }) => mark.stack.frames[0]?.fn === place.fn);
  if (own.some(({ kind }) => kind !== 'poll')) return false;
  if (isGuard(own, place, operation)) return false;
  return own.reduce((sum, { count }) => sum + count, 0) >= 2;
}

/** Each call looks once, when it is made, and begins its work: many calls are no loop that asks again. */
function isGuard(polls: readonly Touch[], { fn }: Frame, { mark: begun }: Operation): boolean {
  // Where it is the outermost of a stack it had waited, and goes on.
  return (
    polls.some(
      ({ mark }) =>
        sharesExecutor(mark, begun) ||
        begun.chain.some(
          ({ exec, run, stack }) => exec === mark.exec && run === mark.run && hasFunction(stack, fn),
        ),
    ) && polls.every(({ mark, count }) => count === 1 && mark.stack.frames.at(-1)?.fn !== fn)
  );
}

function loops({ issue, graph, later }: Case): Verdict[] {
  const found: Verdict[] = [];
  for (const [site, members] of bySite(later)) {
    if (members.some(({ operation }) => !isStep(operation) || isHousekeeping(graph, operation))) continue;
    const [first] = members;
    const last = members.at(-1);
    if (first === undefined || last === undefined || members.length < STARTS) continue;
    if (last.operation.mark.at - issue.at < 100) continue;
    if (members.some(({ operation }) => carriesFired(issue, operation) || delivered(issue, operation)))
      continue;
    if (isDoneKnowing(issue, members)) continue;
    const drained = drains(issue, first);
    found.push({
      rule: 'dropped-signal',
      confidence: drained ? 'low' : first.membership.strength === 2 ? 'high' : 'medium',
      operation: last.operation,
      key: `loop ${site.fn}`,
      lostAt: droppedAt(last),
      why: `${members.length} starts after the abort, and nobody there looks at the signal`,
      fix: 'check signal.aborted in the loop and pass the signal to what it awaits',
      evidence: [`${members.length} starts of one place after the abort`, evidenceOf(last)],
    });
  }
  return found;
}

export function evidenceOf({ membership }: Member): string {
  switch (membership.how) {
    case 'call':
      return 'begun in a call in which the signal was touched';
    case 'function':
      return 'begun in the function that touched the signal';
    case 'hand-off':
      return 'handed over by a call in which the signal was touched';
    case 'deaf-call':
      return 'the signal was handed to the call in which it began, where nobody touched it';
    case 'request':
      return 'begun for this request';
    default:
      return 'begun by what was stopped';
  }
}
