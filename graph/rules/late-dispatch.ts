/** Work starts, or its stop handler is attached, after the source has fired. */
import { related } from '../membership.js';
import type { Issue, Mark, Operation } from '../model.js';
import {
  awaited,
  carriesFired,
  isOwners,
  sameFunction,
  sharesExecutor,
  siteOf,
  timerBehind,
} from './facts.js';
import type { Case, Rule, Verdict } from './rule.js';

const FIX = 'check signal.aborted (or throwIfAborted()) after each await, and once more after subscribing';
const NEAR_MS = 50;
const CUT_MS = 200;
export const MOST_ATTEMPTS = 5;

export const lateDispatch: Rule = {
  id: 'late-dispatch',
  judge: (at) => [...startedOnFired(at), ...retries(at), ...lateListeners(at)],
};

/** Operations that were given a signal that had fired. */
function startedOnFired({ issue, later, elapsed, final, ended }: Case): Verdict[] {
  if (elapsed < final && !ended) return [];
  const started = later.filter(({ operation }) => operation.acts && carriesFired(issue, operation));
  const alive = started.filter(({ operation }) => operation.alive);
  const last = alive[0] ?? started.at(-1);
  // What has just begun may end at once; that it began again is certain.
  const enough = started.length >= 2 || (alive.length > 0 && elapsed >= final);
  if (last === undefined || !enough) return [];
  // How many there will be decides what it is.
  if (alive.length === 0 && elapsed < 2 * final && !ended) return [];
  // Again and again, or each time with another one in its place: it was told, and swallows that.
  if (started.length > MOST_ATTEMPTS && alive.length === 0) return [];
  const fn = siteOf(last.operation)?.fn;
  const instead = later.filter(
    ({ operation }) => operation.acts && !carriesFired(issue, operation) && siteOf(operation)?.fn === fn,
  );
  if (alive.length === 0 && instead.length >= started.length - 1 && instead.length > 1) return [];
  return [
    {
      rule: 'late-dispatch',
      confidence: 'high',
      operation: last.operation,
      key: 'started',
      lostAt: siteOf(last.operation),
      why: `${started.length} ${started.length === 1 ? 'start' : 'starts'} with a signal that had fired already`,
      fix: FIX,
      evidence: [`${started.length} operations were given the fired signal`],
    },
  ];
}

/** Timers that were armed after the abort, each of which woke code that looked at the fired signal again. */
function retries(at: Case): Verdict[] {
  const { issue, graph, later, elapsed, final, ended } = at;
  // How many there will be decides what it is.
  if (elapsed < (ended ? final : 2 * final)) return [];
  const wakes = new Set<number>();
  for (const look of issue.looks) {
    if (isOwners(issue, look.mark)) continue;
    const timer = timerBehind(graph, look.mark.exec);
    if (timer !== undefined && timer.at > issue.at) wakes.add(timer.id);
  }
  if (wakes.size < 2 || wakes.size > MOST_ATTEMPTS) return [];
  const woken = later.find(({ operation }) => wakes.has(operation.resource));
  if (woken === undefined) return [];
  return [
    {
      // What the abort had cut begins again, with the signal that had cut it: it was told.
      rule:
        startedOnFired(at).length > 0 && isCutAndBegun(issue, later) ? 'swallowed-abort' : 'late-dispatch',
      confidence: 'high',
      operation: woken.operation,
      key: 'retries',
      lostAt: siteOf(woken.operation),
      why: `${wakes.size} more waits after the abort, each followed by another look at the fired signal`,
      fix: 'stop when signal.aborted, before the next wait',
      evidence: [`${wakes.size} timers armed after the abort woke code that looked at the signal`],
    },
  ];
}

/** What carried the signal failed with the abort, and the same function has begun more of it. */
function isCutAndBegun(issue: Issue, later: Case['later']): boolean {
  const begun = new Set(later.map(({ operation }) => siteOf(operation)?.fn));
  return [...issue.signals].some(({ carriedBy }) =>
    carriedBy.some(
      (each) =>
        each.acts &&
        each.mark.at < issue.at &&
        each.endedAt >= issue.at &&
        each.endedAt - issue.at < CUT_MS &&
        begun.has(siteOf(each)?.fn),
    ),
  );
}

/** A listener joined when it could not be called any more, and the work beside it lives. */
function lateListeners({ issue, graph, now, elapsed, final }: Case): Verdict[] {
  if (elapsed < final) return [];
  const joined = [
    ...issue.looks.filter(({ kind }) => kind === 'listen').map(({ mark }) => mark),
    ...(issue.scope?.lateListeners ?? []),
  ];
  const found: Verdict[] = [];
  for (const mark of joined) {
    if (isOwners(issue, mark) && issue.scope === undefined) continue;
    for (const operation of graph.operations.values()) {
      if (!operation.alive || !meantToStop(issue, operation, mark) || carriesFired(issue, operation))
        continue;
      if (operation.kind === 'timer' && !operation.repeats && awaited(graph, operation.wait) !== true)
        continue;
      found.push({
        rule: 'late-dispatch',
        confidence: 'high',
        operation,
        lostAt: mark.stack.frames[0],
        why:
          issue.scope === undefined
            ? 'the listener was added to a signal that had fired: it never runs'
            : "the 'close' listener was added when the client had left: it never runs",
        fix: FIX,
        evidence: [
          `a listener was added ${Math.round(mark.at - issue.at)} ms after the fact`,
          `alive ${Math.round(now - issue.at)} ms after`,
        ],
      });
    }
  }
  return found;
}

/** The listener was added for the operation, as far as places tell. */
function meantToStop(issue: Issue, operation: Operation, mark: Mark): boolean {
  if (operation.kind === 'timer' && !operation.repeats) return sharesExecutor(mark, operation.mark);
  if (!operation.acts && operation.kind !== 'timer') return false;
  if (Math.abs(operation.mark.at - mark.at) <= NEAR_MS) return besides(operation, mark);
  // Begun before the cancellation, and the call came to its listener only after it.
  const births = issue.signal?.birth === undefined ? [] : [issue.signal.birth];
  return (
    operation.mark.at < issue.at && issue.signal !== undefined && related(mark, operation.mark, births) === 2
  );
}

function besides(operation: Operation, mark: Mark): boolean {
  if (operation.mark.exec === mark.exec && operation.mark.run === mark.run) return true;
  if (sameFunction(operation.mark, mark)) return true;
  const fns = new Set(mark.stack.frames.map((frame) => frame.fn));
  return operation.mark.stack.frames.some((frame) => fns.has(frame.fn));
}
