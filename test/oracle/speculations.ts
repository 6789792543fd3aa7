/** Speculations: records that wait for commit(). The lowest free number is given, none beyond `most`. */
import { ClauseFault, FAULT, type Register } from './registers.js';

export class Speculations<Held> {
  readonly #most: number;
  readonly #active = new Map<number, Held[]>();
  /** How often there was none left. */
  unavailable = 0;

  constructor(most: number) {
    this.#most = most;
  }

  open(): number {
    for (let id = 1; id <= this.#most; id++) {
      if (this.#active.has(id)) continue;
      this.#active.set(id, []);
      return id;
    }
    this.unavailable++;
    return 0;
  }

  isActive(id: Register): boolean {
    return this.#active.has(this.#number(id));
  }

  add(id: Register, held: Held): void {
    this.#active.get(this.#number(id))?.push(held);
  }

  /** Ends it, giving what it held. A number that no speculation can have is a mistake; 0 is none. */
  end(id: Register): readonly Held[] {
    const number = this.#number(id);
    if (number > this.#most) throw new ClauseFault(FAULT.illegal);
    const held = this.#active.get(number) ?? [];
    this.#active.delete(number);
    return held;
  }

  /** Numbers are ints without a sign. */
  #number(id: Register): number {
    return Number(id % 2n ** 32n);
  }
}
