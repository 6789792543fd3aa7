// hot path: see docs/hot-path.md
/**
 * What hooks know of an object of Node's, kept on it under a private name: nobody else sees that, it dies with the
 * object, and the collector has no table to go through, which is what a WeakMap costs at each collection.
 */

import { Given } from './stamp.js';

export interface Slot<T> {
  get(object: object): T | undefined;
  set(object: object, value: T): void;
  delete(object: object): void;
}

/** A private name of its own. */
export function makeSlot<T>(): Slot<T> {
  class Held extends Given {
    #value: T | undefined;

    constructor(object: object, value: T) {
      super(object);
      this.#value = value;
    }

    static get(object: object): T | undefined {
      return #value in object ? object.#value : undefined;
    }

    static set(object: object, value: T): void {
      if (#value in object) object.#value = value;
      else new Held(object, value);
    }

    static delete(object: object): void {
      if (#value in object) object.#value = undefined;
    }
  }
  return Held;
}
