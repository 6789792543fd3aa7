// hot path: see docs/hot-path.md
/**
 * What is followed: of the requests of a route all of the first, then a few a second (or one in so many); of everything
 * else what a budget of stacks allows.
 */
import type { RequestFacts } from '../../wire/graph-feed.js';
import type { WatchOptions } from '../../wire/watch.js';

const MAX_ROUTES = 500;
const MAX_LABELS = 2_000;
/** In each round a route may have one of its requests followed, all routes together these. */
const PER_ROUND = 4;
/** A sample costs milliseconds: the more there are to choose from, the longer a round. */
const ROUND_MS = 200;
const BUSY_ROUND_MS = 1_000;
/** Requests a second that are not followed: what runs between those that are is not looked at either. */
const BUSY = 100;
/** Load comes in waves: it is taken for busy for as long after. */
const STAYS_MS = 2_000;

type Route = { count: number; round: number };

export class Sampling {
  readonly #first: number;
  /** 0: by rounds. */
  readonly #every: number;
  readonly #seen = new Map<string, Route>();
  /** By label, for those that come again and again. */
  readonly #routes = new Map<string, Route>();
  #round = 0;
  #roundAt = 0;
  #left = PER_ROUND;
  #leftOut = 0;
  /** As many in this round are busy; and it has been so. */
  #many = (BUSY * ROUND_MS) / 1_000;
  #hurried = false;
  #busyAt = 0;
  /** So many requests come that only samples of them are followed. */
  busy = false;

  constructor({ sampleFirst, sampleEvery }: WatchOptions) {
    this.#first = sampleFirst;
    this.#every = sampleEvery;
  }

  wants({ label }: RequestFacts): boolean {
    const route = this.#routes.get(label) ?? this.#routeOf(label);
    if (++route.count <= this.#first || this.#isNext(route)) return true;
    if (++this.#leftOut > this.#many) this.#hurried = this.busy = true;
    return false;
  }

  #isNext(route: Route): boolean {
    if (this.#every > 0) return route.count % this.#every === 0;
    if (route.round === this.#round || this.#left === 0) return false;
    route.round = this.#round;
    this.#left--;
    return true;
  }

  /** Now and then. @param now ms */
  tick(now: number): void {
    const roundMs = this.busy ? BUSY_ROUND_MS : ROUND_MS;
    if (now - this.#roundAt < roundMs) return;
    this.#roundAt = now;
    this.#round++;
    this.#left = PER_ROUND;
    this.#leftOut = 0;
    if (this.#hurried) this.#busyAt = now;
    else if (now - this.#busyAt > STAYS_MS) this.busy = false;
    this.#hurried = false;
    this.#many = (BUSY * (this.busy ? BUSY_ROUND_MS : ROUND_MS)) / 1_000;
  }

  #routeOf(label: string): Route {
    let name = label.replace(/\d+/g, '0').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '0');
    if (!this.#seen.has(name) && this.#seen.size >= MAX_ROUTES) name = '';
    let route = this.#seen.get(name);
    if (route === undefined) this.#seen.set(name, (route = { count: 0, round: -1 }));
    if (this.#routes.size >= MAX_LABELS) this.#routes.clear();
    this.#routes.set(label, route);
    return route;
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
