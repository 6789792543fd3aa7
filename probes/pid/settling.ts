/**
 * Promises of traced async functions, until they are settled: heard of through the async hook alone, since a handler
 * of ours would make a rejection look handled. What they settled to is read by the inspector, if a clause asks.
 */
import type { Frame, Host, Site } from '../../wire/host.js';
import { symbolNamed } from '../support/stamp.js';
import type { Limiter } from './limiter.js';
import type { Outcome, Values } from './values.js';

export type Call = {
  readonly promise: object;
  readonly site: Site;
  readonly frame: Frame | undefined;
  readonly startNs: number;
};

const DECIDED: Outcome = { state: 'fulfilled', value: undefined };

export class Settling {
  readonly #host: Host;
  readonly #values: Values;
  readonly #limiter: Limiter;
  /** By async id. Nobody's hot path: only calls of traced async functions are here. */
  readonly #pending = new Map<number, Call>();
  /** Traced async functions that run their first part, and what was decided meanwhile. */
  #running = 0;
  readonly #decidedNow = new Set<number>();
  #key: symbol | undefined;
  /** Outcome or value are read by a clause. */
  reads = false;

  constructor(host: Host, values: Values, limiter: Limiter) {
    this.#host = host;
    this.#values = values;
    this.#limiter = limiter;
  }

  /** @returns the undo; undefined, with trouble told, where async hooks are not safe */
  install(): (() => void) | undefined {
    if (!this.#host.asyncHooksAllowed) {
      this.#host.trouble(
        'pid',
        new Error('returns of async functions are not seen: async hooks are unsafe here (-x unsafehooks)'),
      );
      return undefined;
    }
    const hook = this.#host.builtins.asyncHooks.createHook({
      init() {}, // promises have ids only where somebody hears of them
      promiseResolve: (id) => this.#decided(id),
    });
    hook.enable();
    return this.#host.patch.action('async hook of function probes', () => {
      hook.disable();
      this.#pending.clear();
    });
  }

  begin(): void {
    this.#running++;
  }

  end(): void {
    if (--this.#running === 0 && this.#decidedNow.size > 0) this.#decidedNow.clear();
  }

  /** Between begin and end: the call has returned its promise. */
  wait(call: Call): void {
    this.#key ??= symbolNamed(call.promise, 'async_id_symbol');
    const id = this.#key === undefined ? undefined : (call.promise as Record<symbol, unknown>)[this.#key];
    if (typeof id !== 'number') {
      // No hook has seen it made: nobody will tell.
      if (call.frame !== undefined) this.#host.frames.end(call.frame);
      return;
    }
    if (this.#decidedNow.has(id)) this.#askSoon(id, call);
    else this.#pending.set(id, call);
  }

  #decided(id: number): void {
    if (this.#running > 0) this.#decidedNow.add(id);
    if (this.#pending.size === 0) return;
    const call = this.#pending.get(id);
    if (call !== undefined) this.#askSoon(id, call);
  }

  /** Not inside the hook: the promise is settled after it. */
  #askSoon(id: number, call: Call): void {
    this.#pending.delete(id);
    const atNs = this.#host.now();
    this.#host.hidden(() => this.#host.builtins.queueMicrotask(() => this.#ask(id, call, atNs)));
  }

  #ask(id: number, call: Call, atNs: number): void {
    try {
      const outcome = this.#host.hidden(() => this.#outcome(atNs, call));
      if (outcome === undefined) return;
      // Bound to another promise: it is heard of again.
      if (outcome.state === 'pending') this.#pending.set(id, call);
      else fireSettled(this.#host, call, outcome, atNs);
    } catch (error) {
      this.#host.trouble('pid', error);
    }
  }

  #outcome(atNs: number, { promise }: Call): Outcome | undefined {
    if (!this.reads) return DECIDED;
    if (this.#limiter.take(atNs)) return this.#values.settled(promise);
    this.#host.drop('function');
    return undefined;
  }
}

export type Ended = Omit<Call, 'promise'>;

export function fireSettled(host: Host, call: Ended, { state, value }: Outcome, atNs: number): void {
  fireReturn(host, call, state === 'rejected' ? 'rejected' : 'resolved', value, atNs);
}

export function fireReturn(
  host: Host,
  { site, frame, startNs }: Ended,
  outcome: string,
  value: unknown,
  atNs: number,
): void {
  const elapsed = startNs === 0 ? 0 : atNs - startNs;
  if (site.enabledCount !== 0) {
    if (frame === undefined) host.fire(site, outcome, value, elapsed);
    else host.fireIn(frame, false, site, outcome, value, elapsed);
  }
  if (frame !== undefined) host.frames.end(frame);
}
