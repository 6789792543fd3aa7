/**
 * The merged aggregations of one program: what all agents sent, by key. Normalizing, clearing and truncating
 * happen here. The number of keys is bounded; what does not fit is counted, never kept.
 */
import { type Cell, createCell } from '../../wire/aggregating.js';
import type { AggregationDef, CellDelta } from '../../wire/aggregation.js';
import type { Int, ValueType } from '../../wire/value.js';
import type { Datum } from '../export/exporter.js';
import { compareByValue, Sorted } from './order.js';

export type Entry = { readonly aggregation: number; readonly key: readonly Datum[]; readonly cell: Cell };

/** The identity of a key part: stacks are interned, so that equal ones are the same object. */
export type KeyText = (type: ValueType, part: Datum) => string;

export class AggregationStore {
  readonly #defs: readonly AggregationDef[];
  readonly #keyText: KeyText;
  readonly #maxKeys: number;
  readonly #entries: Map<string, Entry>[];
  readonly #normals: Int[];
  readonly #printed: boolean[];
  #keys = 0;

  constructor(defs: readonly AggregationDef[], keyText: KeyText, maxKeys: number) {
    this.#defs = defs;
    this.#keyText = keyText;
    this.#maxKeys = maxKeys;
    this.#entries = defs.map(() => new Map());
    this.#normals = defs.map(() => 1);
    this.#printed = defs.map(() => false);
  }

  /** False when the key is new and there is no room for it. @throws TypeError on nonsense. */
  merge(aggregation: number, key: readonly Datum[], delta: CellDelta): boolean {
    const def = this.#defs[aggregation];
    if (def === undefined || key.length !== def.key.length) throw new TypeError(`no such aggregation or key`);
    const entries = this.#entries[aggregation]!;
    const text = this.identity(aggregation, key);
    let entry = entries.get(text);
    if (entry === undefined) {
      if (this.#keys >= this.#maxKeys) return false;
      entry = { aggregation, key, cell: createCell(def) };
      entry.cell.merge(delta);
      this.#keys++;
      entries.set(text, entry);
      return true;
    }
    entry.cell.merge(delta);
    return true;
  }

  /** Equal for equal keys, over all aggregations with the same key types. */
  identity(aggregation: number, key: readonly Datum[]): string {
    const types = this.#defs[aggregation]!.key;
    let text = '';
    for (let i = 0; i < key.length; i++) {
      const part = this.#keyText(types[i]!, key[i]!);
      text += `${part.length}:${part}`;
    }
    return text;
  }

  entries(aggregation: number): readonly Entry[] {
    return [...(this.#entries[aggregation]?.values() ?? [])];
  }

  normal(aggregation: number): Int {
    return this.#normals[aggregation] ?? 1;
  }

  /** Keys stay, with zero. */
  clear(aggregation: number): void {
    for (const entry of this.entries(aggregation)) entry.cell.clear();
  }

  /** As if the key had never been there. */
  delete(aggregation: number, key: readonly Datum[]): void {
    if (this.#entries[aggregation]?.delete(this.identity(aggregation, key)) === true) this.#keys--;
  }

  /** Keeps the `count` largest values, or the -`count` smallest. */
  trunc(aggregation: number, count: Int): void {
    const entries = this.#entries[aggregation];
    if (entries === undefined) return;
    const sorted = new Sorted(this.entries(aggregation), this.#defs).by(compareByValue);
    const keep = Number(count);
    const kept = keep < 0 ? sorted.slice(0, -keep) : sorted.slice(Math.max(0, sorted.length - keep));
    entries.clear();
    for (const entry of kept) entries.set(this.identity(aggregation, entry.key), entry);
    this.#keys -= sorted.length - kept.length;
  }

  /** A normal of 0 is refused, as dtrace refuses it. */
  normalize(aggregation: number, normal: Int): void {
    if (aggregation in this.#normals) this.#normals[aggregation] = normal === 0 ? 1 : normal;
  }

  markPrinted(aggregation: number): void {
    if (this.#entries[aggregation] !== undefined && this.#entries[aggregation].size > 0)
      this.#printed[aggregation] = true;
  }

  /** Aggregations that no printa() has shown. */
  unprinted(): number[] {
    return this.all().filter((aggregation) => this.#printed[aggregation] !== true);
  }

  all(): number[] {
    return this.#defs.map((_, aggregation) => aggregation);
  }
}
