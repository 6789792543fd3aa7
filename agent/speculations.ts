/**
 * Speculations of one program in this isolate: records that are kept back until the program knows whether it wants
 * them. A number stands for a speculation of this isolate only, as the variables do that hold it.
 */

/** A record that waits: as it will be sent, and what it takes of the buffers in D's sizes. */
export type HeldRecord = {
  readonly text: string;
  /** Of specsize. */
  readonly bytes: number;
  /** Of bufsize, once it is committed. */
  readonly bufferBytes: number;
  /** Ids that its values name. */
  readonly stacks: readonly number[];
  /** An action of it reads aggregations, as they are at the commit. */
  readonly reads: boolean;
};

type Speculation = { bytes: number; readonly records: HeldRecord[] };

/**
 * All together hold no more than so many full ones: DTrace has no more than that, while here many small ones may be
 * active, one for each request.
 */
const FULL_ONES = 16;

export class Speculations {
  readonly #most: number;
  readonly #limitBytes: number;
  /** By number; those that nobody has are undefined. */
  readonly #active: (Speculation | undefined)[] = [undefined];
  /** No smaller number is free. */
  #nextFree = 1;
  #bytes = 0;

  /** @param most option nspec; @param limitBytes option specsize */
  constructor(most: number, limitBytes: number) {
    this.#most = most;
    this.#limitBytes = limitBytes;
  }

  /** Of all records that wait, in D's sizes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The smallest free number; 0 when as many are active as may be. */
  open(): number {
    let id = this.#nextFree;
    while (this.#active[id] !== undefined) id++;
    if (id > this.#most) return 0;
    this.#active[id] = { bytes: 0, records: [] };
    this.#nextFree = id + 1;
    return id;
  }

  isActive(id: number): boolean {
    return this.#active[id] !== undefined;
  }

  /** Could it be a number of a speculation at all? 0 stands for none. */
  isPossible(id: number): boolean {
    return id <= this.#most;
  }

  /** False when the speculation, or all of them together, would hold too much. */
  add(id: number, record: HeldRecord): boolean {
    const speculation = this.#active[id];
    if (speculation === undefined) return false;
    if (speculation.bytes + record.bytes > this.#limitBytes) return false;
    if (this.#bytes + record.bytes > this.#limitBytes * FULL_ONES) return false;
    speculation.bytes += record.bytes;
    this.#bytes += record.bytes;
    speculation.records.push(record);
    return true;
  }

  /** Ends a speculation: what it held, in order; its number is free again. */
  take(id: number): readonly HeldRecord[] {
    const speculation = this.#active[id];
    if (speculation === undefined) return [];
    this.#active[id] = undefined;
    this.#nextFree = Math.min(this.#nextFree, id);
    this.#bytes -= speculation.bytes;
    return speculation.records;
  }
}
