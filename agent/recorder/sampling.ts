// hot path: see docs/hot-path.md
/**
 * What is followed: of the requests of a route all of the first, then one in so many; of everything else what a budget
 * of stacks allows.
 */
import type { RequestFacts } from '../../wire/graph-feed.js';
import type { WatchOptions } from '../../wire/watch.js';

const MAX_ROUTES = 500;
const MAX_LABELS = 2_000;

export class Sampling {
  readonly #first: number;
  readonly #every: number;
  readonly #seen = new Map<string, number>();
  /** By label, for those that come again and again. */
  readonly #routes = new Map<string, string>();

  constructor({ sampleFirst, sampleEvery }: WatchOptions) {
    this.#first = sampleFirst;
    this.#every = Math.max(1, sampleEvery);
  }

  wants({ label }: RequestFacts): boolean {
    const route = this.#routeOf(label);
    const known = this.#seen.get(route);
    if (known === undefined && this.#seen.size >= MAX_ROUTES) return this.#count('') % this.#every === 0;
    const count = this.#count(route);
    return count <= this.#first || count % this.#every === 0;
  }

  #routeOf(label: string): string {
    const known = this.#routes.get(label);
    if (known !== undefined) return known;
    const route = label.replace(/\d+/g, '0').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '0');
    if (this.#routes.size >= MAX_LABELS) this.#routes.clear();
    this.#routes.set(label, route);
    return route;
  }

  #count(route: string): number {
    const count = (this.#seen.get(route) ?? 0) + 1;
    this.#seen.set(route, count);
    return count;
  }
}

/** Stacks that may be taken at once, and each second: a stack costs 10 to 40 us. */
const BURST = 50_000;
const PER_MS = 5;
/** So far over it a turn that has begun is cut off too. */
const HARD = -20_000;

/** Stacks are what following costs. */
export class Budget {
  #left = BURST;
  #at = 0;

  /** One stack is taken. @param now ms */
  spend(now: number): void {
    if (now > this.#at) {
      this.#left = Math.min(BURST, this.#left + (now - this.#at) * PER_MS);
      this.#at = now;
    }
    this.#left--;
  }

  /** A turn of the event loop that begins now should not be followed. */
  get spent(): boolean {
    return this.#left < 0;
  }

  get overdrawn(): boolean {
    return this.#left < HARD;
  }

  /** While nothing is followed nothing is spent: somebody must look at the clock. */
  refill(now: number): void {
    this.spend(now);
  }
}
