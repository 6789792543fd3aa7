// hot path: see docs/hot-path.md
/**
 * What is known of live resources: type and trigger by slot, and the slot by asyncId & MASK. A slot is taken over by
 * a resource that is 65,536 younger. Those that may well be alive then (sockets, parsers: few, of types that are
 * made to last) move to a slot of the elders, found by a Map: the only one by asyncId, and never written by the many.
 */

const SIZE = 1 << 16;
const MASK = SIZE - 1;
const ELDERS = 4096;
/** Slots there are, for whoever knows more of a resource. */
export const SLOTS = SIZE + ELDERS;
export const NONE = -1;

export class Ring {
  readonly type = new Uint16Array(SLOTS);
  readonly trigger = new Float64Array(SLOTS);
  readonly #owner = new Float64Array(SIZE);
  readonly #lasts: (type: number) => boolean;
  readonly #lost: () => void;
  /** asyncId to slot, the longest there first. */
  readonly #elders = new Map<number, number>();
  readonly #free: number[] = [];
  /** Elders that were heard of since the last search for one to give up. */
  readonly #heard = new Uint8Array(SLOTS);
  #nextElder = SIZE;
  /** asyncId of the first that was seen being made. */
  #first = 0;
  /** Told that what is known of a resource moves to another slot, or that a slot's resource is gone. */
  moved: (from: number, to: number) => void = () => {};
  gone: (slot: number) => void = () => {};

  /**
   * @param lasts do resources of this type outlive others?
   * @param lost told of an event of a resource whose slot has been taken over
   */
  constructor(lasts: (type: number) => boolean, lost: () => void) {
    this.#lasts = lasts;
    this.#lost = lost;
  }

  /** A resource is made. */
  take(asyncId: number, type: number, trigger: number): number {
    if (this.#first === 0) this.#first = asyncId;
    const slot = asyncId & MASK;
    const old = this.#owner[slot] as number;
    if (old !== 0 && this.#lasts(this.type[slot] as number)) this.#age(old, slot);
    this.gone(slot);
    this.#owner[slot] = asyncId;
    this.type[slot] = type;
    this.trigger[slot] = trigger;
    return slot;
  }

  /** NONE when it is older than the ring, or lost. */
  slotOf(asyncId: number): number {
    const slot = asyncId & MASK;
    const owner = this.#owner[slot] as number;
    if (owner === asyncId) return slot;
    if (asyncId < this.#first) return NONE;
    const elder = this.#elders.size === 0 ? undefined : this.#elders.get(asyncId);
    if (elder !== undefined) {
      this.#heard[elder] = 1;
      return elder;
    }
    if (owner > asyncId) this.#lost();
    return NONE;
  }

  /** Node has destroyed it: nothing is heard of it any more. */
  destroyed(asyncId: number, slot: number): void {
    this.gone(slot);
    if (slot < SIZE) this.#owner[slot] = 0;
    else if (this.#elders.delete(asyncId)) this.#free.push(slot);
  }

  #age(asyncId: number, from: number): void {
    const to = this.#free.pop() ?? (this.#nextElder < SLOTS ? this.#nextElder++ : this.#giveUp());
    this.#elders.set(asyncId, to);
    this.#heard[to] = 0;
    this.type[to] = this.type[from] as number;
    this.trigger[to] = this.trigger[from] as number;
    this.moved(from, to);
  }

  /** The slot of the elder that has been silent for longest: most likely it is dead. */
  #giveUp(): number {
    for (const [asyncId, slot] of this.#elders) {
      this.#elders.delete(asyncId);
      if (this.#heard[slot] === 0) {
        this.gone(slot);
        return slot;
      }
      this.#heard[slot] = 0;
      this.#elders.set(asyncId, slot); // to the end: it gets another round
    }
    throw new Error('no elder'); // the second round finds one
  }
}
