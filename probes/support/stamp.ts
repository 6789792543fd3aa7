/**
 * Birth hooks at almost no cost. A constructor of Node that assigns `this.key = value` runs a setter that
 * we put on its prototype under that key; the setter hands the new object to `born` and then gives it the
 * own property that the assignment would have made. A class field behind a constructor that returns a given
 * object defines it through V8's inline cache (a few ns), where Object.defineProperty costs 300 ns.
 * So references taken before the attach, and Node's own uses, are seen too, and objects look as ever.
 */
import type { PatchLog } from '../../wire/host.js';

/** Gives the object itself, so that fields of a subclass come to be on it. */
export class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is the trick: fields go onto the given object
    return object;
  }
}

/**
 * @param prototype whose constructor assigns `key` once
 * @returns the undo, or undefined when this Node's constructor does not assign the key (`probe` must make
 *   one object that would show it)
 */
export function hookBirth(
  patch: PatchLog,
  label: string,
  prototype: object,
  key: PropertyKey,
  born: (object: never, value: unknown) => void,
  probe: () => void,
): (() => void) | undefined {
  let assigned: unknown;
  let seen = false;
  class Stamp extends Given {
    [key] = assigned;
  }
  const undo = patch.property(label, prototype, key, () => ({
    configurable: true,
    enumerable: false,
    get: () => undefined,
    set(this: object, value: unknown) {
      assigned = value;
      new Stamp(this);
      assigned = undefined;
      seen = true;
      born(this as never, value);
    },
  }));
  probe();
  if (seen) return undo;
  undo();
  return undefined;
}

/** Node's symbol of this name on an object or its prototypes; shared ones are called nodejs.internal.NAME. */
export function symbolNamed(object: object, name: string): symbol | undefined {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at)) {
    for (const symbol of Object.getOwnPropertySymbols(at)) {
      if (symbol.description === name || symbol.description === `nodejs.internal.${name}`) return symbol;
    }
  }
  return undefined;
}
