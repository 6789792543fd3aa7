// hot path: see docs/hot-path.md
/** The async resources of the recent past, in a ring by id: what was overwritten is forgotten, and counted. */
import type { Activation, Entry, Mark, Owner, Scope } from './model.js';

/** Activations that a mark keeps, from itself outwards. */
const CHAIN = 64;

export class Activations {
  readonly #ring: (Activation | undefined)[];
  readonly #off: Float64Array;
  readonly #mask: number;
  overwritten = 0;

  /** @param size a power of two */
  constructor(size: number) {
    this.#ring = new Array(size).fill(undefined);
    this.#off = new Float64Array(size).fill(-1);
    this.#mask = size - 1;
  }

  get(id: number): Activation | undefined {
    const found = this.#ring[id & this.#mask];
    return found !== undefined && found.id === id ? found : undefined;
  }

  /** A walk over all that is remembered: for judgements, not for hooks. */
  some(fits: (activation: Activation) => boolean): boolean {
    for (const activation of this.#ring) if (activation !== undefined && fits(activation)) return true;
    return false;
  }

  add(activation: Activation): void {
    const at = activation.id & this.#mask;
    if (this.#ring[at] !== undefined) this.overwritten++;
    this.#ring[at] = activation;
  }

  /** Not followed, nor is what it begins. */
  leaveOut(id: number): void {
    this.#off[id & this.#mask] = id;
  }

  follow(id: number): void {
    const at = id & this.#mask;
    if (this.#off[at] === id) this.#off[at] = -1;
  }

  isLeftOut(id: number): boolean {
    return this.#off[id & this.#mask] === id;
  }

  mark(entry: Entry, scope: Scope | undefined, owner?: Owner): Mark {
    const chain: Entry[] = [];
    const mark: Mark = {
      exec: entry.exec,
      run: entry.run,
      stack: entry.stack,
      at: entry.at,
      chain,
      scope,
      owner,
    };
    chain.push(mark);
    let at = this.get(entry.exec);
    while (at !== undefined && chain.length < CHAIN) {
      chain.push(at);
      at = this.get(at.exec);
    }
    return mark;
  }
}
