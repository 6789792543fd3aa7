/**
 * A lost cancellation as spans: the scope that was cancelled, with the cancel as its events; the work that went on,
 * linked to it. Pure: data in, data out. docs/guides/opentelemetry.md shows them.
 */
import type { FindingFrame, Loss } from '../../../wire/finding.js';
import type { Finding } from '../../loss/finding.js';

export type Attributes = { [name: string]: string | number | boolean };
export type SpanEvent = { readonly name: string; readonly atMs: number; readonly attributes: Attributes };
export type SpanData = {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'internal';
  /** ms since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
  /** It is in error, and why. */
  readonly error?: string;
};

const OUTGOING: ReadonlySet<string> = new Set(['fetch', 'http', 'socket', 'query']);

/** What was cancelled. */
export function scopeSpan(loss: Loss, finding: Finding): SpanData {
  const { source, times, reached } = loss;
  const requestedMs = source.atMs > 0 ? source.atMs : times.endMs;
  const requested: SpanEvent = {
    name: 'cancel.requested',
    atMs: requestedMs,
    attributes: {
      'ntrace.source.kind': source.kind,
      ...(source.reason === '' ? {} : { 'ntrace.reason': source.reason }),
      ...placeOf(finding.source.site),
    },
  };
  const delivered = reached.filter(({ state }) => state === 'delivered').length;
  return {
    name: times.scopeLabel,
    kind: source.kind === 'disconnect' ? 'server' : 'internal',
    startMs: Math.min(times.scopeStartMs, requestedMs),
    endMs: Math.max(times.endMs, requestedMs),
    attributes: { ...process(finding), 'ntrace.source.kind': source.kind },
    events:
      delivered === 0
        ? [requested]
        : [
            requested,
            { name: 'cancel.delivered', atMs: requestedMs, attributes: { 'ntrace.listeners': delivered } },
          ],
  };
}

/** What went on. */
export function workSpan(loss: Loss, finding: Finding): SpanData {
  const { wentOn, times } = loss;
  const lost: Attributes = {
    'ntrace.rule': finding.rule,
    'ntrace.confidence': finding.confidence,
    'ntrace.fingerprint': finding.fingerprint,
    'ntrace.why': finding.why,
    'ntrace.fix': finding.fix,
    ...placeOf(finding.lostAt),
  };
  return {
    name: wentOn.label === '' ? wentOn.kind : wentOn.label,
    kind: OUTGOING.has(wentOn.kind) ? 'client' : 'internal',
    startMs: Math.min(times.workStartMs, times.endMs),
    endMs: times.endMs,
    attributes: {
      ...process(finding),
      'ntrace.went_on.kind': wentOn.kind,
      'ntrace.went_on.alive_ms': wentOn.aliveMs,
      'ntrace.started_after_abort': wentOn.startedAfterAbort,
      'ntrace.rule': finding.rule,
      'ntrace.confidence': finding.confidence,
      ...placeOf(finding.wentOn.site),
    },
    events: [{ name: 'cancel.lost', atMs: times.endMs, attributes: lost }],
    error: loss.message,
  };
}

function process({ pid, tid }: Finding): Attributes {
  return { 'process.pid': pid, 'thread.id': tid };
}

/** By OpenTelemetry's conventions for source code. */
function placeOf(frame: FindingFrame | null): Attributes {
  if (frame === null) return {};
  return {
    'code.file.path': frame.file,
    'code.line.number': frame.line,
    'code.column.number': frame.column,
    ...(frame.function === '' ? {} : { 'code.function.name': frame.function }),
    ...(frame.package === '' ? {} : { 'ntrace.package': frame.package }),
  };
}
