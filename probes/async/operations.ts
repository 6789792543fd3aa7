// hot path: see docs/hot-path.md
/**
 * Frames of self-> for asynchronous resources, by their slot in the ring: made when a clause first fires for one,
 * below the frame that its making ran in; what its callbacks run is below it. Node says when a resource is
 * destroyed, but to hear it of promises costs each of them dearly, and before 24.14 promises cannot be left out.
 * So an operation ends as soon as nothing can happen to it any more, which depends on its type (Ending).
 */
import type { Frame, Frames, Host, Site } from '../../wire/host.js';

/** What is left without these, ends when its slot is taken over (ring.ts). */
export type Ending =
  /** After its one callback. */
  | 'callback'
  /** When Node's timer says that it is destroyed: asked after its callback, and of all timers now and then. */
  | 'timer'
  /** When it is settled; an await is, once it has gone on. */
  | 'promise'
  /** When it is destroyed, where that is heard. */
  | 'destroy';

/** The five sites of one type. */
export type TypeSites = {
  readonly index: number;
  readonly type: string;
  readonly ending: Ending;
  readonly sites: Readonly<Record<'init' | 'before' | 'after' | 'destroy' | 'resolve', Site>>;
};

/** Requests to the system, ticks: Node runs one callback for each. */
const ONE_CALLBACK =
  /^(TickObject|Microtask|Immediate|\w+(REQ|REQWRAP|REQCALLBACK|REQPROMISE|CONNECTWRAP|WRITEWRAP|SHUTDOWNWRAP|SENDWRAP)|WRITEWRAP|QUERYWRAP|(?!HTTPCLIENT)\w+REQUEST)$/;

export function endingOf(type: string): Ending {
  if (type === 'PROMISE') return 'promise';
  if (type === 'Timeout') return 'timer';
  return ONE_CALLBACK.test(type) ? 'callback' : 'destroy';
}

/** What is known of a promise, besides its frame. */
const RUNNING = 1;
const SETTLED = 2;

/** A sweep of the timers costs as much as so many new ones. */
const MIN_SWEEP = 1024;

/** A timer that has a frame. */
type Followed = {
  readonly slot: number;
  readonly frame: Frame;
  readonly timer: { readonly _destroyed?: unknown };
};

export class Operations {
  readonly #host: Host;
  readonly #frames: Frames;
  readonly #own: (Frame | undefined)[];
  /** What was the current frame when the resource was made. */
  readonly #outer: (Frame | undefined)[];
  readonly #state: Uint8Array;
  /** What `current` was before the callbacks that run now, innermost last. */
  readonly #running: (Frame | undefined)[] = [];
  readonly #hearsSettling: boolean;
  /** While no hook tells that they were cleared. */
  #timers: Followed[] = [];
  #untilSweep = MIN_SWEEP;

  constructor(host: Host, slots: number, hearsSettling: boolean) {
    this.#host = host;
    this.#hearsSettling = hearsSettling;
    this.#frames = host.frames;
    this.#own = new Array<undefined>(slots).fill(undefined);
    this.#outer = new Array<undefined>(slots).fill(undefined);
    this.#state = new Uint8Array(slots);
  }

  /** A resource is made; whatever had the slot is gone. */
  born(slot: number): void {
    this.#state[slot] = 0;
    this.#outer[slot] = this.#frames.current();
  }

  moved(from: number, to: number): void {
    this.#own[to] = this.#own[from];
    this.#own[from] = undefined;
    this.#outer[to] = this.#outer[from];
    this.#state[to] = this.#state[from] as number;
  }

  frameOf(slot: number): Frame {
    return (this.#own[slot] ??= this.#frames.open(this.#outer[slot] ?? this.#frames.current()));
  }

  /** A callback is about to run, after the clauses of `before`; -1: of a resource that is not known. */
  entered(slot: number): void {
    if (slot < 0) {
      this.#running.push(this.#frames.swap(undefined));
      return;
    }
    this.#state[slot] = (this.#state[slot] as number) | RUNNING;
    this.#running.push(this.#frames.swap(this.#own[slot] ?? this.#outer[slot]));
  }

  /** The callback has returned. */
  left(): void {
    this.#frames.swap(this.#running.pop());
  }

  /** The clauses of `after` have run. */
  ran(slot: number, at: TypeSites): void {
    const state = (this.#state[slot] as number) & ~RUNNING;
    this.#state[slot] = state;
    const frame = this.#own[slot];
    if (frame === undefined) return;
    if (at.ending === 'promise') {
      // Pending: a then() whose callback has given another promise.
      const ends = at.sites.destroy.enabledCount === 0 && ((state & SETTLED) !== 0 || !this.#hearsSettling);
      return ends ? this.gone(slot) : this.#frames.close(frame);
    }
    if (at.sites.destroy.enabledCount !== 0) return;
    if (at.ending === 'callback' || (at.ending === 'timer' && this.#timerIsOver())) this.gone(slot);
  }

  /** The clauses of `resolve` have run. */
  settled(slot: number, at: TypeSites): void {
    const state = this.#state[slot] as number;
    this.#state[slot] = state | SETTLED;
    const frame = this.#own[slot];
    if (frame === undefined || (state & RUNNING) !== 0) return;
    if (at.sites.destroy.enabledCount !== 0) this.#frames.close(frame);
    else this.gone(slot);
  }

  gone(slot: number): void {
    const frame = this.#own[slot];
    if (frame === undefined) return;
    this.#own[slot] = undefined;
    this.#frames.end(frame);
  }

  /** A timer has been made and has a frame. */
  follow(slot: number, timer: object): void {
    const frame = this.#own[slot];
    // An AsyncResource of the application's may call itself Timeout.
    if (frame === undefined || !hasOwnValue(timer, '_destroyed', this.#host)) return;
    if (--this.#untilSweep <= 0) this.#sweep();
    this.#timers.push({ slot, frame, timer });
  }

  /** Ends those that were cleared. What is held until then is this many timers at most, beside the live ones. */
  #sweep(): void {
    this.#timers = this.#timers.filter(({ slot, frame, timer }) => {
      if (this.#own[slot] !== frame) return false;
      if (timer._destroyed !== true) return true;
      this.gone(slot);
      return false;
    });
    this.#untilSweep = Math.max(MIN_SWEEP, this.#timers.length);
  }

  /** Of the timer whose callback has just run. */
  #timerIsOver(): boolean {
    const timer: object = this.#host.builtins.asyncHooks.executionAsyncResource();
    return hasOwnValue(timer, '_destroyed', this.#host) && (timer as Followed['timer'])._destroyed === true;
  }
}

function hasOwnValue(object: object, key: string, host: Host): boolean {
  if (host.builtins.types.isProxy(object)) return false;
  const property = Object.getOwnPropertyDescriptor(object, key);
  return property !== undefined && 'value' in property;
}
