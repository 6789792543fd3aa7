/**
 * Channels and their probes: `X` is sdt:X::message; the five of a tracing channel, `tracing:X:start` and so on, are
 * sdt:X::start.
 */
import type { ProbeDescription } from '../../wire/probe.js';

export type ChannelName = string | symbol;
export const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;
export type Event = (typeof EVENTS)[number];
const TRACING = /^tracing:(.+):(start|end|asyncStart|asyncEnd|error)$/s;

/** A symbol is known by its text. */
export function probeOf(channel: ChannelName): ProbeDescription {
  const text = String(channel);
  const [, module = text, name = 'message'] = (typeof channel === 'string' && TRACING.exec(text)) || [];
  return { provider: 'sdt', module, function: '', name };
}

export function channelOf({ module, name }: ProbeDescription): string {
  return name === 'message' ? module : `tracing:${module}:${name}`;
}
