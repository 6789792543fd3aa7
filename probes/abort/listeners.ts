/**
 * Listeners while a signal is dispatched: each node of Node's list gets its callback exchanged for the time
 * of that dispatch only, so that nothing has to be undone at detach and listeners keep their identity.
 */
import type { Host, Site } from '../../wire/host.js';
import { ArgRecord } from '../support/record.js';

/** The typed argument `listener`. */
export class ListenerRecord extends ArgRecord {
  readonly id: number;
  once = 0;
  weak = 0;
  site = '';
  constructor(id: number) {
    super();
    this.id = id;
  }
}

/** Records of listener functions (and handler objects), beside them. */
export class ListenerRecords {
  readonly #records = new WeakMap<object, ListenerRecord>();
  readonly #isProxy: (value: unknown) => boolean;
  #ids = 0;

  constructor(isProxy: (value: unknown) => boolean) {
    this.#isProxy = isProxy;
  }

  /** What the newest registration of a listener says. */
  added(listener: unknown, once: number, weak: number, site: string): ListenerRecord {
    const known = this.of(listener);
    known.once = once;
    known.weak = weak;
    known.site = site;
    return known;
  }

  /** Node hands over the listener, a WeakRef of a weak one, or undefined when that was collected. */
  of(listener: unknown): ListenerRecord {
    const found = listener instanceof WeakRef ? (listener.deref() as unknown) : listener;
    const key = handlerOf(found, this.#isProxy) ?? found;
    if ((typeof key !== 'object' && typeof key !== 'function') || key === null) return new ListenerRecord(0);
    let known = this.#records.get(key);
    if (known === undefined) this.#records.set(key, (known = new ListenerRecord(++this.#ids)));
    return known;
  }
}

/**
 * `signal.onabort = f` shows as f, or as Node's wrapper around it, by turns.
 * @returns f, null when there is none any more, undefined for what is no such wrapper
 */
function handlerOf(listener: unknown, isProxy: (value: unknown) => boolean): unknown {
  if (typeof listener !== 'function' || isProxy(listener)) return undefined;
  if (Object.getOwnPropertyDescriptor(listener, 'name')?.value !== 'eventHandler') return undefined;
  const handler = Object.getOwnPropertyDescriptor(listener, 'handler');
  return handler === undefined ? undefined : typeof handler.value === 'function' ? handler.value : null;
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
  records: ListenerRecords,
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
    // What `onabort = null` leaves behind does nothing.
    if (typeof callback !== 'function' || handlerOf(callback, host.builtins.types.isProxy) === null) continue;
    const around = aroundListener(host, wrapping, callback, records.of(node.listener), entry, exit, signal);
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
