/** The scope is over and something of its own remains. */

import { evidenceOf } from './dropped-signal.js';
import { awaited, listenersOf, sameFunction, siteOf } from './facts.js';
import type { Case, Rule, Verdict } from './rule.js';

const REMAINS_MS = 500;

export const outlivedScope: Rule = {
  id: 'outlived-scope',
  judge(at) {
    return at.elapsed < at.final && !at.ended ? [] : [...timers(at), ...streams(at)];
  },
};

function timers({ issue, graph, members, now }: Case): Verdict[] {
  if (issue.signal === undefined) return [];
  const found: Verdict[] = [];
  for (const member of members) {
    const { operation } = member;
    if (operation.kind !== 'timer' || operation.repeats || !operation.native.ref()) continue;
    if (operation.mark.at + operation.delayMs - now < REMAINS_MS) continue;
    const settled = operation.wait !== undefined && operation.wait.settledAt >= 0;
    const ran = listenersOf(issue, operation).some((each) => each.state === 'ran');
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
      why: 'the call is over, its timer is not: it keeps the process alive',
      fix: 'clearTimeout in finally, or in the abort listener',
      evidence: [
        settled ? 'the promise it was armed for is settled' : 'the abort was delivered beside it',
        evidenceOf(member),
      ],
    });
  }
  return found;
}

/** Streams that hold memory or threads for somebody who is gone. */
function streams({ issue, members, now, elapsed, final }: Case): Verdict[] {
  if (elapsed < final) return [];
  return members
    .filter(({ operation }) => operation.kind === 'stream')
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
