/** Which test of node:test something belongs to: each test is an async resource of its own. Other runners have none. */
import { Activation, type Mark } from '../../graph/model.js';

export const TEST_TYPE = 'Test';
const ROOT = '<root>';
const DEEPEST = 16;

export class Tests {
  readonly #tests = new WeakMap<Activation, WeakRef<object>>();

  begun(made: Activation, test: object): void {
    this.#tests.set(made, new WeakRef(test));
  }

  /** `suite > test`; null: none. */
  nameAt(mark: Mark): string | null {
    for (const entry of mark.chain) {
      const test = entry instanceof Activation ? this.#tests.get(entry)?.deref() : undefined;
      const name = test === undefined ? '' : fullName(test);
      if (name !== '') return name;
    }
    return null;
  }
}

/** Of Node's own object: it has the names as data. */
function fullName(test: object): string {
  const names: string[] = [];
  let at: unknown = test;
  for (let depth = 0; depth < DEEPEST && typeof at === 'object' && at !== null; depth++) {
    const name: unknown = Object.getOwnPropertyDescriptor(at, 'name')?.value;
    if (typeof name !== 'string' || name === ROOT) break;
    names.unshift(name);
    at = Object.getOwnPropertyDescriptor(at, 'parent')?.value;
  }
  return names.join(' > ');
}
