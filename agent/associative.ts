// hot path: see docs/hot-path.md
/** Associative arrays of D: nested Maps by key part, bounded together with all others of the consumer. */
import type { Associative } from '../wire/runtime.js';
import type { Value } from '../wire/value.js';

/** What one consumer's dynamic variables may hold (option dynvarsize), and how many were refused. */
export type DynamicSpace = { live: number; readonly limit: number; refuse(): void };

type Level = Map<Value, unknown>;

export class AssociativeArray implements Associative {
  readonly #space: DynamicSpace;
  readonly #root: Level = new Map();

  constructor(space: DynamicSpace) {
    this.#space = space;
  }

  get1(k0: Value): Value | undefined {
    return this.#root.get(k0) as Value | undefined;
  }

  get2(k0: Value, k1: Value): Value | undefined {
    return (this.#root.get(k0) as Level | undefined)?.get(k1) as Value | undefined;
  }

  getN(key: readonly Value[]): Value | undefined {
    let level: Level | undefined = this.#root;
    for (let i = 0; i < key.length - 1 && level !== undefined; i++)
      level = level.get(key[i] as Value) as Level | undefined;
    return level?.get(key[key.length - 1] as Value) as Value | undefined;
  }

  set1(k0: Value, value: Value): void {
    this.#store(this.#root, k0, value);
  }

  set2(k0: Value, k1: Value, value: Value): void {
    const level = this.#levelFor(this.#root, k0, value);
    if (level === undefined) return;
    this.#store(level, k1, value);
    if (level.size === 0) this.#root.delete(k0);
  }

  setN(key: readonly Value[], value: Value): void {
    this.#storeN(this.#root, key, 0, value);
  }

  #storeN(level: Level, key: readonly Value[], at: number, value: Value): void {
    const part = key[at] as Value;
    if (at === key.length - 1) return this.#store(level, part, value);
    const next = this.#levelFor(level, part, value);
    if (next === undefined) return;
    this.#storeN(next, key, at + 1, value);
    if (next.size === 0) level.delete(part);
  }

  /** The level below, made when there is something to store. */
  #levelFor(level: Level, part: Value, value: Value): Level | undefined {
    let next = level.get(part) as Level | undefined;
    if (next === undefined && !isZero(value)) level.set(part, (next = new Map()));
    return next;
  }

  #store(level: Level, part: Value, value: Value): void {
    if (isZero(value)) {
      if (level.delete(part)) this.#space.live--;
      return;
    }
    if (!level.has(part)) {
      if (this.#space.live >= this.#space.limit) return this.#space.refuse();
      this.#space.live++;
    }
    level.set(part, value);
  }
}

function isZero(value: Value): boolean {
  return value === 0 || value === null;
}
