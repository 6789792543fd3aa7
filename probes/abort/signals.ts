// hot path: see docs/hot-path.md
/**
 * What the agent knows of signals: a record beside each, in a WeakMap, since the signal itself is never
 * changed. Node's own state of a signal is read through its internal symbols, found by name.
 */
import type { Host } from '../../wire/host.js';
import { symbolNamed } from '../support/stamp.js';

export const ORIGINS = ['controller', 'timeout', 'any', 'static', 'request', 'foreign'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Root of Node's linked list of the listeners of one type. */
export type ListenerRoot = { readonly size: number; readonly next: unknown };

/** The typed argument `signal`: clauses may read every member. */
export class SignalRecord {
  readonly ntraceRecord = true;
  readonly id: number;
  origin: Origin;
  readonly bornNs: number;
  readonly timeoutMs: number;
  /** An ephemeron's value may hold its key. */
  readonly #signal: AbortSignal;
  readonly #signals: Signals;

  constructor(
    signals: Signals,
    signal: AbortSignal,
    id: number,
    origin: Origin,
    bornNs: number,
    timeoutMs: number,
  ) {
    this.#signals = signals;
    this.#signal = signal;
    this.id = id;
    this.origin = origin;
    this.bornNs = bornNs;
    this.timeoutMs = timeoutMs;
  }

  get ageMs(): number {
    return this.bornNs === 0 ? -1 : Math.max(0, Math.round((this.#signals.now() - this.bornNs) / 1e6));
  }
  get listeners(): number {
    return this.#signals.listenerRoot(this.#signal)?.size ?? 0;
  }
  get aborted(): number {
    return this.#signals.isAborted(this.#signal) ? 1 : 0;
  }
  get reason(): unknown {
    return this.#signals.reasonOf(this.#signal);
  }
}

export class Signals {
  readonly prototype: object;
  readonly keys: Readonly<
    Record<
      'composite' | 'aborted' | 'reason' | 'events' | 'dispatch' | 'added' | 'removed',
      symbol | undefined
    >
  >;
  readonly now: () => number;
  readonly #records = new WeakMap<object, SignalRecord>();
  #kTimeout: symbol | undefined;
  #ids = 0;

  constructor(host: Host) {
    const { AbortController, AbortSignal } = host.builtins;
    this.now = host.now;
    this.prototype = AbortSignal.prototype;
    const sample = host.hidden(() => new AbortController().signal);
    const find = (name: string) => symbolNamed(sample, name);
    this.keys = {
      composite: find('kComposite'),
      aborted: find('kAborted'),
      reason: find('kReason'),
      events: find('kEvents'),
      dispatch: find('kHybridDispatch'),
      added: find('kNewListener'),
      removed: find('kRemoveListener'),
    };
  }

  /** The record of a signal that is being made. */
  born(signal: AbortSignal, origin: Origin, bornNs: number, timeoutMs: number): SignalRecord {
    const made = new SignalRecord(this, signal, ++this.#ids, origin, bornNs, timeoutMs);
    this.#records.set(signal, made);
    return made;
  }

  recordOf(signal: AbortSignal): SignalRecord {
    return this.#records.get(signal) ?? this.born(signal, this.#guessOrigin(signal), 0, -1);
  }

  /** Of a signal that is older than the attach. */
  #guessOrigin(signal: AbortSignal): Origin {
    if (own(signal, this.keys.composite) === true) return 'any';
    this.#kTimeout ??= symbolNamed(signal, 'kTimeout');
    return own(signal, this.#kTimeout) === true ? 'timeout' : 'controller';
  }

  /** Has it Node's own state? Of foreign objects nothing is read. */
  isSignal(value: unknown, isProxy: (value: unknown) => boolean): value is AbortSignal {
    return (
      typeof value === 'object' &&
      value !== null &&
      !isProxy(value) &&
      own(value, this.keys.aborted) !== undefined
    );
  }

  isAborted(signal: AbortSignal): boolean {
    return own(signal, this.keys.aborted) === true;
  }

  reasonOf(signal: AbortSignal): unknown {
    return this.isAborted(signal) ? own(signal, this.keys.reason) : undefined;
  }

  listenerRoot(signal: AbortSignal): ListenerRoot | undefined {
    const events = own(signal, this.keys.events) as Map<string, ListenerRoot> | undefined;
    return events === undefined
      ? undefined
      : (Map.prototype.get.call(events, 'abort') as ListenerRoot | undefined);
  }
}

/** One of Node's own data properties. */
function own(object: object, key: symbol | undefined): unknown {
  return key === undefined ? undefined : (object as Record<symbol, unknown>)[key];
}
