// hot path: see docs/hot-path.md
/**
 * Timers that are followed while they are armed. Each slot owns one wrapper for its whole life and is reused:
 * following a timer means to exchange its callback for the slot's wrapper, no closure is made. All slots are
 * known, so that detach puts every callback back.
 */
import type { Frame } from '../../wire/host.js';
import { ArgRecord } from '../support/record.js';

export type Callback = (...args: unknown[]) => unknown;
export type CallbackKey = '_onTimeout' | '_onImmediate';

/** Node's Timeout or Immediate, as far as we touch it. */
export type NodeTimer = {
  _idleTimeout?: number;
  _idleNext?: unknown;
  _repeat?: number | null;
  _destroyed: boolean;
  _onTimeout?: Callback | null;
  _onImmediate?: Callback | null;
  [key: symbol]: unknown;
};

/** The typed argument `timer`, and what is known of one followed timer. */
export class TimerRecord extends ArgRecord {
  id = 0;
  delayMs = 0;
  repeat = 0;
  ref = 1;
  timer: NodeTimer | undefined;
  key: CallbackKey = '_onTimeout';
  callback: Callback | undefined;
  /** 0 while no clause reads lateness. */
  dueNs = 0;
  frame: Frame | undefined;
  wrapper: Callback | undefined;
  /** Never to be used again. */
  retired = false;
}

/** Live timers that are followed; more are counted as drops. */
const MAX_SLOTS = 1 << 18;
/** A sweep costs as much as following so many timers. */
const MIN_SWEEP = 1024;

export class TimerSlots {
  readonly #fired: (slot: TimerRecord, timer: NodeTimer, args: unknown[]) => unknown;
  readonly #endFrame: (frame: Frame) => void;
  readonly #byWrapper = new WeakMap<Callback, TimerRecord>();
  #slots: TimerRecord[] = [];
  #free: TimerRecord[] = [];
  #untilSweep = MIN_SWEEP;

  constructor(
    fired: (slot: TimerRecord, timer: NodeTimer, args: unknown[]) => unknown,
    endFrame: (frame: Frame) => void,
  ) {
    this.#fired = fired;
    this.#endFrame = endFrame;
  }

  /** Follows a timer; undefined when there is no slot left. */
  acquire(timer: NodeTimer, key: CallbackKey): TimerRecord | undefined {
    if (--this.#untilSweep <= 0) this.#sweep();
    const slot = this.#free.pop() ?? (this.#slots.length < MAX_SLOTS ? this.#make() : undefined);
    if (slot === undefined) return undefined;
    slot.timer = timer;
    slot.key = key;
    slot.callback = timer[key] as Callback;
    timer[key] = slot.wrapper as Callback;
    return slot;
  }

  /** The slot of a timer that is followed now. */
  of(timer: NodeTimer, key: CallbackKey): TimerRecord | undefined {
    const callback = timer[key];
    return typeof callback === 'function' ? this.#byWrapper.get(callback) : undefined;
  }

  /** The timer is over or was cleared; its frame ends unless its callback is still to run in it. */
  release(slot: TimerRecord, endFrame: boolean): void {
    const { timer, frame } = slot;
    if (timer === undefined) return;
    slot.timer = undefined;
    slot.frame = undefined;
    slot.dueNs = 0;
    if (endFrame && frame !== undefined) this.#endFrame(frame);
    // Somebody has wrapped our wrapper: it stays a pass-through to this callback for good.
    const callback = timer[slot.key];
    if (typeof callback === 'function' && callback !== slot.wrapper && callback !== slot.callback) {
      slot.retired = true;
      return;
    }
    slot.callback = undefined;
    this.#free.push(slot);
  }

  /** Puts all callbacks back. */
  releaseAll(): void {
    for (const slot of this.#slots) {
      const { timer, key } = slot;
      if (timer !== undefined && timer[key] === slot.wrapper) timer[key] = slot.callback as Callback;
      this.release(slot, true);
    }
    this.#slots = [];
    this.#free = [];
  }

  /**
   * Timers may have gone without our notice: cleared by Node itself, or through an early reference. There are
   * never more of them than live ones, or than MIN_SWEEP; nor are there many more free slots.
   */
  #sweep(): void {
    for (const slot of this.#slots) if (slot.timer?._destroyed === true) this.release(slot, true);
    const live = this.#slots.filter((slot) => slot.timer !== undefined);
    this.#free.length = Math.min(this.#free.length, Math.max(MIN_SWEEP, live.length));
    this.#slots = [...live, ...this.#free];
    this.#untilSweep = Math.max(MIN_SWEEP, live.length);
  }

  #make(): TimerRecord {
    const slot = new TimerRecord();
    const fired = this.#fired;
    slot.wrapper = function (this: NodeTimer, ...args: unknown[]) {
      return fired(slot, this, args);
    };
    this.#byWrapper.set(slot.wrapper, slot);
    this.#slots.push(slot);
    return slot;
  }
}
