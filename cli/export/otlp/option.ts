/** `--otlp URL` and `--annotate`: what they mean, before anything of OpenTelemetry is loaded. */
import { InvalidArgumentError, Option } from 'commander';
import type { Finding } from '../../loss/finding.js';
import type { Sink } from '../../loss/sink.js';

export type OtlpOptions = { readonly otlp?: string; readonly annotate?: true };

export function otlpOptions(): Option[] {
  return [
    new Option(
      '--otlp <url>',
      'send losses as spans to an OpenTelemetry collector: http://localhost:4318',
    ).argParser(parseUrl),
    new Option('--annotate', "add cancel.* events to the spans of the application's own tracer"),
  ];
}

/** A collector's base address gets the path of traces. */
function parseUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InvalidArgumentError('a URL such as http://localhost:4318.');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new InvalidArgumentError(`OTLP goes over http: or https:, not ${url.protocol}`);
  if (url.pathname === '/' || url.pathname === '') url.pathname = '/v1/traces';
  return url.href;
}

/** OpenTelemetry is loaded only when it is asked for. */
export async function otlpSinks(
  { otlp }: OtlpOptions,
  say: (line: string) => void,
  counts: (finding: Finding) => boolean,
): Promise<Sink[]> {
  if (otlp === undefined) return [];
  const { OtlpSink } = await import('./sink.js');
  return [new OtlpSink(otlp, say, counts)];
}
