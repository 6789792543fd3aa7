/**
 * Losses to an OpenTelemetry collector, as spans over OTLP. A collector that is slow or away costs spans, which are
 * counted, and never holds up the watch: its queue is bounded, and so is the time that is waited at the end.
 */
import {
  type Context,
  type Link,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';
import type { Loss } from '../../../wire/finding.js';
import type { Finding } from '../../loss/finding.js';
import type { Sink } from '../../loss/sink.js';
import { version } from '../../version.js';
import { type SpanData, scopeSpan, workSpan } from './spans.js';

const QUEUE = 2_048;
const TIMEOUT_MS = 3_000;
/** At the end as long is waited in all. */
const LAST_MS = 4_000;
/** Cancelled scopes whose span is remembered, for what is lost of them later. */
const MOST_SCOPES = 1_000;
const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL };

export class OtlpSink implements Sink {
  readonly #url: string;
  readonly #say: (line: string) => void;
  readonly #counting: Counting;
  readonly #provider: NodeTracerProvider;
  readonly #tracer: Tracer;
  readonly #scopes = new Map<string, { readonly context: Context; readonly link: Link }>();
  readonly #counts: (finding: Finding) => boolean;
  #made = 0;

  /** @param counts is it worth sending: ignore rules and baseline */
  constructor(url: string, say: (line: string) => void, counts: (finding: Finding) => boolean) {
    this.#url = url;
    this.#say = say;
    this.#counts = counts;
    this.#counting = new Counting(new OTLPTraceExporter({ url, timeoutMillis: TIMEOUT_MS }));
    const processor = new BatchSpanProcessor(this.#counting, {
      maxQueueSize: QUEUE,
      scheduledDelayMillis: 1_000,
      exportTimeoutMillis: TIMEOUT_MS,
    });
    this.#provider = new NodeTracerProvider({
      resource: resourceFromAttributes(resourceOf(process.env)),
      spanProcessors: [processor],
    });
    this.#tracer = this.#provider.getTracer('ntrace', version());
  }

  found(finding: Finding, _fresh: boolean, loss: Loss): void {
    if (!this.#counts(finding)) return;
    const scope = this.#scopeOf(loss, finding);
    // The work is part of what was cancelled, or of what the application's own tracer says; the other is linked.
    this.#put(workSpan(loss, finding), applicationContext(loss) ?? scope.context, [scope.link]);
  }

  #scopeOf(loss: Loss, finding: Finding): { readonly context: Context; readonly link: Link } {
    const key = `${finding.pid} ${finding.tid} ${loss.source.id}`;
    const known = this.#scopes.get(key);
    if (known !== undefined) return known;
    const parent = applicationContext(loss) ?? ROOT_CONTEXT;
    const spanContext = this.#put(scopeSpan(loss, finding), parent, []);
    const made = { context: trace.setSpanContext(ROOT_CONTEXT, spanContext), link: { context: spanContext } };
    if (this.#scopes.size >= MOST_SCOPES) this.#scopes.delete(this.#scopes.keys().next().value as string);
    this.#scopes.set(key, made);
    return made;
  }

  #put({ name, kind, startMs, endMs, attributes, events, error }: SpanData, parent: Context, links: Link[]) {
    this.#made++;
    const span = this.#tracer.startSpan(
      name,
      { kind: KINDS[kind], startTime: startMs, attributes, links },
      parent,
    );
    for (const event of events) span.addEvent(event.name, event.attributes, event.atMs);
    if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
    span.end(endMs);
    return span.spanContext();
  }

  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_MS);
    });
    await Promise.race([this.#provider.shutdown().catch(() => {}), late]);
    clearTimeout(timer);
    const missing = this.#made - this.#counting.sent;
    if (missing > 0)
      this.#say(`${missing} of ${this.#made} spans did not reach ${this.#url}${this.#counting.reason}`);
  }
}

/** Counts what the collector has taken. */
class Counting implements SpanExporter {
  readonly #to: SpanExporter;
  sent = 0;
  reason = '';

  constructor(to: SpanExporter) {
    this.#to = to;
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.#to.export(spans, (result) => {
      if (result.code === 0) this.sent += spans.length;
      else if (result.error !== undefined) this.reason = `: ${result.error.message || result.error.name}`;
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#to.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.#to.forceFlush?.();
  }
}

/** The span that was active in the application when the work began. */
function applicationContext({ traceId, spanId }: Loss): Context | undefined {
  if (traceId === null || spanId === null) return undefined;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: 1, isRemote: true });
}

/** OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME, as every exporter reads them. */
function resourceOf(environment: NodeJS.ProcessEnv): { [name: string]: string } {
  const found: { [name: string]: string } = { 'service.name': 'ntrace' };
  for (const pair of (environment['OTEL_RESOURCE_ATTRIBUTES'] ?? '').split(',')) {
    const [name = '', value] = pair.split('=', 2);
    if (name.trim() !== '' && value !== undefined) found[name.trim()] = decoded(value.trim());
  }
  const name = environment['OTEL_SERVICE_NAME'];
  if (name !== undefined && name !== '') found['service.name'] = name;
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
