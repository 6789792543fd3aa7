/** Clean-up starts work that nothing bounds. */
import { bySite, carriesFired, siteOf } from './facts.js';
import type { Rule } from './rule.js';

const OLD_MS = 400;
const MOST = 2;

export const cleanupWork: Rule = {
  id: 'cleanup-work',
  judge({ issue, later, now, elapsed, final }) {
    if (issue.signal === undefined || elapsed < final) return [];
    // A message or a command that asks the other side to stop is not answered, as a rule.
    const net = later.filter(
      ({ operation: { acts, kind } }) => acts && kind !== 'worker' && kind !== 'query',
    );
    const found = [];
    for (const members of bySite(net).values()) {
      if (members.length > MOST) continue;
      for (const { operation } of members) {
        if (!operation.alive || operation.bounded || carriesFired(issue, operation)) continue;
        if (operation.carries.some((signal) => signal.origin === 'timeout')) continue;
        if (now - operation.mark.at < OLD_MS) continue;
        found.push({
          rule: 'cleanup-work' as const,
          confidence: 'medium' as const,
          operation,
          lostAt: siteOf(operation),
          why: 'begun after the abort, by its clean-up, and nothing limits it',
          fix: 'give it a limit of its own: { signal: AbortSignal.timeout(n) }',
          evidence: [`begun ${Math.round(operation.mark.at - issue.at)} ms after the abort, without a limit`],
        });
      }
    }
    return found;
  },
};
