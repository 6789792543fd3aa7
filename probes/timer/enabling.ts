// hot path: see docs/hot-path.md
/**
 * The hooks of timer: births through setters on the prototypes of Node's Timeout and Immediate, fires through
 * the slots' wrappers (slots.ts), clear and refresh through patched functions.
 */
import type { Host, Site, Sites } from '../../wire/host.js';
import type { Enabling } from '../provider.js';
import { patchExports } from '../support/exports.js';
import { HookSet } from '../support/hooks.js';
import { sameShape } from '../support/replace.js';
import { hookBirth, symbolNamed } from '../support/stamp.js';
import { type CallbackKey, type NodeTimer, TimerRecord, TimerSlots } from './slots.js';

/** Numbers of timers are rare; should they pile up, they are forgotten. */
const MAX_NUMBERED = 10_000;

/** The sites of setTimeout, setInterval or setImmediate, which has no refresh. */
type FunctionSites = { create: Site; fire: Site; clear: Site; refresh: Site | undefined };
type Clear = (timer: unknown) => unknown;

export class TimerEnabling implements Enabling {
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
  readonly #slots: TimerSlots;
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
      refresh: fn === 'setImmediate' ? undefined : sites.site('', fn, 'refresh'),
    });
    this.#slots = new TimerSlots(this.#fired, (frame) => host.frames.end(frame));
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
      this.#host.patch.action('callbacks of followed timers', () => this.#slots.releaseAll()),
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
    const followed = follow ? this.#slots.acquire(timer, key) : undefined;
    if (follow && followed === undefined) this.#host.drop('timer');
    const slot = followed ?? this.#passing;
    slot.id = ++this.#ids;
    slot.delayMs = delayMs;
    slot.repeat = repeat;
    slot.ref = this.#isRef(timer);
    if (this.#clock) slot.dueNs = this.#host.now() + delayMs * 1e6;
    if (this.#frames && slot !== this.#passing) {
      slot.frame = this.#host.frames.open(this.#host.frames.current());
      if (create) this.#host.fireIn(slot.frame, true, at.create, slot);
    } else if (create) this.#host.fire(at.create, slot);
  }

  readonly #fired = (slot: TimerRecord, timer: NodeTimer, args: unknown[]): unknown => {
    const callback = slot.callback;
    // Somebody kept our wrapper and calls it for a timer that is long over.
    if (callback === undefined || (slot.timer !== timer && !slot.retired)) return undefined;
    const once = slot.key === '_onImmediate' || timer._repeat === null;
    const at = slot.key === '_onImmediate' ? this.#immediate : once ? this.#timeout : this.#interval;
    // Put back first: the callback may call refresh(), which follows the timer again.
    if (once && slot.key === '_onTimeout' && timer._onTimeout === slot.wrapper) timer._onTimeout = callback;
    const frame = slot.frame;
    if (at.fire.enabledCount !== 0) {
      let lateness = 0;
      if (this.#clock && slot.dueNs !== 0) {
        const now = this.#host.now();
        lateness = Math.max(0, Math.round(now - slot.dueNs));
        if (!once) slot.dueNs = now + slot.delayMs * 1e6;
      }
      slot.ref = this.#isRef(timer);
      if (frame === undefined) this.#host.fire(at.fire, slot, lateness);
      else this.#host.fireIn(frame, false, at.fire, slot, lateness);
    }
    if (once) this.#slots.release(slot, false);
    if (frame === undefined) return Reflect.apply(callback, timer, args);
    try {
      return this.#host.frames.run(frame, callback, timer, args);
    } finally {
      if (once) this.#host.frames.end(frame);
    }
  };

  #isTimer(value: unknown, prototype: object): value is NodeTimer {
    return (
      typeof value === 'object' &&
      value !== null &&
      !this.#host.builtins.types.isProxy(value) &&
      Object.getPrototypeOf(value) === prototype
    );
  }

  /** Wraps one of the clear functions: fires for a timer that is armed, then clears it. */
  #clearing(original: Clear, key: CallbackKey) {
    const enabling = this;
    const prototype = key === '_onImmediate' ? this.#prototypes.immediate : this.#prototypes.timeout;
    return function (this: unknown, ...args: unknown[]): unknown {
      const given = this !== undefined && args.length === 0 ? this : args[0];
      const value = typeof given === 'number' || typeof given === 'string' ? enabling.#byId(given) : given;
      if (enabling.#isTimer(value, prototype) && isArmed(value, key)) enabling.#cleared(value, key);
      return Reflect.apply(original, this, args);
    };
  }

  #cleared(timer: NodeTimer, key: CallbackKey): void {
    const at =
      key === '_onImmediate' ? this.#immediate : timer._repeat === null ? this.#timeout : this.#interval;
    const slot = this.#slots.of(timer, key);
    const callback = slot?.callback;
    if (at.clear.enabledCount !== 0 && !this.#host.busy()) {
      if (slot?.frame !== undefined) this.#host.fireIn(slot.frame, false, at.clear, slot);
      else this.#host.fire(at.clear, slot ?? this.#passingOf(timer, key));
    }
    // Unless the trace has ended in that very clause, and put everything back.
    if (slot?.timer === timer && callback !== undefined) {
      timer[key] = callback;
      this.#slots.release(slot, true);
    }
  }

  #isRef(timer: NodeTimer): number {
    return this.#kRefed !== undefined && timer[this.#kRefed] === false ? 0 : 1;
  }

  #passingOf(timer: NodeTimer, key: CallbackKey): TimerRecord {
    const passing = this.#passing;
    passing.id = 0;
    passing.delayMs = key === '_onImmediate' ? 0 : Math.max(0, timer._idleTimeout ?? 0);
    passing.repeat = key === '_onTimeout' && timer._repeat !== null ? 1 : 0;
    passing.ref = this.#isRef(timer);
    return passing;
  }

  /** Timers whose number the application asked for: it may clear them by that. */
  readonly #numbered = new Map<number, WeakRef<NodeTimer>>();

  #byId(given: number | string): NodeTimer | undefined {
    const id = Number(given);
    const timer = this.#numbered.get(id)?.deref();
    this.#numbered.delete(id);
    return timer;
  }

  #patchToPrimitive(): () => void {
    const enabling = this;
    const { timeout } = this.#prototypes;
    return this.#host.patch.property(
      'Timeout.prototype[Symbol.toPrimitive]',
      timeout,
      Symbol.toPrimitive,
      (old) => {
        const original = old?.value as () => number;
        const value = function (this: NodeTimer): number {
          const id = Reflect.apply(original, this, []);
          if (enabling.#isTimer(this, timeout)) enabling.#numbered.set(id, new WeakRef(this));
          if (enabling.#numbered.size > MAX_NUMBERED) enabling.#numbered.clear();
          return id;
        };
        return { ...old, value: sameShape(value, original) };
      },
    );
  }

  #patchClears(): () => void {
    const undo = [
      this.#patchToPrimitive(),
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
              value: sameShape(this.#clearing(old?.value as Clear, '_onTimeout'), old?.value),
            }),
          ),
        ),
    ];
    return () => {
      for (const one of undo) one();
    };
  }

  /** Functions of node:timers, where they are exported and where they are global. */
  #patchFunctions(names: readonly string[], wrap: (original: Clear) => (...args: unknown[]) => unknown) {
    const { timers, global } = this.#host.builtins;
    const targets = [
      ['timers', timers],
      ['globalThis', global],
    ] as const;
    return patchExports(this.#host, targets, names, wrap);
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
    let slot = this.#slots.of(timer, '_onTimeout');
    if (slot === undefined && at.fire.enabledCount !== 0) {
      slot = this.#slots.acquire(timer, '_onTimeout');
      if (slot !== undefined) {
        slot.id = ++this.#ids;
        slot.delayMs = timer._idleTimeout ?? 0;
        slot.repeat = timer._repeat === null ? 0 : 1;
      }
    }
    if (slot !== undefined && this.#clock) slot.dueNs = this.#host.now() + slot.delayMs * 1e6;
    const { refresh } = at;
    if (refresh !== undefined && refresh.enabledCount !== 0)
      this.#host.fire(refresh, slot ?? this.#passingOf(timer, '_onTimeout'));
  }
}

/** Armed, and not about to run or running: then there is nothing to clear. */
function isArmed(timer: NodeTimer, key: CallbackKey): boolean {
  if (typeof timer[key] !== 'function' || timer._destroyed) return false;
  return key === '_onImmediate' || timer._repeat !== null || timer._idleNext !== null;
}
