/** One caller's abort kills strangers. */

import { sharedCalls } from '../frames.js';
import type { Issue, Operation } from '../model.js';
import { siteOf } from './facts.js';
import type { Case, Rule, Verdict } from './rule.js';

const AGAIN_MS = 3_000;

export const sharedController: Rule = {
  id: 'shared-controller',
  judge({ issue, graph, elapsed, final, now }: Case): Verdict[] {
    const { signal } = issue;
    if (signal === undefined || elapsed < final || elapsed > AGAIN_MS + 1_500) return [];
    const cut = [...issue.signals]
      .flatMap((each) => each.carriedBy)
      .filter((operation) => operation.mark.at < issue.at && operation.acts && endedWith(issue, operation));
    const calls = strangers(cut);
    if (calls.length < 2) return [];
    const outside = issue.mark.scope;
    const others = calls.filter(
      ({ mark }) => mark.scope !== undefined && mark.scope !== outside && mark.scope.closedAt < 0,
    );
    const crossRequest = outside !== undefined && others.length > 0 && signal.birth?.scope === undefined;
    const bornOutside = calls.every(({ mark }) => !isAbove(signal.birth, mark));
    if (!crossRequest && !(bornOutside && goesOn(issue, graph.operations.values(), calls, now))) return [];
    const victim = (others[0] ?? calls[1]) as Operation;
    return [
      {
        rule: 'shared-controller',
        confidence: 'medium',
        operation: victim,
        key: 'shared',
        lostAt: issue.mark.stack.frames[0] ?? siteOf(victim),
        why: `one abort ended ${calls.length} calls that do not belong together`,
        fix: 'a controller for each call; AbortSignal.any([own, all]) where all of them must end',
        evidence: [`${calls.length} calls carried the signal, by different callers`],
      },
    ];
  },
};

function endedWith(issue: Issue, operation: Operation): boolean {
  return operation.endedAt >= 0 && operation.endedAt >= issue.at && operation.endedAt - issue.at < 200;
}

/** One of each call: those that share no call expression. */
function strangers(operations: readonly Operation[]): Operation[] {
  const found: Operation[] = [];
  for (const operation of operations)
    if (
      !found.some(
        ({ mark }) =>
          mark.exec === operation.mark.exec &&
          mark.run === operation.mark.run &&
          sharedCalls(mark.stack, operation.mark.stack) > 0,
      )
    )
      found.push(operation);
  return found;
}

function isAbove(birth: Issue['mark'] | undefined, mark: Issue['mark']): boolean {
  const creator = birth?.stack.frames[0];
  if (creator === undefined) return true;
  return mark.chain.some((entry) => entry.stack.frames.some((frame) => frame.fn === creator.fn));
}

/** The owner goes on: the same place starts again soon after. */
function goesOn(issue: Issue, live: Iterable<Operation>, calls: readonly Operation[], _now: number): boolean {
  const sites = new Set(calls.map((operation) => siteOf(operation)));
  const inside = calls.some(({ mark }) =>
    mark.chain.some((entry) => issue.mark.chain.some((each) => each.exec === entry.exec && each.exec > 1)),
  );
  if (inside) return true;
  for (const operation of live) if (operation.mark.at > issue.at && sites.has(siteOf(operation))) return true;
  return issue.later.some((operation) => sites.has(siteOf(operation)));
}
