// hot path: see docs/hot-path.md
/**
 * What the agent knows of signals: a record beside each, in a WeakMap, since the signal itself is never
 * changed. Node's own state of a signal is read through its internal symbols, found by name.
 */
import type { Host, Site } from '../../wire/host.js';
import { ArgRecord } from '../support/record.js';
import { hookBirth, symbolNamed } from '../support/stamp.js';

export const ORIGINS = ['controller', 'timeout', 'any', 'static', 'request', 'foreign'] as const;
export type Origin = (typeof ORIGINS)[number];

/** The probes of the signals of one origin. */
export type SignalSites = Readonly<
  Record<'create' | 'fire' | 'fired' | 'poll' | 'add' | 'remove' | 'entry' | 'return', Site>
>;

/** Root of Node's linked list of the listeners of one type. */
export type ListenerRoot = { readonly size: number; readonly next: unknown };

/** The typed argument `signal`: clauses may read every member. */
export class SignalRecord extends ArgRecord {
  id = 0;
  origin: Origin = 'controller';
  bornNs = 0;
  timeoutMs = -1;
  readonly #signals: Signals;
  /** Of a kept record: an ephemeron's value may hold its key. */
  #signal: AbortSignal | undefined;

  constructor(signals: Signals) {
    super();
    this.#signals = signals;
  }

  is(signal: AbortSignal | undefined, id: number, origin: Origin, bornNs: number, timeoutMs: number): this {
    this.#signal = signal;
    this.id = id;
    this.origin = origin;
    this.bornNs = bornNs;
    this.timeoutMs = timeoutMs;
    return this;
  }

  get ageMs(): number {
    return this.bornNs === 0 ? -1 : Math.max(0, Math.round((this.#signals.now() - this.bornNs) / 1e6));
  }
  get listeners(): number {
    return this.#signal === undefined ? 0 : (this.#signals.listenerRoot(this.#signal)?.size ?? 0);
  }
  get aborted(): number {
    return this.#signal !== undefined && this.#signals.isAborted(this.#signal) ? 1 : 0;
  }
  get reason(): unknown {
    return this.#signal === undefined ? undefined : this.#signals.reasonOf(this.#signal);
  }
}

/** Node's own state shows these origins at any time. */
const TELLS_ITSELF: ReadonlySet<Origin> = new Set(['controller', 'any', 'timeout']);

export class Signals {
  readonly prototype: object;
  readonly keys: Readonly<
    Record<
      'composite' | 'timeout' | 'aborted' | 'reason' | 'events' | 'dispatch' | 'added' | 'removed',
      symbol | undefined
    >
  >;
  readonly now: () => number;
  readonly #records = new WeakMap<object, SignalRecord>();
  /** Some clause reads what only a kept record can tell: id, age, delay. */
  keeps = false;
  readonly #host: Host;
  #kept = 0;
  #ids = 0;
  /** Records that are lent for one firing: nested dispatches take one each. */
  readonly #loose: SignalRecord[] = [];
  #lent = 0;

  constructor(host: Host) {
    const { AbortController, AbortSignal } = host.builtins;
    this.now = host.now;
    this.#host = host;
    this.prototype = AbortSignal.prototype;
    const sample = host.hidden(() => new AbortController().signal);
    const find = (name: string) => symbolNamed(sample, name);
    this.keys = {
      composite: find('kComposite'),
      timeout: symbolNamed(sampleTimeout(host), 'kTimeout'),
      aborted: find('kAborted'),
      reason: find('kReason'),
      events: find('kEvents'),
      dispatch: find('kHybridDispatch'),
      added: find('kNewListener'),
      removed: find('kRemoveListener'),
    };
  }

  /** A signal is being made; what can be told of it later is not kept. */
  born(signal: AbortSignal, origin: Origin, bornNs: number, timeoutMs: number): SignalRecord {
    return this.keeps || !TELLS_ITSELF.has(origin)
      ? this.#keep(signal, origin, bornNs, timeoutMs)
      : this.#lend(signal, origin);
  }

  /** The record of a signal, for one firing or dispatch: to be given back. */
  borrow(signal: AbortSignal): SignalRecord {
    const known = this.#kept === 0 ? undefined : this.#records.get(signal);
    if (known !== undefined) return known;
    const origin = this.#guessOrigin(signal);
    return this.keeps ? this.#keep(signal, origin, 0, -1) : this.#lend(signal, origin);
  }

  giveBack(record: SignalRecord): void {
    if (this.#lent > 0 && record === this.#loose[this.#lent - 1]) {
      this.#lent--;
      record.is(undefined, 0, 'controller', 0, -1);
    }
  }

  /** A signal that turns out to come from another thread. */
  markForeign(signal: AbortSignal): void {
    const known = this.#records.get(signal);
    if (known === undefined) this.#keep(signal, 'foreign', 0, -1);
    else known.origin = 'foreign';
  }

  #keep(signal: AbortSignal, origin: Origin, bornNs: number, timeoutMs: number): SignalRecord {
    const id = this.#host.graph?.idOf(signal) ?? ++this.#ids;
    const made = new SignalRecord(this).is(signal, id, origin, bornNs, timeoutMs);
    this.#records.set(signal, made);
    this.#kept++;
    return made;
  }

  #lend(signal: AbortSignal, origin: Origin): SignalRecord {
    const record = (this.#loose[this.#lent] ??= new SignalRecord(this));
    this.#lent++;
    return record.is(signal, 0, origin, 0, -1);
  }

  /** Of a signal whose birth was not seen, or not kept. */
  #guessOrigin(signal: AbortSignal): Origin {
    const state = signal as unknown as State;
    if (state[this.keys.composite as symbol] === true) return 'any';
    return state[this.keys.timeout as symbol] === true ? 'timeout' : 'controller';
  }

  /** Has it Node's own state? Of foreign objects nothing is read. */
  isSignal(value: unknown, isProxy: (value: unknown) => boolean): value is AbortSignal {
    return (
      typeof value === 'object' &&
      value !== null &&
      !isProxy(value) &&
      (value as State)[this.keys.aborted as symbol] !== undefined
    );
  }

  isAborted(signal: AbortSignal): boolean {
    return (signal as unknown as State)[this.keys.aborted as symbol] === true;
  }

  reasonOf(signal: AbortSignal): unknown {
    return this.isAborted(signal) ? (signal as unknown as State)[this.keys.reason as symbol] : undefined;
  }

  listenerRoot(signal: AbortSignal): ListenerRoot | undefined {
    const events = (signal as unknown as State)[this.keys.events as symbol] as
      | Map<string, ListenerRoot>
      | undefined;
    return events === undefined
      ? undefined
      : (Map.prototype.get.call(events, 'abort') as ListenerRoot | undefined);
  }
}

/** Node's own properties of a signal. Each is read at a place of its own, so that V8 sees one shape there. */
type State = Record<symbol, unknown>;

/** A signal of AbortSignal.timeout() whose timer is caught at its birth and cleared at once. */
function sampleTimeout(host: Host): AbortSignal {
  const { timers, AbortSignal } = host.builtins;
  return host.hidden(() => {
    const caught: NodeJS.Timeout[] = [];
    const probe = timers.setTimeout(() => {}, 1);
    timers.clearTimeout(probe);
    const key = symbolNamed(probe, 'kHasPrimitive') ?? '_destroyed';
    let signal = new host.builtins.AbortController().signal;
    hookBirth(
      host.patch,
      'birth of a sample timer',
      Object.getPrototypeOf(probe) as object,
      key,
      (timer: NodeJS.Timeout) => caught.push(timer),
      () => {
        signal = AbortSignal.timeout(1 << 30);
      },
    )?.();
    for (const timer of caught) timers.clearTimeout(timer);
    return signal;
  });
}
