/**
 * timer: setTimeout, setInterval, setImmediate. Births are seen through a setter on the prototypes of Node's
 * Timeout and Immediate (stamp.ts), so timers of timers/promises, of Node itself and of code that took
 * `setTimeout` before the attach are seen too. A timer that must be seen firing gets its callback exchanged
 * for one of a pool of wrappers while it is armed; the pool is followed so that detach puts each back.
 * Timers armed before the attach show when they are cleared or refreshed, not when they fire.
 */
// hot path: see docs/hot-path.md
import type { Frame, Host, Site, Sites } from '../wire/host.js';
import type { ArgDef, RecordType } from '../wire/probe.js';
import { probesOf, record } from './define.js';
import { HookSet } from './hooks.js';
import type { Enabling, Provider } from './provider.js';
import { hookBirth, symbolNamed } from './stamp.js';

const TIMER: RecordType = {
  name: 'timer',
  doc: 'The timer.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Number of the timer, from 1; 0 for one armed before the attach.' },
    { name: 'delayMs', type: 'int64', doc: 'Delay in ms as Node took it; 0 for setImmediate.' },
    { name: 'repeat', type: 'int32', doc: '1: an interval.' },
    { name: 'ref', type: 'int32', doc: '1: it keeps the process alive.' },
  ],
};
const ARG = record('timer', TIMER);
const LATENESS: ArgDef = {
  name: 'lateness',
  type: 'int64',
  doc: 'ns after the time it was due; 0 when it fired within the millisecond that Node rounds down.',
  readsClock: true,
};
const CREATE = { name: 'create', args: [ARG], doc: 'A timer was armed.' };
const FIRE = { name: 'fire', args: [ARG, LATENESS], doc: 'Its callback is about to run.' };
const CLEAR = { name: 'clear', args: [ARG], doc: 'It was cleared while armed.' };
const REFRESH = { name: 'refresh', args: [ARG], doc: 'It was armed again by refresh().' };
/** Live timers that are followed; more are counted as drops. */
const MAX_SLOTS = 1 << 18;

type Callback = (...args: unknown[]) => unknown;
/** Node's Timeout or Immediate, as far as we touch it. */
type NodeTimer = {
  _idleTimeout?: number;
  _repeat?: number | null;
  _destroyed: boolean;
  _onTimeout?: Callback | null;
  _onImmediate?: Callback | null;
  [key: symbol]: unknown;
};
type CallbackKey = '_onTimeout' | '_onImmediate';

/** One followed timer; reused for the next when it has fired or was cleared. */
class TimerRecord {
  readonly ntraceRecord = true;
  id = 0;
  delayMs = 0;
  repeat = 0;
  timer: NodeTimer | undefined;
  key: CallbackKey = '_onTimeout';
  callback: Callback | undefined;
  dueNs = 0;
  frame: Frame | undefined;
  wrapper: Callback | undefined;
  ref = 1;
}

export const timer: Provider = {
  name: 'timer',
  doc: 'Timers: when they are armed, fire (and how late), are cleared and refreshed.',
  stability: 'evolving',
  openness: 'listed',
  types: [TIMER],
  probes: [
    ...probesOf('timer', [''], 'setTimeout', [CREATE, FIRE, CLEAR, REFRESH]),
    ...probesOf('timer', [''], 'setInterval', [CREATE, FIRE, CLEAR, REFRESH]),
    ...probesOf('timer', [''], 'setImmediate', [CREATE, FIRE, CLEAR]),
  ],
  enable: (host, sites) => new TimerEnabling(host, sites),
};

type FunctionSites = { create: Site; fire: Site; clear: Site; refresh: Site };

class TimerEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #timeout: FunctionSites;
  readonly #interval: FunctionSites;
  readonly #immediate: FunctionSites;
  readonly #prototypes: { timeout: object; immediate: object };
  readonly #kRefed: symbol | undefined;
  /** What Node's Timeout constructor assigns last. */
  readonly #kLast: PropertyKey;
  /** What create-only clauses see: nothing is followed for them. */
  readonly #passing = new TimerRecord();
  #slots: TimerRecord[] = [];
  #free: TimerRecord[] = [];
  readonly #byWrapper = new WeakMap<Callback, TimerRecord>();
  #ids = 0;
  #follow = false;
  #clock = false;
  #frames = false;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    const of = (fn: string): FunctionSites => ({
      create: sites.site('', fn, 'create'),
      fire: sites.site('', fn, 'fire'),
      clear: sites.site('', fn, 'clear'),
      refresh: fn === 'setImmediate' ? sites.site('', fn, 'clear') : sites.site('', fn, 'refresh'),
    });
    this.#timeout = of('setTimeout');
    this.#interval = of('setInterval');
    this.#immediate = of('setImmediate');
    const { timers } = host.builtins;
    const [timeout, immediate] = host.hidden(() => {
      const samples = [timers.setTimeout(() => {}, 1), timers.setImmediate(() => {})] as const;
      timers.clearTimeout(samples[0]);
      timers.clearImmediate(samples[1]);
      return samples;
    });
    this.#prototypes = {
      timeout: Object.getPrototypeOf(timeout),
      immediate: Object.getPrototypeOf(immediate),
    };
    this.#kRefed = symbolNamed(timeout, 'refed');
    this.#kLast = symbolNamed(timeout, 'kHasPrimitive') ?? '_destroyed';
  }

  update(): void {
    const { timers } = this.#host.builtins;
    this.#frames = this.#host.frames.wanted;
    const has = (fn: string, name: string) => this.#sites.anyEnabled('', fn, name);
    const timeouts = has('setTimeout', '') || has('setInterval', '');
    this.#follow = has('', 'fire') || this.#frames;
    this.#clock = this.#sites.readsArg('fire', 1);
    const births = (fn: string) => has(fn, 'create') || has(fn, 'fire') || (has(fn, '') && this.#frames);
    this.#hooks.ensure('slots', this.#follow, () =>
      this.#host.patch.action('callbacks of followed timers', () => this.#releaseAll()),
    );
    this.#hooks.ensure('timeout', births('setTimeout') || births('setInterval'), () =>
      this.#birth('Timeout', this.#prototypes.timeout, this.#kLast, this.#bornTimeout, () =>
        timers.clearTimeout(timers.setTimeout(() => {}, 1)),
      ),
    );
    this.#hooks.ensure('immediate', births('setImmediate'), () =>
      this.#birth('Immediate', this.#prototypes.immediate, '_destroyed', this.#bornImmediate, () =>
        timers.clearImmediate(timers.setImmediate(() => {})),
      ),
    );
    const clears = has('', 'clear') || this.#frames;
    this.#hooks.ensure('clear', clears && timeouts, () => this.#patchClears());
    this.#hooks.ensure('clearImmediate', clears && has('setImmediate', ''), () =>
      this.#patchFunctions(['clearImmediate'], (original) => this.#clearing(original, '_onImmediate')),
    );
    this.#hooks.ensure('refresh', has('', 'refresh') || (this.#follow && timeouts), () =>
      this.#patchRefresh(),
    );
  }

  #birth(
    name: string,
    prototype: object,
    key: PropertyKey,
    born: (timer: NodeTimer) => void,
    probe: () => void,
  ) {
    const undo = hookBirth(this.#host.patch, `birth of ${name}`, prototype, key, born, () =>
      this.#host.hidden(probe),
    );
    if (undo === undefined)
      this.#host.trouble('timer', new Error(`this Node's ${name} cannot be seen being made`));
    return undo;
  }

  readonly #bornTimeout = (timer: NodeTimer): void => {
    if (this.#host.busy()) return;
    const repeat = timer._repeat !== null;
    this.#born(
      timer,
      '_onTimeout',
      repeat ? 1 : 0,
      timer._idleTimeout ?? 0,
      repeat ? this.#interval : this.#timeout,
    );
  };

  readonly #bornImmediate = (timer: NodeTimer): void => {
    if (this.#host.busy()) return;
    this.#born(timer, '_onImmediate', 0, 0, this.#immediate);
  };

  #born(timer: NodeTimer, key: CallbackKey, repeat: number, delayMs: number, at: FunctionSites): void {
    const create = at.create.enabledCount !== 0;
    const follow = at.fire.enabledCount !== 0 || (this.#frames && (create || at.clear.enabledCount !== 0));
    if (!create && !follow) return;
    if (this.#host.ownExecution()) return;
    const slot = follow ? this.#acquire(timer, key) : this.#passing;
    slot.id = ++this.#ids;
    slot.delayMs = delayMs;
    slot.repeat = repeat;
    slot.timer = timer;
    slot.ref = 1;
    if (this.#clock) slot.dueNs = this.#host.now() + delayMs * 1e6;
    if (this.#frames && slot !== this.#passing) {
      slot.frame = this.#host.frames.open(this.#host.frames.current());
      if (create) this.#host.fireIn(slot.frame, true, at.create, slot);
    } else if (create) this.#host.fire(at.create, slot);
    if (slot === this.#passing) slot.timer = undefined;
  }

  /** Exchanges the callback of a timer for a wrapper of the pool; the passing record when the pool is full. */
  #acquire(timer: NodeTimer, key: CallbackKey): TimerRecord {
    let slot = this.#free.pop();
    if (slot === undefined) {
      if (this.#slots.length >= MAX_SLOTS || (this.#slots.length >= 1024 && isPowerOfTwo(this.#slots.length)))
        this.#sweep();
      slot = this.#free.pop();
      if (slot === undefined) {
        if (this.#slots.length >= MAX_SLOTS) {
          this.#host.drop('timer');
          return this.#passing;
        }
        slot = this.#grow();
      }
    }
    slot.timer = timer;
    slot.key = key;
    slot.callback = timer[key] as Callback;
    timer[key] = slot.wrapper as Callback;
    return slot;
  }

  #grow(): TimerRecord {
    const slot = new TimerRecord();
    const fired = this.#fired;
    // One closure per slot for its whole life, not one per timer.
    slot.wrapper = function (this: NodeTimer, ...args: unknown[]) {
      return fired(slot, this, args);
    };
    this.#byWrapper.set(slot.wrapper, slot);
    this.#slots.push(slot);
    return slot;
  }

  readonly #fired = (slot: TimerRecord, timer: NodeTimer, args: unknown[]): unknown => {
    const callback = slot.callback as Callback;
    // A slot that was released (detach, sweep) has no callback of ours: cannot happen while it is armed.
    const once = slot.key === '_onImmediate' || timer._repeat === null;
    const at = slot.key === '_onImmediate' ? this.#immediate : once ? this.#timeout : this.#interval;
    // Put back first: the callback may call refresh(), which follows the timer again.
    if (once && slot.key === '_onTimeout') timer._onTimeout = callback;
    const frame = slot.frame;
    if (at.fire.enabledCount !== 0) {
      let lateness = 0;
      if (this.#clock && slot.dueNs !== 0) {
        const now = this.#host.now();
        lateness = Math.max(0, Math.round(now - slot.dueNs));
        if (!once) slot.dueNs = now + slot.delayMs * 1e6;
      }
      if (this.#kRefed !== undefined) slot.ref = timer[this.#kRefed] === false ? 0 : 1;
      if (frame === undefined) this.#host.fire(at.fire, slot, lateness);
      else this.#host.fireIn(frame, false, at.fire, slot, lateness);
    }
    if (once) this.#release(slot, false);
    if (frame === undefined) return Reflect.apply(callback, timer, args);
    try {
      return this.#host.frames.run(frame, callback, timer, args);
    } finally {
      if (once) this.#host.frames.end(frame);
    }
  };

  #release(slot: TimerRecord, endFrame: boolean): void {
    if (slot.timer === undefined) return;
    if (endFrame && slot.frame !== undefined) this.#host.frames.end(slot.frame);
    slot.timer = undefined;
    slot.callback = undefined;
    slot.frame = undefined;
    slot.dueNs = 0;
    this.#free.push(slot);
  }

  /** Frees the slots of timers that went without our notice (cleared through an early reference). */
  #sweep(): void {
    for (const slot of this.#slots) if (slot.timer?._destroyed === true) this.#release(slot, true);
  }

  #releaseAll(): void {
    for (const slot of this.#slots) {
      const timer = slot.timer;
      if (timer !== undefined && timer[slot.key] === slot.wrapper)
        timer[slot.key] = slot.callback as Callback;
      this.#release(slot, true);
    }
    this.#slots = [];
    this.#free = [];
  }

  /** The slot of a timer that is followed now. */
  #slotOf(timer: NodeTimer, key: CallbackKey): TimerRecord | undefined {
    const callback = timer[key];
    return typeof callback === 'function' ? this.#byWrapper.get(callback) : undefined;
  }

  #isTimer(value: unknown, prototype: object): value is NodeTimer {
    return (
      typeof value === 'object' &&
      value !== null &&
      !this.#host.builtins.types.isProxy(value) &&
      Object.getPrototypeOf(value) === prototype
    );
  }

  /** Wraps one of the clear functions: fires for a timer that is armed, then clears it. */
  #clearing(original: (timer: unknown) => unknown, key: CallbackKey) {
    const enabling = this;
    const prototype = key === '_onImmediate' ? this.#prototypes.immediate : this.#prototypes.timeout;
    return function (this: unknown, ...args: unknown[]): unknown {
      const value = this !== undefined && args.length === 0 ? this : args[0];
      if (enabling.#isTimer(value, prototype) && typeof value[key] === 'function' && !value._destroyed) {
        enabling.#cleared(value, key);
      }
      return Reflect.apply(original, this, args);
    };
  }

  #cleared(timer: NodeTimer, key: CallbackKey): void {
    const at =
      key === '_onImmediate' ? this.#immediate : timer._repeat === null ? this.#timeout : this.#interval;
    const slot = this.#slotOf(timer, key);
    if (at.clear.enabledCount !== 0 && !this.#host.busy()) {
      if (slot?.frame !== undefined) this.#host.fireIn(slot.frame, false, at.clear, slot);
      else this.#host.fire(at.clear, slot ?? this.#passingOf(timer, key));
    }
    if (slot !== undefined) {
      timer[key] = slot.callback as Callback;
      this.#release(slot, true);
    }
  }

  #passingOf(timer: NodeTimer, key: CallbackKey): TimerRecord {
    const passing = this.#passing;
    passing.id = 0;
    passing.delayMs = key === '_onImmediate' ? 0 : Math.max(0, timer._idleTimeout ?? 0);
    passing.repeat = key === '_onTimeout' && timer._repeat !== null ? 1 : 0;
    passing.ref = this.#kRefed !== undefined && timer[this.#kRefed] === false ? 0 : 1;
    return passing;
  }

  #patchClears(): () => void {
    const undo = [
      this.#patchFunctions(['clearTimeout', 'clearInterval'], (original) =>
        this.#clearing(original, '_onTimeout'),
      ),
      ...['close', Symbol.dispose]
        .filter((key) => key !== undefined && Object.hasOwn(this.#prototypes.timeout, key))
        .map((key) =>
          this.#host.patch.property(
            `Timeout.prototype.${String(key)}`,
            this.#prototypes.timeout,
            key,
            (old) => ({
              ...old,
              value: sameShape(
                this.#clearing(old?.value as (timer: unknown) => unknown, '_onTimeout'),
                old?.value,
              ),
            }),
          ),
        ),
    ];
    return () => {
      for (const one of undo) one();
    };
  }

  /** Replaces functions of node:timers, where they are exported and where they are global. */
  #patchFunctions(
    names: readonly string[],
    wrap: (original: (timer: unknown) => unknown) => (...args: unknown[]) => unknown,
  ) {
    const { timers, global, module } = this.#host.builtins;
    // Logged first, so undone last: named imports follow what the properties are by then.
    const undo = [
      this.#host.patch.action(`ES exports of ${names.join(', ')}`, () => module.syncBuiltinESMExports()),
    ];
    for (const name of names) {
      const wrapped = new Map<unknown, unknown>();
      for (const [label, target] of [
        ['timers', timers],
        ['globalThis', global],
      ] as const) {
        undo.unshift(
          this.#host.patch.property(`${label}.${name}`, target, name, (old) => {
            const original = old?.value as (timer: unknown) => unknown;
            const value = wrapped.get(original) ?? sameShape(wrap(original), original);
            wrapped.set(original, value);
            return { ...old, value };
          }),
        );
      }
    }
    module.syncBuiltinESMExports();
    return () => {
      for (const one of undo) one();
    };
  }

  #patchRefresh(): () => void {
    const enabling = this;
    return this.#host.patch.property(
      'Timeout.prototype.refresh',
      this.#prototypes.timeout,
      'refresh',
      (old) => {
        const original = old?.value as () => unknown;
        function refresh(this: NodeTimer): unknown {
          const result = Reflect.apply(original, this, []);
          if (enabling.#isTimer(this, enabling.#prototypes.timeout)) enabling.#refreshed(this);
          return result;
        }
        return { ...old, value: sameShape(refresh, original) };
      },
    );
  }

  #refreshed(timer: NodeTimer): void {
    if (this.#host.busy() || typeof timer._onTimeout !== 'function') return;
    const at = timer._repeat === null ? this.#timeout : this.#interval;
    let slot = this.#slotOf(timer, '_onTimeout');
    if (slot === undefined && at.fire.enabledCount !== 0) {
      slot = this.#acquire(timer, '_onTimeout');
      slot.id = ++this.#ids;
      slot.delayMs = timer._idleTimeout ?? 0;
      slot.repeat = timer._repeat === null ? 0 : 1;
    }
    if (slot !== undefined && this.#clock) slot.dueNs = this.#host.now() + slot.delayMs * 1e6;
    if (at.refresh.enabledCount !== 0)
      this.#host.fire(at.refresh, slot ?? this.#passingOf(timer, '_onTimeout'));
  }
}

function isPowerOfTwo(n: number): boolean {
  return (n & (n - 1)) === 0;
}

/** Gives a replacement the name, length and own properties of what it replaces. */
function sameShape<T extends object>(replacement: T, original: unknown): T {
  if (typeof original === 'function')
    Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));
  return replacement;
}
