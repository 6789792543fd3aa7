// hot path: see docs/hot-path.md
/**
 * Aggregations of one consumer: cells found by nested Maps over the key parts, and what they gathered since
 * the last flush. The consumer holds the totals, so a store that grows past half of its limit forgets its
 * keys after a flush and loses nothing.
 */
import { type Cell, createCell } from '../wire/aggregating.js';
import type { AggregationDef, AggregationRecord, CellDelta } from '../wire/aggregation.js';
import type { AggregationHandle } from '../wire/runtime.js';
import { toWire, type Value, type WireValue } from '../wire/value.js';
import type { Space } from './space.js';
import { own } from './texts.js';

type Level = Map<Value, unknown>;

/** Keys of one part that are less are found in an array. */
const SMALL = 1024;

export class AggregationStore implements AggregationHandle {
  readonly #index: number;
  readonly #def: AggregationDef;
  /** Shared by all aggregations of the consumer (option aggsize). */
  readonly #space: Space;
  #root: Level = new Map();
  /** Cells of one-part keys from 0 up, as most integers are: found without hashing. */
  #small: (Cell | undefined)[] = [];
  #single: Cell | undefined;
  #size = 0;
  /** Where values go whose key was refused; nobody reads it. */
  readonly #sink: Cell;
  readonly #cellBytes: number;

  /** @param cellBytes what one cell takes of aggsize */
  constructor(index: number, def: AggregationDef, space: Space, cellBytes: number) {
    this.#index = index;
    this.#def = def;
    this.#space = space;
    this.#sink = createCell(def);
    this.#cellBytes = cellBytes;
  }

  cell0(): Cell {
    return this.#single ?? this.#makeSingle();
  }

  cell1(k0: Value): Cell {
    if (typeof k0 === 'number') {
      const small = this.#small;
      const key = k0 | 0;
      if (key === k0) {
        const cell = key >= 0 && key < small.length ? small[key] : (this.#root.get(key) as Cell | undefined);
        if (cell !== undefined) return cell;
      }
    }
    return (this.#root.get(k0) as Cell | undefined) ?? this.#insert1(k0);
  }

  cell2(k0: Value, k1: Value): Cell {
    const level = (this.#root.get(k0) as Level | undefined) ?? this.#deepen(this.#root, k0);
    return (level.get(k1) as Cell | undefined) ?? this.#insert(level, k1);
  }

  cell3(k0: Value, k1: Value, k2: Value): Cell {
    const level = (this.#root.get(k0) as Level | undefined) ?? this.#deepen(this.#root, k0);
    const below = (level.get(k1) as Level | undefined) ?? this.#deepen(level, k1);
    return (below.get(k2) as Cell | undefined) ?? this.#insert(below, k2);
  }

  cellN(key: readonly Value[]): Cell {
    let level = this.#root;
    const last = key.length - 1;
    for (let i = 0; i < last; i++) {
      level = (level.get(key[i] as Value) as Level | undefined) ?? this.#deepen(level, key[i] as Value);
    }
    return (level.get(key[last] as Value) as Cell | undefined) ?? this.#insert(level, key[last] as Value);
  }

  /** A level for a key that may yet be refused: then the empty level is never linked. */
  #deepen(level: Level, part: Value): Level {
    const made: Level = new Map();
    if (this.#space.fits(this.#cellBytes)) level.set(own(part), made);
    return made;
  }

  #insert(level: Level, part: Value): Cell {
    if (!this.#space.take(this.#cellBytes)) return this.#sink;
    const cell = createCell(this.#def);
    this.#size++;
    level.set(own(part), cell);
    return cell;
  }

  #insert1(k0: Value): Cell {
    const cell = this.#insert(this.#root, k0);
    if (typeof k0 === 'number' && k0 >= 0 && k0 < SMALL && cell !== this.#sink) {
      if (this.#small.length === 0) this.#small = new Array<undefined>(SMALL).fill(undefined);
      this.#small[k0] = cell;
    }
    return cell;
  }

  #makeSingle(): Cell {
    if (!this.#space.take(this.#cellBytes)) return this.#sink;
    this.#size++;
    return (this.#single = createCell(this.#def));
  }

  get size(): number {
    return this.#size;
  }

  /** What came since the last take, in records of at most `most` cells. */
  take(most: number, emit: (record: AggregationRecord) => void): void {
    let cells: [WireValue[], CellDelta][] = [];
    const send = (): void => {
      if (cells.length === 0) return;
      emit({ aggregation: this.#index, cells });
      cells = [];
    };
    const gather = (key: WireValue[], cell: Cell): void => {
      const delta = cell.take();
      if (delta === undefined) return;
      cells.push([key, delta]);
      if (cells.length >= most) send();
    };
    if (this.#single !== undefined) gather([], this.#single);
    const depth = this.#def.key.length;
    const walk = (level: Level, key: WireValue[]): void => {
      for (const [part, below] of level) {
        const path = [...key, toWire(part)];
        if (path.length === depth) gather(path, below as Cell);
        else walk(below as Level, path);
      }
    };
    if (depth > 0) walk(this.#root, []);
    send();
    if (depth > 0 && this.#space.halfFull) this.forget();
  }

  /** Drops all keys; only after a take. */
  forget(): void {
    this.#space.give(this.#cellBytes, this.#size);
    this.#size = 0;
    this.#root = new Map();
    this.#small = [];
    this.#single = undefined;
  }
}
