/**
 * abort: the life of AbortSignals. Births come from a setter on AbortSignal.prototype (stamp.ts); dispatch and
 * listeners from Node's own internal methods (kHybridDispatch, kNewListener, kRemoveListener), shadowed there
 * and found by description: every listener is seen, Node's own and those added through early references too.
 * What a signal is (id, origin, birth) is kept beside it in a WeakMap; the signal itself is never changed.
 */
// hot path: see docs/hot-path.md
import type { Host, Site, Sites } from '../wire/host.js';
import type { ArgDef, RecordType } from '../wire/probe.js';
import { ListenerRecord, wrapListeners } from './abort-listeners.js';
import { probesOf, record } from './define.js';
import { HookSet } from './hooks.js';
import type { Enabling, Provider } from './provider.js';
import { hookBirth, symbolNamed } from './stamp.js';

const SIGNAL: RecordType = {
  name: 'signal',
  doc: 'The AbortSignal.',
  integer: 'id',
  members: [
    {
      name: 'id',
      type: 'int64',
      doc: 'Number of the signal, from 1, in the order in which the agent saw them.',
    },
    {
      name: 'origin',
      type: 'string',
      doc: 'controller, timeout, any, static, request (made inside fetch or Request) or foreign (sent from another thread).',
    },
    {
      name: 'ageMs',
      type: 'int64',
      doc: 'ms since it was made; -1 when it is older than the attach.',
      readsClock: true,
    },
    {
      name: 'timeoutMs',
      type: 'int64',
      doc: 'Delay of AbortSignal.timeout(); -1 when there is none or it is not known.',
    },
    { name: 'listeners', type: 'int32', doc: 'Abort listeners it has now.' },
    { name: 'aborted', type: 'int32', doc: '1: it has fired.' },
    { name: 'reason', type: 'string', doc: 'The reason as text, `name: message`; empty before it fires.' },
  ],
};
const LISTENER: RecordType = {
  name: 'listener',
  doc: 'The listener.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Number of the listener function; 0 for one that was collected.' },
    { name: 'once', type: 'int32', doc: '1: it was added with { once: true }.' },
    { name: 'weak', type: 'int32', doc: '1: Node holds it weakly.' },
    {
      name: 'site',
      type: 'string',
      doc: 'Where it was added, file:line:column; empty when it is older than the attach.',
    },
  ],
};
const ARG_SIGNAL = record('signal', SIGNAL);
const ARG_LISTENER = record('listener', LISTENER);
const int32 = (name: string, doc: string): ArgDef => ({ name, type: 'int32', doc });

const ORIGINS = ['controller', 'timeout', 'any', 'static', 'request', 'foreign'] as const;
type Origin = (typeof ORIGINS)[number];

export const abort: Provider = {
  name: 'abort',
  doc: 'AbortSignals: made, looked at, fired, and their listeners; the module is where the signal came from.',
  stability: 'evolving',
  openness: 'listed',
  types: [SIGNAL, LISTENER],
  probes: [
    ...probesOf('abort', ORIGINS, 'signal', [
      { name: 'create', args: [ARG_SIGNAL], doc: 'It was made.' },
      { name: 'fire', args: [ARG_SIGNAL], doc: "It fires: 'abort' is about to be dispatched." },
      {
        name: 'fired',
        args: [
          ARG_SIGNAL,
          int32('delivered', 'Listeners that ran.'),
          int32('threw', 'Listeners that threw.'),
        ],
        doc: 'The dispatch is over.',
      },
      {
        name: 'poll',
        args: [ARG_SIGNAL, { name: 'member', type: 'string', doc: 'aborted, reason or throwIfAborted.' }],
        doc: 'Somebody looked whether it has fired.',
      },
    ]),
    ...probesOf('abort', ORIGINS, 'listener', [
      { name: 'add', args: [ARG_SIGNAL, ARG_LISTENER], doc: 'An abort listener was added.' },
      {
        name: 'remove',
        args: [ARG_SIGNAL, ARG_LISTENER],
        doc: 'One was removed, by hand, after `once`, or because it was collected.',
      },
      { name: 'entry', args: [ARG_SIGNAL, ARG_LISTENER], doc: 'A listener is about to run.' },
      {
        name: 'return',
        args: [ARG_SIGNAL, ARG_LISTENER, int32('threw', '1: it threw.')],
        doc: 'It has run.',
      },
    ]),
  ],
  enable: (host, sites) => new AbortEnabling(host, sites),
};

type AnyFunction = (...args: unknown[]) => unknown;

/** What the agent knows of one signal. Born objects of ours only: clauses may read every field. */
class SignalRecord {
  readonly ntraceRecord = true;
  id: number;
  origin: Origin;
  bornNs: number;
  timeoutMs = -1;
  /** An ephemeron's value may hold its key. */
  readonly signal: AbortSignal;
  readonly enabling: AbortEnabling;
  constructor(id: number, origin: Origin, bornNs: number, signal: AbortSignal, enabling: AbortEnabling) {
    this.id = id;
    this.origin = origin;
    this.bornNs = bornNs;
    this.signal = signal;
    this.enabling = enabling;
  }
  get ageMs(): number {
    return this.bornNs === 0 ? -1 : Math.max(0, Math.round((this.enabling.host.now() - this.bornNs) / 1e6));
  }
  get listeners(): number {
    return this.enabling.listenerCount(this.signal);
  }
  get aborted(): number {
    return this.enabling.isAborted(this.signal) ? 1 : 0;
  }
  get reason(): unknown {
    return this.enabling.reasonOf(this.signal);
  }
}

type SignalSites = Readonly<
  Record<'create' | 'fire' | 'fired' | 'poll' | 'add' | 'remove' | 'entry' | 'return', Site>
>;

class AbortEnabling implements Enabling {
  readonly host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #records = new WeakMap<object, SignalRecord>();
  readonly #listeners = new WeakMap<object, ListenerRecord>();
  readonly #at: Readonly<Record<Origin, SignalSites>>;
  readonly #proto: object;
  readonly #key: Readonly<
    Record<
      'composite' | 'aborted' | 'reason' | 'events' | 'dispatch' | 'added' | 'removed',
      symbol | undefined
    >
  >;
  #kTimeout: symbol | undefined;
  #ids = 0;
  #listenerIds = 0;
  /** Set while AbortSignal.timeout() or fetch() makes signals. */
  #making: Origin = 'controller';
  #makingTimeoutMs = -1;
  #clock = false;
  #site = false;
  #countsListeners = false;
  #entries = false;

  constructor(host: Host, sites: Sites) {
    this.host = host;
    this.#sites = sites;
    const sitesOf = (origin: Origin): SignalSites => {
      const site = (fn: string, name: string) => sites.site(origin, fn, name);
      return {
        create: site('signal', 'create'),
        fire: site('signal', 'fire'),
        fired: site('signal', 'fired'),
        poll: site('signal', 'poll'),
        add: site('listener', 'add'),
        remove: site('listener', 'remove'),
        entry: site('listener', 'entry'),
        return: site('listener', 'return'),
      };
    };
    this.#at = Object.fromEntries(ORIGINS.map((origin) => [origin, sitesOf(origin)])) as Record<
      Origin,
      SignalSites
    >;
    const { AbortController, AbortSignal } = host.builtins.global;
    this.#proto = AbortSignal.prototype;
    const sample = host.hidden(() => new AbortController().signal);
    const find = (name: string) => symbolNamed(sample, name);
    this.#key = {
      composite: find('kComposite'),
      aborted: find('kAborted'),
      reason: find('kReason'),
      events: find('kEvents'),
      dispatch: find('kHybridDispatch'),
      added: find('kNewListener'),
      removed: find('kRemoveListener'),
    };
  }

  update(): void {
    const { host } = this;
    const has = (fn: string, name: string) => this.#sites.anyEnabled('', fn, name);
    const any = has('', '');
    this.#clock = this.#sites.readsMember('', 'signal.ageMs');
    this.#site = this.#sites.readsMember('', 'listener.site');
    this.#countsListeners = this.#sites.readsArg('fired', 1) || this.#sites.readsArg('fired', 2);
    this.#entries = has('listener', 'entry') || has('listener', 'return');
    const key = this.#key;

    this.#hooks.ensure('birth', any, () => this.#hookBirth());
    this.#hooks.ensure('timeout', any, () => this.#patchTimeout());
    this.#hooks.ensure('fetch', any, () => this.#patchFetch());
    this.#hooks.ensure('request', any, () => this.#patchRequest());
    this.#hooks.ensure('deserialize', any, () => this.#patchDeserialize());
    this.#hooks.ensure('dispatch', has('signal', 'fire') || has('signal', 'fired') || this.#entries, () =>
      this.#shadow('kHybridDispatch', key.dispatch, (original) => this.#dispatching(original)),
    );
    const listeners = has('listener', 'add') || this.#entries;
    this.#hooks.ensure('added', listeners, () =>
      this.#shadow('kNewListener', key.added, (original) => this.#adding(original)),
    );
    this.#hooks.ensure('removed', has('listener', 'remove'), () =>
      this.#shadow('kRemoveListener', key.removed, (original) => this.#removing(original)),
    );
    const polls = has('signal', 'poll');
    this.#hooks.ensure('aborted', polls, () => this.#patchGetter('aborted'));
    this.#hooks.ensure('reason', polls, () => this.#patchGetter('reason'));
    this.#hooks.ensure('throwIfAborted', polls, () => this.#patchThrowIfAborted());
    void host;
  }

  // ---- what is known of a signal

  #recordOf(signal: AbortSignal): SignalRecord {
    const known = this.#records.get(signal);
    if (known !== undefined) return known;
    const made = new SignalRecord(++this.#ids, this.#guessOrigin(signal), 0, signal, this);
    this.#records.set(signal, made);
    return made;
  }

  /** Of a signal that is older than the attach. */
  #guessOrigin(signal: AbortSignal): Origin {
    if (this.#own(signal, this.#key.composite) === true) return 'any';
    this.#kTimeout ??= symbolNamed(signal, 'kTimeout');
    if (this.#own(signal, this.#kTimeout) === true) return 'timeout';
    return 'controller';
  }

  /** Reads one of Node's own data properties of a genuine signal. */
  #own(signal: AbortSignal, key: symbol | undefined): unknown {
    return key === undefined ? undefined : (signal as unknown as Record<symbol, unknown>)[key];
  }

  isAborted(signal: AbortSignal): boolean {
    return this.#own(signal, this.#key.aborted) === true;
  }

  reasonOf(signal: AbortSignal): unknown {
    return this.isAborted(signal) ? this.#own(signal, this.#key.reason) : undefined;
  }

  /** The root of Node's linked list of abort listeners. */
  #root(signal: AbortSignal): { size: number; next: unknown } | undefined {
    const events = this.#own(signal, this.#key.events) as
      | Map<string, { size: number; next: unknown }>
      | undefined;
    return events === undefined
      ? undefined
      : (Map.prototype.get.call(events, 'abort') as { size: number; next: unknown } | undefined);
  }

  listenerCount(signal: AbortSignal): number {
    return this.#root(signal)?.size ?? 0;
  }

  // ---- births

  #hookBirth(): (() => void) | undefined {
    const { AbortController } = this.host.builtins.global;
    const undo = hookBirth(
      this.host.patch,
      'birth of AbortSignal',
      this.#proto,
      this.#key.composite ?? 'kComposite',
      this.#born,
      () => this.host.hidden(() => new AbortController().signal),
    );
    if (undo === undefined)
      this.host.trouble('abort', new Error("this Node's AbortSignal cannot be seen being made"));
    return undo;
  }

  readonly #born = (signal: AbortSignal, composite: unknown): void => {
    if (this.host.busy()) return;
    const origin: Origin = composite === true ? 'any' : this.isAborted(signal) ? 'static' : this.#making;
    const made = new SignalRecord(++this.#ids, origin, this.#clock ? this.host.now() : 0, signal, this);
    if (origin === 'timeout') made.timeoutMs = this.#makingTimeoutMs;
    this.#records.set(signal, made);
    const site = this.#at[origin].create;
    if (site.enabledCount !== 0) this.host.fire(site, made);
  };

  #patchTimeout(): () => void {
    const enabling = this;
    const { AbortSignal } = this.host.builtins.global;
    return this.#replace('AbortSignal.timeout', AbortSignal, 'timeout', (original) => ({
      timeout(this: unknown, delay: unknown): unknown {
        const outer = enabling.#making;
        enabling.#making = 'timeout';
        enabling.#makingTimeoutMs = typeof delay === 'number' ? delay : -1;
        try {
          return Reflect.apply(original, this, arguments);
        } finally {
          enabling.#making = outer;
        }
      },
    }));
  }

  /** Runs code in which signals that are made belong to a request. */
  #inRequest<T>(work: () => T): T {
    const outer = this.#making;
    this.#making = 'request';
    try {
      return work();
    } finally {
      this.#making = outer;
    }
  }

  #patchFetch(): (() => void) | undefined {
    const enabling = this;
    const { global } = this.host.builtins;
    if (typeof Object.getOwnPropertyDescriptor(global, 'fetch')?.value !== 'function') return undefined;
    return this.#replace('globalThis.fetch', global, 'fetch', (original) => ({
      fetch(this: unknown): unknown {
        const args = arguments;
        return enabling.#inRequest(() => Reflect.apply(original, this, args));
      },
    }));
  }

  /** The global Request, once the application has loaded it: touching it would load undici. */
  #patchRequest(): (() => void) | undefined {
    const enabling = this;
    const { global } = this.host.builtins;
    const old = Object.getOwnPropertyDescriptor(global, 'Request');
    if (typeof old?.value !== 'function') return undefined;
    return this.#replace('globalThis.Request', global, 'Request', (original) => {
      function Request(this: unknown): unknown {
        const args = arguments;
        const target = new.target === undefined || new.target === Request ? original : new.target;
        // Without `new` the class itself complains, in its own words.
        if (new.target === undefined) return Reflect.apply(original, this, args);
        return enabling.#inRequest(() => Reflect.construct(original, args, target));
      }
      return { Request: Request as unknown as AnyFunction };
    });
  }

  /** A signal that was posted from another thread is made first and filled in by this method. */
  #patchDeserialize(): (() => void) | undefined {
    const key =
      symbolNamed(this.#proto, 'messaging_deserialize_symbol') ?? symbolNamed(this.#proto, 'kDeserialize');
    return this.#shadow('deserialize', key, (original) => {
      const enabling = this;
      return function (this: AbortSignal): unknown {
        if (!enabling.host.busy()) enabling.#recordOf(this).origin = 'foreign';
        return Reflect.apply(original, this, arguments);
      };
    });
  }

  // ---- dispatch and listeners

  #dispatching(original: AnyFunction): AnyFunction {
    const enabling = this;
    return function (this: AbortSignal, ...args: unknown[]): unknown {
      return args[1] === 'abort' && !enabling.host.busy()
        ? enabling.#dispatch(this, original, args)
        : Reflect.apply(original, this, args);
    };
  }

  #dispatch(signal: AbortSignal, original: AnyFunction, args: unknown[]): unknown {
    const { host } = this;
    const { frames } = host;
    const known = this.#recordOf(signal);
    const at = this.#at[known.origin];
    const frame = frames.wanted ? frames.open(frames.current()) : undefined;
    if (at.fire.enabledCount !== 0) {
      if (frame === undefined) host.fire(at.fire, known);
      else host.fireIn(frame, true, at.fire, known);
    }
    const root = this.#root(signal);
    const wanted = this.#entries || (this.#countsListeners && at.fired.enabledCount !== 0);
    const wrapping =
      wanted && root !== undefined
        ? wrapListeners(host, root, (listener) => this.#listenerOf(listener), at.entry, at.return, known)
        : undefined;
    const outer = frame === undefined ? undefined : frames.swap(frame);
    try {
      return Reflect.apply(original, signal, args);
    } finally {
      wrapping?.restore();
      if (frame !== undefined) frames.swap(outer);
      if (at.fired.enabledCount !== 0) {
        const delivered = wrapping?.delivered ?? 0;
        const threw = wrapping?.threw ?? 0;
        if (frame === undefined) host.fire(at.fired, known, delivered, threw);
        else host.fireIn(frame, false, at.fired, known, delivered, threw);
      }
      if (frame !== undefined) frames.end(frame);
    }
  }

  /** kNewListener(size, type, listener, once, capture, passive, weak) */
  #adding(original: AnyFunction): AnyFunction {
    const enabling = this;
    return function (this: AbortSignal, ...args: unknown[]): unknown {
      if (args[1] === 'abort' && !enabling.host.busy()) enabling.#added(this, args[2], args[3], args[6]);
      return Reflect.apply(original, this, args);
    };
  }

  #added(signal: AbortSignal, listener: unknown, once: unknown, weak: unknown): void {
    const made = new ListenerRecord(
      ++this.#listenerIds,
      once ? 1 : 0,
      weak ? 1 : 0,
      this.#site ? this.host.callerSite() : '',
    );
    const known = this.#listenerOf(listener, made);
    const signalRecord = this.#recordOf(signal);
    const site = this.#at[signalRecord.origin].add;
    if (site.enabledCount !== 0) this.host.fire(site, signalRecord, known);
  }

  /** The record of a listener function (or object); `fresh` carries what its newest registration says. */
  #listenerOf(listener: unknown, fresh?: ListenerRecord): ListenerRecord {
    if ((typeof listener !== 'object' && typeof listener !== 'function') || listener === null) {
      return fresh ?? new ListenerRecord(0, 0, 1, '');
    }
    const key =
      listener instanceof WeakRef ? ((listener.deref() as object | undefined) ?? listener) : listener;
    const known = this.#listeners.get(key);
    if (known !== undefined) {
      if (fresh !== undefined) known.take(fresh);
      return known;
    }
    const made = fresh ?? new ListenerRecord(++this.#listenerIds, 0, 0, '');
    this.#listeners.set(key, made);
    return made;
  }

  /** kRemoveListener(size, type, listener, capture) */
  #removing(original: AnyFunction): AnyFunction {
    const enabling = this;
    return function (this: AbortSignal, ...args: unknown[]): unknown {
      if (args[1] === 'abort' && !enabling.host.busy()) {
        const known = enabling.#recordOf(this);
        const site = enabling.#at[known.origin].remove;
        if (site.enabledCount !== 0) enabling.host.fire(site, known, enabling.#listenerOf(args[2]));
      }
      return Reflect.apply(original, this, args);
    };
  }

  // ---- polls

  #polled(signal: unknown, member: string): void {
    // Node's own getters refuse what is no signal: leave that to them.
    if (
      this.host.busy() ||
      typeof signal !== 'object' ||
      signal === null ||
      this.host.builtins.types.isProxy(signal)
    )
      return;
    if (this.#own(signal as AbortSignal, this.#key.aborted) === undefined) return;
    const known = this.#recordOf(signal as AbortSignal);
    const site = this.#at[known.origin].poll;
    if (site.enabledCount !== 0) this.host.fire(site, known, member);
  }

  #patchGetter(member: 'aborted' | 'reason'): () => void {
    const enabling = this;
    return this.host.patch.property(`AbortSignal.prototype.${member}`, this.#proto, member, (old) => {
      const original = old?.get as AnyFunction;
      // An object literal's getter has the name and shape of a class's.
      const like = Object.getOwnPropertyDescriptor(
        {
          get [member](): unknown {
            enabling.#polled(this, member);
            return Reflect.apply(original, this, []);
          },
        },
        member,
      );
      return { ...old, get: like?.get as () => unknown };
    });
  }

  #patchThrowIfAborted(): () => void {
    const enabling = this;
    return this.#replace(
      'AbortSignal.prototype.throwIfAborted',
      this.#proto,
      'throwIfAborted',
      (original) => ({
        throwIfAborted(this: unknown): unknown {
          enabling.#polled(this, 'throwIfAborted');
          return Reflect.apply(original, this, arguments);
        },
      }),
    );
  }

  // ---- patching

  /** Replaces a method by the one member of what `make` returns, giving it the original's own properties. */
  #replace(
    label: string,
    target: object,
    key: PropertyKey,
    make: (original: AnyFunction) => Record<string, AnyFunction>,
  ): () => void {
    return this.host.patch.property(label, target, key, (old) => {
      const original = old?.value as AnyFunction;
      const value = Object.values(make(original))[0] as AnyFunction;
      Object.defineProperties(value, Object.getOwnPropertyDescriptors(original));
      return { ...old, value };
    });
  }

  /** Puts a method in front of one of Node's internal ones, own or inherited. */
  #shadow(
    label: string,
    key: symbol | undefined,
    wrap: (original: AnyFunction) => AnyFunction,
  ): (() => void) | undefined {
    const original = key === undefined ? undefined : (this.#proto as Record<symbol, unknown>)[key];
    if (key === undefined || typeof original !== 'function') {
      this.host.trouble('abort', new Error(`this Node's AbortSignal has no ${label}`));
      return undefined;
    }
    return this.host.patch.property(`AbortSignal.prototype[${label}]`, this.#proto, key, (old) => ({
      configurable: true,
      writable: true,
      enumerable: old?.enumerable ?? false,
      value: wrap(original as AnyFunction),
    }));
  }
}
