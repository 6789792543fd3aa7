/**
 * When exit() is noticed: at once, unless the program set statusrate. Then, as in dtrace, at the next look at that
 * rate, so that END runs that much later.
 */
import type { RunOptions } from './options.js';

const NS_PER_MS = 1e6;

export class Pace {
  readonly #options: RunOptions;
  readonly #startMs = performance.now();

  constructor(options: RunOptions) {
    this.#options = options;
  }

  notice(act: () => void): void {
    const periodMs = this.#options.given('statusrate') / NS_PER_MS;
    if (periodMs < 1) return act();
    setTimeout(act, periodMs - ((performance.now() - this.#startMs) % periodMs));
  }
}
