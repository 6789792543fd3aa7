/** The last few activations of a kind, newest first. */
import type { Activation } from '../../graph/model.js';

const SIZE = 64;

export class Recent {
  readonly #ring: (Activation | undefined)[] = new Array(SIZE).fill(undefined);
  #next = 0;

  add(activation: Activation): void {
    this.#ring[this.#next] = activation;
    this.#next = (this.#next + 1) & (SIZE - 1);
  }

  find(fits: (activation: Activation) => boolean): Activation | undefined {
    for (let i = 1; i <= SIZE; i++) {
      const found = this.#ring[(this.#next - i + SIZE) & (SIZE - 1)];
      if (found === undefined) return undefined;
      if (fits(found)) return found;
    }
    return undefined;
  }
}
