/** The abort cannot stop what runs. */
import type { Issue, Operation } from '../model.js';
import { evidenceOf } from './dropped-signal.js';
import { carriesFired, delivered, droppedAt, siteOf } from './facts.js';
import type { Rule, Verdict } from './rule.js';

/** A busy machine alone makes timers late by some hundred ms. */
const LATE_MS = 500;

type Told = Pick<Verdict, 'why' | 'fix'>;
const NATIVE: Told = {
  why: 'native work has no way to stop: it holds its thread to the end',
  fix: 'smaller pieces with a check between them, or a child process that is killed',
};
const TOLD: { readonly [kind: string]: Told } = {
  worker: {
    why: 'the caller was told, the worker works on: nothing interrupts it',
    fix: 'terminate() the worker, or let it look at a shared flag (Atomics) as it works',
  },
  query: {
    why: 'the caller was told, the other side was not: the command runs to its end',
    fix: 'cancel it there: pg_cancel_backend, KILL QUERY; or destroy the connection',
  },
};

/** A job of the thread pool; or work of a worker or a database, when the listener beside it has told only the caller. */
function runsElsewhere(issue: Issue, operation: Operation): boolean {
  if (operation.kind === 'job') return true;
  return TOLD[operation.kind] !== undefined && delivered(issue, operation);
}

export const uncancellableNative: Rule = {
  id: 'uncancellable-native',
  judge({ issue, members, elapsed, final, now }) {
    if (elapsed < final) return [];
    const { signal } = issue;
    const jobs = members
      .filter(({ operation }) => runsElsewhere(issue, operation) && !carriesFired(issue, operation))
      .map((member) => ({
        rule: 'uncancellable-native' as const,
        confidence: 'medium' as const,
        operation: member.operation,
        lostAt: member.operation.kind === 'query' ? droppedAt(member) : siteOf(member.operation),
        ...(TOLD[member.operation.kind] ?? NATIVE),
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
