// hot path: see docs/hot-path.md
/**
 * What the agent knows of listeners: a record beside each function (or handler object), in a WeakMap, as long
 * as some clause asks which listener it is; else one record is lent to every firing.
 */
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

export class ListenerRecords {
  /** Some clause reads what only a kept record can tell. */
  keeps = false;
  readonly #records = new WeakMap<object, ListenerRecord>();
  readonly #lent = new ListenerRecord(0);
  readonly #isProxy: (value: unknown) => boolean;
  #ids = 0;

  constructor(isProxy: (value: unknown) => boolean) {
    this.#isProxy = isProxy;
  }

  /**
   * The record for one firing about a registration.
   * @param site where it was added, when that is known now
   */
  of(listener: unknown, once: unknown, weak: unknown, site?: string): ListenerRecord {
    const record = this.keeps ? this.#kept(listener) : this.#lent;
    record.once = once ? 1 : 0;
    record.weak = weak ? 1 : 0;
    if (site !== undefined) record.site = site;
    return record;
  }

  /** The record for the end of a registration: Node does not hand over how that was made. */
  removed(listener: unknown): ListenerRecord {
    return this.keeps ? this.#kept(listener) : this.#lent;
  }

  #kept(listener: unknown): ListenerRecord {
    const found = behindReference(listener);
    const key = handlerOf(found, this.#isProxy) ?? found;
    if ((typeof key !== 'object' && typeof key !== 'function') || key === null) return new ListenerRecord(0);
    let known = this.#records.get(key);
    if (known === undefined) this.#records.set(key, (known = new ListenerRecord(++this.#ids)));
    return known;
  }
}

const { getOwnPropertyDescriptor, hasOwn } = Object;
const { deref } = WeakRef.prototype;

/** What Node's reference to a weak listener holds. Told by its internal slot: no trap of a proxy is entered. */
export function behindReference(listener: unknown): unknown {
  if (typeof listener !== 'object' || listener === null) return listener;
  try {
    return Reflect.apply(deref, listener, []);
  } catch {
    return listener; // a handler object
  }
}

/**
 * `signal.onabort = f` shows as f, or as Node's wrapper around it, by turns.
 * @returns f, null when there is none any more, undefined for what is no such wrapper
 */
export function handlerOf(listener: unknown, isProxy: (value: unknown) => boolean): unknown {
  if (typeof listener !== 'function' || isProxy(listener) || !hasOwn(listener, 'handler')) return undefined;
  if (getOwnPropertyDescriptor(listener, 'name')?.value !== 'eventHandler') return undefined;
  const handler: unknown = getOwnPropertyDescriptor(listener, 'handler')?.value;
  return typeof handler === 'function' ? handler : null;
}
