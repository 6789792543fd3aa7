/** A verdict as a finding: the five facts in reading order. */

import type { Hop, Loss, SourceKind } from '../wire/finding.js';
import type { StackFrame } from '../wire/messages.js';
import type { Frame } from './frames.js';
import type { Graph } from './graph.js';
import { related } from './membership.js';
import { type Departure, Issue, type Mark, type Operation, type Signal, type TraceContext } from './model.js';
import type { Verdict } from './rules/rule.js';
import { plain as plainFrame } from './views.js';

const MOST_HOPS = 12;

export function lossOf(
  graph: Graph,
  verdict: Verdict,
  cause: Issue | Departure | undefined,
  now: number,
): Loss {
  const { operation } = verdict;
  const at = cause instanceof Issue ? cause.at : cause?.mark.at;
  const site = verdict.wentOn?.site ?? operation?.mark.stack.frames[0] ?? operation?.mark.stack.awaiting[0];
  const aliveMs =
    at === undefined
      ? 0
      : Math.max(0, (operation?.endedAt ?? -1) >= 0 ? (operation as Operation).endedAt - at : now - at);
  const label = operation?.label ?? verdict.wentOn?.label ?? '';
  const kind = operation?.kind ?? verdict.wentOn?.kind ?? 'promise';
  return {
    rule: verdict.rule,
    confidence: verdict.confidence,
    message: messageOf(verdict, label, aliveMs, cause),
    source: sourceOf(cause, verdict.signal),
    reached: hops(graph, cause, verdict),
    lostAt: plain(verdict.lostAt),
    wentOn: {
      kind,
      id: operation?.id ?? 0,
      label,
      site: plain(site),
      aliveMs: Math.round(aliveMs),
      startedAfterAbort: at !== undefined && operation !== undefined && operation.mark.at > at,
      cost: {
        waitMs: Math.round(aliveMs),
        cpuMs: null,
        bytes: operation === undefined || operation.bytes === 0 ? null : operation.bytes,
        requests:
          cause instanceof Issue
            ? cause.later.filter((each) => each.acts && each.mark.stack === operation?.mark.stack).length
            : null,
      },
    },
    why: verdict.why,
    fix: verdict.fix,
    evidence: verdict.evidence,
    times: timesOf(graph, verdict, cause, at ?? now, now),
    traceId: traceOf(verdict, cause)?.traceId ?? null,
    spanId: traceOf(verdict, cause)?.spanId ?? null,
    test: null,
  };
}

/** On the clock of people. */
function timesOf(
  graph: Graph,
  { operation, signal }: Verdict,
  cause: Issue | Departure | undefined,
  at: number,
  now: number,
): Loss['times'] {
  const wall = (ms: number): number => graph.epochMs + ms;
  const scope = cause instanceof Issue ? cause.scope : undefined;
  const source = cause instanceof Issue ? cause.signal : signal;
  const begun = scope?.mark.at ?? source?.birth?.at ?? cause?.mark.at ?? now;
  const maker = source?.birth?.stack.frames[0]?.function ?? '';
  return {
    scopeLabel: scope?.label ?? (maker === '' ? 'cancelled work' : `cancelled by ${maker}`),
    scopeStartMs: wall(Math.min(begun, at)),
    workStartMs: wall(operation?.mark.at ?? at),
    endMs: wall((operation?.endedAt ?? -1) >= 0 ? (operation as Operation).endedAt : now),
  };
}

function traceOf({ operation }: Verdict, cause: Issue | Departure | undefined): TraceContext | undefined {
  return operation?.trace ?? (cause instanceof Issue ? cause.trace : undefined);
}

function messageOf(
  verdict: Verdict,
  label: string,
  aliveMs: number,
  cause: Issue | Departure | undefined,
): string {
  if (verdict.rule === 'listener-leak') return `${label} of finished operations stay on a live signal`;
  if (verdict.rule === 'shared-controller') return `${label} was cancelled by somebody else's abort`;
  const seconds = `${(aliveMs / 1000).toFixed(2)} s`;
  const after =
    cause instanceof Issue
      ? cause.kind === 'disconnect'
        ? 'after its client left'
        : cause.kind === 'iterator-return' || cause.kind === 'stream-destroy'
          ? 'after its consumer stopped'
          : 'after the abort'
      : 'after its waiter left';
  return verdict.operation?.alive === true
    ? `${label} still running ${seconds} ${after}`
    : `${label} went on ${seconds} ${after}`;
}

function sourceOf(cause: Issue | Departure | undefined, signal: Signal | undefined): Loss['source'] {
  if (cause instanceof Issue) {
    const site =
      cause.scope?.mark.stack.frames[0] ?? cause.mark.stack.frames[0] ?? cause.signal?.birth?.stack.frames[0];
    return {
      kind: cause.kind,
      id: cause.signal?.id ?? cause.scope?.id ?? cause.id,
      site: plain(site),
      atMs: cause.wallMs,
      reason: cause.reason,
    };
  }
  if (cause !== undefined)
    return {
      kind: 'timeout',
      id: cause.id,
      site: plain(cause.mark.stack.frames[0]),
      atMs: cause.wallMs,
      reason: '',
    };
  const kind: SourceKind = signal === undefined || signal.origin === 'request' ? 'controller' : signal.origin;
  return { kind, id: signal?.id ?? 0, site: plain(signal?.birth?.stack.frames[0]), atMs: 0, reason: '' };
}

/** How far it got: the signals that fired, the listeners that ran, the touch that ties the work to it. */
function hops(_graph: Graph, cause: Issue | Departure | undefined, verdict: Verdict): Hop[] {
  if (!(cause instanceof Issue)) return [];
  const { operation } = verdict;
  const found: Hop[] = [];
  if (cause.scope !== undefined)
    found.push({
      kind: 'scope',
      id: cause.scope.id,
      state: 'issued',
      frame: plain(cause.scope.mark.stack.frames[0]),
    });
  for (const signal of cause.signals) {
    if (found.length >= MOST_HOPS) break;
    found.push({
      kind: 'signal',
      id: signal.id,
      state: 'issued',
      frame: plain(signal.birth?.stack.frames[0]),
    });
    const near = operation === undefined ? [] : nearListeners(signal, operation);
    for (const { id, mark, state } of near.slice(0, 3)) {
      const shown = state === 'ran' ? 'delivered' : state === 'collected' ? 'removed' : state;
      found.push({ kind: 'listener', id, state: shown, frame: plain(mark?.stack.frames[0]) });
    }
  }
  if (operation !== undefined) {
    const carried = operation.carries.some((signal) => cause.signals.has(signal));
    found.push({
      kind: 'operation',
      id: operation.id,
      state: carried ? 'ignored' : 'lost',
      frame: plain(operation.mark.stack.frames[0]),
    });
  }
  return found;
}

function nearListeners(signal: Signal, operation: Operation): Signal['listeners'] {
  const births: Mark[] = signal.birth === undefined ? [] : [signal.birth];
  return signal.listeners.filter(
    (listener) => listener.mark !== undefined && related(listener.mark, operation.mark, births) > 0,
  );
}

function plain(frame: Frame | undefined): StackFrame | null {
  return frame === undefined ? null : plainFrame(frame);
}
