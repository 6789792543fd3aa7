/**
 * The application's own OpenTelemetry, through its global registration: nothing is imported, nothing registered. What
 * runs is the application's SDK, so every call is guarded, and none is made before there is such an SDK.
 */
import type { TraceContext } from '../graph/model.js';

/** Of `@opentelemetry/api` 1.x, whichever copies of it there are. */
const GLOBAL = Symbol.for('opentelemetry.js.api.1');
const SPAN = Symbol.for('OpenTelemetry Context Key SPAN');

type Api = { readonly context?: { active(): { getValue(key: symbol): unknown } } };
export type AppSpan = {
  spanContext(): { readonly traceId: string; readonly spanId: string };
  isRecording(): boolean;
  addEvent(name: string, attributes: object, time?: number): unknown;
};

/** The span that is active in the running code. */
export function activeSpan(): AppSpan | undefined {
  const api = (globalThis as { readonly [GLOBAL]?: Api })[GLOBAL];
  if (api?.context === undefined) return undefined;
  try {
    const span = api.context.active().getValue(SPAN);
    return typeof span === 'object' && span !== null ? (span as AppSpan) : undefined;
  } catch {
    return undefined;
  }
}

export function traceContextOf(span: AppSpan): TraceContext | undefined {
  try {
    const { traceId, spanId } = span.spanContext();
    if (!/^[0-9a-f]{32}$/.test(traceId) || !/^[0-9a-f]{16}$/.test(spanId)) return undefined;
    return /^0+$/.test(traceId) ? undefined : { traceId, spanId };
  } catch {
    return undefined;
  }
}

/** @returns false when the span has ended already: it takes no events any more */
export function addEvent(span: AppSpan, name: string, attributes: object, wallMs: number): boolean {
  try {
    if (!span.isRecording()) return false;
    span.addEvent(name, attributes, wallMs);
    return true;
  } catch {
    return false;
  }
}
