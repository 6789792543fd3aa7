/**
 * Listeners while a signal is dispatched: each node of Node's list gets its callback exchanged for the time
 * of that dispatch only, so that nothing has to be undone at detach and listeners keep their identity.
 */
import type { Host, Site } from '../wire/host.js';

export class ListenerRecord {
  readonly ntraceRecord = true;
  readonly id: number;
  once: number;
  weak: number;
  site: string;
  constructor(id: number, once: number, weak: number, site: string) {
    this.id = id;
    this.once = once;
    this.weak = weak;
    this.site = site;
  }
  /** The same function was registered anew. */
  take(fresh: ListenerRecord): void {
    this.once = fresh.once;
    this.weak = fresh.weak;
    this.site = fresh.site;
  }
}

type Callback = (this: unknown, ...args: unknown[]) => unknown;
/** A node of Node's list, as far as we touch it; `weak` ones hold a WeakRef as callback. */
type ListenerNode = {
  next: ListenerNode | undefined;
  callback: Callback | WeakRef<Callback>;
  listener: unknown;
  weak?: boolean;
};

export type Wrapping = { delivered: number; threw: number; restore(): void };

export function wrapListeners(
  host: Host,
  root: { next: unknown },
  recordOf: (listener: unknown) => ListenerRecord,
  entry: Site,
  exit: Site,
  signal: object,
): Wrapping {
  const wrapped: [ListenerNode, ListenerNode['callback'], ListenerNode['callback']][] = [];
  const wrapping: Wrapping = {
    delivered: 0,
    threw: 0,
    restore() {
      for (const [node, ours, theirs] of wrapped) if (node.callback === ours) node.callback = theirs;
    },
  };
  for (let node = root.next as ListenerNode | undefined; node !== undefined; node = node.next) {
    const theirs = node.callback;
    const callback = typeof theirs === 'function' ? theirs : theirs?.deref?.();
    if (typeof callback !== 'function') continue;
    const around = aroundListener(host, wrapping, callback, recordOf(node.listener), entry, exit, signal);
    const ours =
      typeof theirs === 'function' ? around : ({ deref: () => around } as unknown as WeakRef<Callback>);
    node.callback = ours;
    wrapped.push([node, ours, theirs]);
  }
  return wrapping;
}

function aroundListener(
  host: Host,
  wrapping: Wrapping,
  callback: Callback,
  listener: ListenerRecord,
  entry: Site,
  exit: Site,
  signal: object,
): Callback {
  return function (this: unknown, ...args: unknown[]): unknown {
    const { frames } = host;
    const frame = frames.wanted ? frames.open(frames.current()) : undefined;
    wrapping.delivered++;
    if (entry.enabledCount !== 0) {
      if (frame === undefined) host.fire(entry, signal, listener);
      else host.fireIn(frame, true, entry, signal, listener);
    }
    let threw = 1;
    try {
      const result =
        frame === undefined
          ? Reflect.apply(callback, this, args)
          : frames.run(frame, callback as never, this, args);
      threw = 0;
      return result;
    } finally {
      wrapping.threw += threw;
      if (exit.enabledCount !== 0) {
        if (frame === undefined) host.fire(exit, signal, listener, threw);
        else host.fireIn(frame, false, exit, signal, listener, threw);
      }
      if (frame !== undefined) frames.end(frame);
    }
  };
}
