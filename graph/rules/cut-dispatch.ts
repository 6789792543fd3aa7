/** A listener was there and did not run. */
import type { Graph } from '../graph.js';
import type { Issue, Listener, Operation } from '../model.js';
import { awaited, carriesFired, listenersOf } from './facts.js';
import type { Case, Rule, Verdict } from './rule.js';

export const cutDispatch: Rule = {
  id: 'cut-dispatch',
  judge({ issue, graph, members, elapsed, final, now, ended }: Case): Verdict[] {
    if (elapsed < final && !ended) return [];
    const found: Verdict[] = [];
    for (const { operation, membership } of members) {
      if (!operation.acts && operation.kind !== 'timer' && operation.kind !== 'stream') continue;
      if (operation.kind === 'timer' && !operation.repeats && membership.strength < 2) continue;
      const own = listenersOf(issue, operation);
      if (own.some((listener) => listener.state === 'ran' && !listener.threw)) continue;
      const cut = own.find(({ state, endedAt, threw }) =>
        threw
          ? true
          : state === 'skipped' ||
            state === 'overwritten' ||
            // A timer that nobody waits for may well stay when the call is over and its listener is gone.
            (state === 'removed' &&
              endedAt > operation.mark.at &&
              (operation.acts || isAwaited(graph, operation))),
      );
      const taken = cut ?? (own.length === 0 && operation.acts ? takenAway(issue) : undefined);
      if (taken === undefined || carriesFired(issue, operation)) continue;
      found.push({
        rule: 'cut-dispatch',
        confidence: operation.acts && cut !== undefined ? 'high' : 'medium',
        operation,
        lostAt: taken.mark?.stack.frames[0],
        why: cut === undefined ? TAKEN : reason(cut),
        fix: fixFor(taken),
        evidence: [
          `a listener of ${cut === undefined ? 'the signal' : 'the same call'}: ${taken.threw ? 'threw' : taken.state}`,
          `alive ${Math.round(now - issue.at)} ms after the abort`,
        ],
      });
    }
    return found;
  },
};

const TAKEN =
  'another listener took one off before its turn: where two add the same function, it is there once only';
const DISPATCH_MS = 5;

/** Taken off in the very dispatch that would have called it, by another listener that ran before. */
function takenAway(issue: Issue): Listener | undefined {
  for (const signal of issue.signals)
    for (const listener of signal.listeners) {
      const { state, endedAt, byNode, mark } = listener;
      if (state !== 'removed' || byNode || mark === undefined) continue;
      if (endedAt < issue.at || endedAt - issue.at > DISPATCH_MS) continue;
      const before = signal.listeners.find((each) => each.state === 'ran');
      if (before !== undefined) return listener;
    }
  return undefined;
}

function isAwaited(graph: Graph, { wait, repeats }: Operation): boolean {
  return repeats || awaited(graph, wait) === true;
}

function reason({ state, threw, once }: Listener): string {
  if (threw) return 'its listener threw before it had stopped the work';
  if (state === 'overwritten') return 'its onabort was overwritten by another one';
  if (state === 'removed')
    return once
      ? 'its once-listener was spent by an event that was no abort, or removed, while the work went on'
      : 'its listener was removed while the work went on';
  return 'the dispatch ended before its listener ran: stopImmediatePropagation, or a list that changed';
}

function fixFor({ state, threw }: Listener): string {
  if (threw) return 'catch inside the listener';
  if (state === 'overwritten') return "addEventListener('abort', …) in place of onabort";
  if (state === 'removed') return 'remove the listener when the work has ended, not before';
  return 'let every listener run: no stopImmediatePropagation; iterate over a copy of the list';
}
