// hot path: see docs/hot-path.md
/** Which requests are followed: of each route all of the first, then one in so many. */
import type { RequestFacts } from '../../wire/graph-feed.js';
import type { WatchOptions } from '../../wire/watch.js';

const MAX_ROUTES = 500;

export class Sampling {
  readonly #first: number;
  readonly #every: number;
  readonly #seen = new Map<string, number>();

  constructor({ sampleFirst, sampleEvery }: WatchOptions) {
    this.#first = sampleFirst;
    this.#every = Math.max(1, sampleEvery);
  }

  wants({ label }: RequestFacts): boolean {
    const route = label.replace(/\d+/g, '0').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '0');
    const known = this.#seen.get(route);
    if (known === undefined && this.#seen.size >= MAX_ROUTES) return this.#count('') % this.#every === 0;
    const count = this.#count(route);
    return count <= this.#first || count % this.#every === 0;
  }

  #count(route: string): number {
    const count = (this.#seen.get(route) ?? 0) + 1;
    this.#seen.set(route, count);
    return count;
  }
}
