/** A collector: takes OTLP over HTTP on a loopback port and decodes it with the official definitions. */
import { once } from 'node:events';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

type Value = {
  readonly stringValue?: string;
  readonly intValue?: unknown;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
};
type KeyValue = { readonly key: string; readonly value: Value };
type RawSpan = {
  readonly name: string;
  readonly kind: number;
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly parentSpanId: Uint8Array | null;
  readonly startTimeUnixNano: unknown;
  readonly endTimeUnixNano: unknown;
  readonly attributes: readonly KeyValue[];
  readonly events: readonly { name: string; timeUnixNano: unknown; attributes: readonly KeyValue[] }[];
  readonly links: readonly { traceId: Uint8Array; spanId: Uint8Array }[];
  readonly status?: { readonly code: number; readonly message: string };
};
type RawRequest = {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string };
      readonly spans: readonly RawSpan[];
    }[];
  }[];
};

export type Attributes = { readonly [name: string]: string | number | boolean };
export type ReceivedSpan = {
  readonly name: string;
  readonly scope: string;
  readonly resource: Attributes;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  readonly events: readonly {
    readonly name: string;
    readonly atMs: number;
    readonly attributes: Attributes;
  }[];
  readonly links: readonly string[];
  readonly error: string | undefined;
};

export type Receiver = {
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** Paths that were posted to. */
  readonly paths: readonly string[];
  close(): Promise<void>;
};

type Decoder = { decode(bytes: Uint8Array): RawRequest };

/** Generated from opentelemetry-proto, as an older package of OpenTelemetry carries it. */
function decoder(): Decoder {
  const require = createRequire(import.meta.url);
  const root = join(dirname(require.resolve('otlp-proto')), 'generated/root.js');
  const { opentelemetry } = require(root) as {
    opentelemetry: { proto: { collector: { trace: { v1: { ExportTraceServiceRequest: Decoder } } } } };
  };
  return opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
}

/** @param answer how it treats what comes: default 200 */
export async function receiver(
  answer = (response: http.ServerResponse): void => void response.end(),
): Promise<Receiver> {
  const request = decoder();
  const spans: ReceivedSpan[] = [];
  const paths: string[] = [];
  const server = http.createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    paths.push(incoming.url ?? '');
    for (const { resource, scopeSpans } of request.decode(Buffer.concat(chunks)).resourceSpans)
      for (const { scope, spans: raw } of scopeSpans)
        for (const span of raw) spans.push(received(span, scope.name, attributesOf(resource.attributes)));
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    paths,
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

function received(span: RawSpan, scope: string, resource: Attributes): ReceivedSpan {
  return {
    name: span.name,
    scope,
    resource,
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parentSpanId: hex(span.parentSpanId),
    startMs: msOf(span.startTimeUnixNano),
    endMs: msOf(span.endTimeUnixNano),
    attributes: attributesOf(span.attributes),
    events: span.events.map(({ name, timeUnixNano, attributes }) => ({
      name,
      atMs: msOf(timeUnixNano),
      attributes: attributesOf(attributes),
    })),
    links: span.links.map(({ spanId }) => hex(spanId)),
    error: span.status?.code === 2 ? span.status.message : undefined,
  };
}

function attributesOf(list: readonly KeyValue[]): Attributes {
  return Object.fromEntries(
    list.map(({ key, value }) => [
      key,
      value.stringValue || value.boolValue || value.doubleValue || Number(value.intValue ?? 0),
    ]),
  );
}

function hex(bytes: Uint8Array | null): string {
  return bytes === null ? '' : Buffer.from(bytes).toString('hex');
}

function msOf(nanos: unknown): number {
  return Number(BigInt(String(nanos)) / 1_000_000n);
}
