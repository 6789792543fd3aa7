// hot path: see docs/hot-path.md
/**
 * Async generators: that they are asked for more, and that they are left (`break` out of a `for await` calls return()).
 * Through the one prototype that they share; nothing is asked of a generator itself.
 */
import type { Host } from '../../wire/host.js';
import type { HookSet } from '../support/hooks.js';
import { replaceMethod } from '../support/replace.js';

/** Later calls tell nothing new. */
const TOLD_CALLS = 3;

export class Iterators {
  readonly #host: Host;
  readonly #calls = new WeakMap<object, number>();

  constructor(host: Host) {
    this.#host = host;
  }

  update(hooks: HookSet): void {
    hooks.ensure('async generators', this.#host.graph !== undefined, () => this.#patch());
  }

  #patch(): () => void {
    const host = this.#host;
    const calls = this.#calls;
    const prototype = Object.getPrototypeOf(async function* () {}.prototype) as object;
    const undo = [
      replaceMethod(host.patch, '%AsyncGeneratorPrototype%.next', prototype, 'next', (original) => ({
        next(this: object): unknown {
          const { graph } = host;
          if (graph?.recording === true && typeof this === 'object' && this !== null) {
            const count = calls.get(this) ?? 0;
            if (count < TOLD_CALLS) {
              calls.set(this, count + 1);
              graph.iterated(this);
            }
          }
          return Reflect.apply(original, this, arguments);
        },
      })),
      replaceMethod(host.patch, '%AsyncGeneratorPrototype%.return', prototype, 'return', (original) => ({
        return(this: object): unknown {
          if (host.graph !== undefined && calls.has(this)) host.graph.returned(this);
          return Reflect.apply(original, this, arguments);
        },
      })),
    ];
    return () => {
      for (const one of undo.reverse()) one();
    };
  }
}
