/** From merged entries to the rows an exporter prints: sorted by the aggsort* options, joined by key. */

import { createCell } from '../../wire/aggregating.js';
import type { AggregationDef } from '../../wire/aggregation.js';
import { narrow } from '../../wire/tally.js';
import type { Int } from '../../wire/value.js';
import type { Row, RowCell } from '../export/exporter.js';
import type { RunOptions } from './options.js';
import { compareByValue, compareKeys, compareValues, Sorted, type Weighed, weigh } from './order.js';
import type { AggregationStore, Entry } from './store.js';

export class Rows {
  readonly #defs: readonly AggregationDef[];
  readonly #store: AggregationStore;
  readonly #options: RunOptions;

  constructor(defs: readonly AggregationDef[], store: AggregationStore, options: RunOptions) {
    this.#defs = defs;
    this.#store = store;
    this.#options = options;
  }

  /** Several aggregations one after the other, in order of definition (reversed by aggsortrev, as in dtrace). */
  sequence(aggregations: readonly number[]): Row[] {
    const order = this.#options.flag('aggsortrev') ? [...aggregations].reverse() : aggregations;
    return order.flatMap((aggregation) => this.joined([aggregation]));
  }

  /** The `top` largest values of one aggregation (0: all), in the usual order, divided for this once. */
  largest(aggregation: number, { top, divisor }: { readonly top: number; readonly divisor: number }): Row[] {
    const rows = this.joined([aggregation]);
    const byValue = new Sorted(this.#store.entries(aggregation), this.#defs).by(compareByValue);
    const kept = new Set((top === 0 ? byValue : byValue.slice(-top)).map(({ key }) => key));
    return rows
      .filter(({ key }) => kept.has(key))
      .map(({ key, cells }) => ({
        key,
        cells: cells.map((cell) => ({ ...cell, normal: multiply(cell.normal, divisor || 1) })),
      }));
  }

  /** Aggregations side by side: one row per key that any of them has, zero where one has it not. */
  joined(aggregations: readonly number[]): Row[] {
    const groups = new Map<string, (Entry | undefined)[]>();
    aggregations.forEach((aggregation, column) => {
      for (const entry of this.#store.entries(aggregation)) {
        const identity = this.#store.identity(aggregation, entry.key);
        let group = groups.get(identity);
        if (group === undefined) groups.set(identity, (group = aggregations.map(() => undefined)));
        group[column] = entry;
      }
    });
    const bundles = [...groups.values()].map((group) => this.#bundle(aggregations, group));
    return bundles.sort(this.#comparison(aggregations.length)).map((bundle) => this.#row(bundle));
  }

  #bundle(aggregations: readonly number[], group: readonly (Entry | undefined)[]): Weighed[] {
    const key = group.find((entry) => entry !== undefined)!.key;
    return aggregations.map((aggregation, column) => {
      const def = this.#defs[aggregation]!;
      return weigh(group[column] ?? { aggregation, key, cell: createCell(def) }, def);
    });
  }

  #comparison(columns: number): (a: readonly Weighed[], b: readonly Weighed[]) => number {
    const byKey = this.#options.flag('aggsortkey');
    const keyPosition = this.#options.number('aggsortkeypos');
    const wanted = this.#options.number('aggsortpos');
    const first = wanted < columns ? wanted : 0;
    const direction = this.#options.flag('aggsortrev') ? -1 : 1;
    const keys = (a: readonly Weighed[], b: readonly Weighed[]): number =>
      compareKeys(a[0]!, b[0]!, keyPosition);
    const values = (a: readonly Weighed[], b: readonly Weighed[]): number => {
      for (let i = 0; i < columns; i++) {
        const column = (first + i) % columns;
        const order = compareValues(a[column]!, b[column]!);
        if (order !== 0) return order;
      }
      return 0;
    };
    return (a, b) => direction * (byKey ? keys(a, b) || values(a, b) : values(a, b) || keys(a, b));
  }

  #row(bundle: readonly Weighed[]): Row {
    const cells = bundle.map(
      ({ entry }): RowCell => ({
        def: this.#defs[entry.aggregation]!,
        content: entry.cell.read(),
        normal: this.#store.normal(entry.aggregation),
      }),
    );
    return { key: bundle[0]!.entry.key, cells };
  }
}

function multiply(a: Int, b: number): Int {
  return narrow(BigInt(a) * BigInt(b));
}
