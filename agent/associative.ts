// hot path: see docs/hot-path.md
/** Associative arrays of D: nested Maps by key part, bounded together with all others of the consumer. */
import { NO_ROOM } from '../wire/fault.js';
import type { Associative } from '../wire/runtime.js';
import type { Value } from '../wire/value.js';
import type { Space } from './space.js';
import { own } from './texts.js';

type Level = Map<Value, unknown>;

export class AssociativeArray implements Associative {
  readonly #space: Space;
  readonly #elementBytes: number;
  readonly #root: Level = new Map();
  #elements = 0;

  /** @param space what all dynamic variables of the consumer share (option dynvarsize) */
  constructor(space: Space, elementBytes: number) {
    this.#space = space;
    this.#elementBytes = elementBytes;
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
    const known = this.#root.get(k0) as Level | undefined;
    if (known === undefined) {
      if (isZero(value)) return;
      const made: Level = new Map();
      this.#store(made, k1, value); // throws without room: an empty level is never linked
      this.#root.set(own(k0), made);
      return;
    }
    this.#store(known, k1, value);
    if (known.size === 0) this.#root.delete(k0);
  }

  setN(key: readonly Value[], value: Value): void {
    this.#storeN(this.#root, key, 0, value);
  }

  #storeN(level: Level, key: readonly Value[], at: number, value: Value): void {
    const part = key[at] as Value;
    if (at === key.length - 1) return this.#store(level, part, value);
    const known = level.get(part) as Level | undefined;
    if (known === undefined && isZero(value)) return;
    const next: Level = known ?? new Map();
    this.#storeN(next, key, at + 1, value);
    if (known === undefined) level.set(own(part), next);
    else if (next.size === 0) level.delete(part);
  }

  #store(level: Level, part: Value, value: Value): void {
    if (isZero(value)) {
      if (!level.delete(part)) return;
      this.#elements--;
      return this.#space.give(this.#elementBytes);
    }
    if (level.has(part)) {
      level.set(part, own(value));
      return;
    }
    if (!this.#space.take(this.#elementBytes)) throw NO_ROOM;
    this.#elements++;
    level.set(own(part), own(value));
  }

  /** The array is gone with what held it: its room is free. */
  release(): void {
    this.#space.give(this.#elementBytes, this.#elements);
    this.#elements = 0;
  }
}

function isZero(value: Value): boolean {
  return value === 0 || value === null;
}
