/**
 * Addresses in the program's memory (wire/memory.ts), given out while the text is checked: to structures and fixed arrays
 * that are variables, and to copies of values whose address is taken.
 */
import { LOCAL_BASE, STATIC_BASE } from '../../wire/memory.js';
import { roundUp } from './layout.js';

/** No program may ask for more: it lives in the process that is traced. */
const MAX_BYTES = 16 * 1024 * 1024;
/** What lies side by side in dtrace's memory, in memory of its own here: a pointer that runs off an end faults. */
const GAP = 8;

export class Storage {
  #statics = 0;
  #locals = 0;
  /** alloca() is called somewhere. */
  scratch = false;

  /** Where `size` bytes lie from now on; null when that is too much. `local`: zeroed before each firing. */
  allocate(size: number, local: boolean): number | null {
    const start = roundUp(local ? this.#locals : this.#statics, 8);
    if (start + size > MAX_BYTES) return null;
    if (local) this.#locals = start + size + GAP;
    else this.#statics = start + size + GAP;
    return (local ? LOCAL_BASE : STATIC_BASE) + start;
  }

  get statics(): number {
    return this.#statics;
  }

  get locals(): number {
    return this.#locals;
  }

  get used(): boolean {
    return this.#statics > 0 || this.#locals > 0 || this.scratch;
  }
}
