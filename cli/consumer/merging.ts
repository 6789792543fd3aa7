/** Merges what agents have gathered into the store; keys that it has no room for are counted. */
import type { AggregationDef, AggregationRecord } from '../../wire/aggregation.js';
import type { Agent } from './agent.js';
import type { DropCounter } from './drops.js';
import type { AggregationStore } from './store.js';

export class Merging {
  readonly #defs: readonly AggregationDef[];
  readonly #store: AggregationStore;
  readonly #drops: DropCounter;

  constructor(defs: readonly AggregationDef[], store: AggregationStore, drops: DropCounter) {
    this.#defs = defs;
    this.#store = store;
    this.#drops = drops;
  }

  /** @throws TypeError on what no agent would send. */
  merge(agent: Agent, records: readonly AggregationRecord[]): void {
    for (const { aggregation, cells } of records) {
      const types = this.#defs[aggregation]?.key;
      if (types === undefined) throw new TypeError(`no such aggregation: ${aggregation}`);
      for (const [key, delta] of cells) {
        const parts = types.map((type, i) => agent.datum(type, key[i]));
        if (!this.#store.merge(aggregation, parts, delta)) this.#drops.add({ aggregation: 1 });
      }
    }
  }
}
