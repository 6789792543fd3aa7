// hot path: see docs/hot-path.md
/**
 * How signals come into being: a setter on AbortSignal.prototype sees every birth (support/stamp.ts); what makes
 * them (AbortSignal.timeout, fetch, Request, another thread) says meanwhile where they come from.
 */
import type { Host } from '../../wire/host.js';
import { type AnyFunction, replaceMethod, shadowMethod } from '../support/replace.js';
import { hookBirth, symbolNamed } from '../support/stamp.js';
import { undiciLoaded } from '../support/undici.js';
import type { Origin, Signals } from './signals.js';

export class Births {
  readonly #host: Host;
  readonly #signals: Signals;
  readonly #onBorn: (signal: AbortSignal, origin: Origin, timeoutMs: number) => void;
  readonly #failed: (error: unknown) => void;
  /** Set while AbortSignal.timeout() or fetch() makes signals. */
  #making: Origin = 'controller';
  #makingTimeoutMs = -1;

  constructor(
    host: Host,
    signals: Signals,
    onBorn: (signal: AbortSignal, origin: Origin, timeoutMs: number) => void,
    failed: (error: unknown) => void,
  ) {
    this.#host = host;
    this.#signals = signals;
    this.#onBorn = onBorn;
    this.#failed = failed;
  }

  hook(): (() => void) | undefined {
    const { AbortController } = this.#host.builtins;
    const undo = hookBirth(
      this.#host.patch,
      'birth of AbortSignal',
      this.#signals.prototype,
      this.#signals.keys.composite ?? 'kComposite',
      this.#born,
      () => this.#host.hidden(() => new AbortController().signal),
    );
    if (undo === undefined)
      this.#host.trouble('abort', new Error("this Node's AbortSignal cannot be seen being made"));
    return undo;
  }

  readonly #born = (signal: AbortSignal, composite: unknown): void => {
    try {
      if (this.#host.busy()) return;
      const origin: Origin =
        composite === true ? 'any' : this.#signals.isAborted(signal) ? 'static' : this.#making;
      this.#onBorn(signal, origin, origin === 'timeout' ? this.#makingTimeoutMs : -1);
    } catch (error) {
      this.#failed(error);
    }
  };

  followTimeouts(): () => void {
    const births = this;
    const { AbortSignal } = this.#host.builtins;
    return replaceMethod(this.#host.patch, 'AbortSignal.timeout', AbortSignal, 'timeout', (original) => ({
      timeout(this: unknown, delay: unknown): unknown {
        const outer = births.#making;
        births.#making = 'timeout';
        births.#makingTimeoutMs = typeof delay === 'number' ? delay : -1;
        try {
          return Reflect.apply(original, this, arguments);
        } finally {
          births.#making = outer;
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

  followFetch(): (() => void) | undefined {
    const births = this;
    const { global } = this.#host.builtins;
    if (typeof Object.getOwnPropertyDescriptor(global, 'fetch')?.value !== 'function') return undefined;
    return replaceMethod(this.#host.patch, 'globalThis.fetch', global, 'fetch', (original) => ({
      fetch(this: unknown): unknown {
        const args = arguments;
        return births.#inRequest(() => Reflect.apply(original, this, args));
      },
    }));
  }

  /** The global Request, if it was loaded before. */
  followRequest(): (() => void) | undefined {
    const births = this;
    const { global } = this.#host.builtins;
    if (!undiciLoaded(global)) return undefined;
    if (typeof Object.getOwnPropertyDescriptor(global, 'Request')?.value !== 'function') return undefined;
    return replaceMethod(this.#host.patch, 'globalThis.Request', global, 'Request', (original) => {
      function Request(this: unknown): unknown {
        const args = arguments;
        const target = new.target === undefined || new.target === Request ? original : new.target;
        // Without `new` the class itself complains, in its own words.
        if (new.target === undefined) return Reflect.apply(original, this, args);
        return births.#inRequest(() => Reflect.construct(original, args, target));
      }
      return { Request: Request as unknown as AnyFunction };
    });
  }

  /** A signal that was posted from another thread is made first and filled in by this method. */
  followThreads(): (() => void) | undefined {
    const key =
      symbolNamed(this.#signals.prototype, 'messaging_deserialize_symbol') ??
      symbolNamed(this.#signals.prototype, 'kDeserialize');
    return shadowMethod(this.#host, 'abort', this.#signals.prototype, 'deserialize', key, (original) => {
      const births = this;
      return function (this: AbortSignal): unknown {
        try {
          if (!births.#host.busy()) births.#signals.markForeign(this);
        } catch (error) {
          births.#failed(error);
        }
        return Reflect.apply(original, this, arguments);
      };
    });
  }
}
