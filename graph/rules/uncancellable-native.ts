/** The abort cannot stop what runs. */
import { evidenceOf } from './dropped-signal.js';
import { carriesFired, siteOf } from './facts.js';
import type { Rule } from './rule.js';

const LATE_MS = 200;

export const uncancellableNative: Rule = {
  id: 'uncancellable-native',
  judge({ issue, members, elapsed, final, now }) {
    if (elapsed < final) return [];
    const { signal } = issue;
    const jobs = members
      .filter(({ operation }) => operation.kind === 'job' && !carriesFired(issue, operation))
      .map((member) => ({
        rule: 'uncancellable-native' as const,
        confidence: 'medium' as const,
        operation: member.operation,
        lostAt: siteOf(member.operation),
        why: 'native work has no way to stop: it holds its thread to the end',
        fix: 'smaller pieces with a check between them, or a worker thread that is terminated',
        evidence: [evidenceOf(member), `alive ${Math.round(now - issue.at)} ms after`],
      }));
    if (signal?.origin !== 'timeout' || signal.timeoutMs < 0 || signal.birth === undefined) return jobs;
    const late = issue.at - signal.birth.at - signal.timeoutMs;
    if (late < LATE_MS) return jobs;
    const site = signal.birth.stack.frames[0];
    return [
      ...jobs,
      {
        rule: 'uncancellable-native' as const,
        confidence: 'medium' as const,
        operation: undefined,
        wentOn: { kind: 'timer' as const, label: `AbortSignal.timeout(${signal.timeoutMs})`, site },
        key: 'late timeout',
        lostAt: site,
        why: `the timeout fired ${Math.round(late)} ms late: the event loop was blocked`,
        fix: 'do the blocking work in pieces, or in a worker thread',
        evidence: [`due after ${signal.timeoutMs} ms, fired ${Math.round(late)} ms later`],
      },
    ];
  },
};
