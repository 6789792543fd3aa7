/**
 * Frames of self->: each operation opens one below the frame it was started in (design.md section 5.4).
 * They follow awaits and callbacks through an AsyncLocalStorage that exists only while some enabled program
 * uses self->. A frame without variables costs nothing; a dead one is skipped and cut out of its chain.
 */
import { NO_ROOM } from '../wire/fault.js';
import type { Frame, Frames } from '../wire/host.js';
import type { Value } from '../wire/value.js';
import { AssociativeArray } from './associative.js';
import { state } from './fire.js';
import { asyncHooks } from './host.js';
import type { Space } from './space.js';

/** What a variable takes of its consumer's room. */
type Slot = { readonly space: Space; readonly bytes: number };

export type SelfValue = Value | AssociativeArray;

export class FrameNode implements Frame {
  parent: FrameNode | undefined;
  vars: Map<number, SelfValue> | undefined = undefined;
  dead = false;
  constructor(parent: FrameNode | undefined) {
    this.parent = parent;
  }
}

export class FrameStore implements Frames {
  wanted = false;
  #root = new FrameNode(undefined);
  #storage: import('node:async_hooks').AsyncLocalStorage<FrameNode> | undefined;
  /** Set by providers for synchronous code; goes before the storage. */
  #now: FrameNode | undefined;
  /** self-> variables alive, over all frames. */
  live = 0;
  readonly #slots: Slot[] = [];

  /** Slots for the variables of one more program; gives the number of the first. */
  takeSlots(sizes: readonly number[], space: Space): number {
    const first = this.#slots.length;
    for (const bytes of sizes) this.#slots.push({ space, bytes });
    return first;
  }

  /** First program that uses self->. */
  start(): void {
    this.wanted = true;
    this.#storage ??= new asyncHooks.AsyncLocalStorage<FrameNode>();
  }

  /** Last one gone: everything is dropped. */
  stop(): void {
    this.wanted = false;
    this.#storage?.disable();
    this.#storage = undefined;
    this.#now = undefined;
    this.#root = new FrameNode(undefined);
    this.#slots.length = 0;
    this.live = 0;
  }

  current(): FrameNode {
    return this.#now ?? this.#storage?.getStore() ?? this.#root;
  }

  /** The frame that clauses of the firing under way belong to. */
  ofFiring(): FrameNode {
    return (state.frame as FrameNode | undefined) ?? this.current();
  }

  open(parent: Frame): FrameNode {
    return new FrameNode(liveFrom(parent as FrameNode));
  }

  end(frame: Frame): void {
    const node = frame as FrameNode;
    if (node.dead) return;
    node.dead = true;
    if (node.vars !== undefined) for (const [slot, value] of node.vars) this.#release(slot, value);
    node.vars = undefined;
    node.parent = liveFrom(node.parent);
  }

  run(
    frame: Frame,
    callback: (...args: never[]) => unknown,
    self: unknown,
    args: ArrayLike<unknown>,
  ): unknown {
    const storage = this.#storage;
    if (storage === undefined) return Reflect.apply(callback, self, args);
    const outer = this.#now;
    this.#now = undefined; // what a provider set for the code around is not for the callback
    try {
      return storage.run(frame as FrameNode, () => Reflect.apply(callback, self, args));
    } finally {
      this.#now = outer;
    }
  }

  swap(frame: Frame | undefined): Frame | undefined {
    const outer = this.#now;
    this.#now = frame as FrameNode | undefined;
    return outer;
  }

  get(slot: number): SelfValue | undefined {
    for (let at: FrameNode | undefined = this.ofFiring(); at !== undefined; at = at.parent) {
      const value = at.vars?.get(slot);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /**
   * Writes to the nearest frame that has the variable, else to the own; the start of an operation always
   * writes to its own, so that a nested one does not overwrite the outer's.
   * @throws NO_ROOM when the variable is new and there is none
   */
  set(slot: number, value: SelfValue): void {
    const own = this.ofFiring();
    let at = own;
    if (!state.opening) {
      for (let up: FrameNode | undefined = own; up !== undefined; up = up.parent) {
        if (up.vars?.has(slot) === true) {
          at = up;
          break;
        }
      }
    }
    if (value === 0 || value === null) {
      if (at.vars?.delete(slot) === true) this.#release(slot, value);
      return;
    }
    if (at.dead) at = liveFrom(at) ?? this.#root;
    at.vars ??= new Map();
    if (!at.vars.has(slot)) {
      const { space, bytes } = this.#slots[slot] as Slot;
      // An array costs what its elements cost.
      if (!(value instanceof AssociativeArray) && !space.take(bytes)) throw NO_ROOM;
      this.live++;
    }
    at.vars.set(slot, value);
  }

  #release(slot: number, value: SelfValue): void {
    this.live--;
    if (value instanceof AssociativeArray) return value.release();
    const { space, bytes } = this.#slots[slot] as Slot;
    space.give(bytes);
  }
}

/** The nearest frame from here outwards that is alive; cuts the dead ones out on the way. */
function liveFrom(frame: FrameNode | undefined): FrameNode | undefined {
  let at = frame;
  while (at?.dead === true) at = at.parent;
  for (let node = frame; node !== at && node !== undefined; ) {
    const next: FrameNode | undefined = node.parent;
    node.parent = at;
    node = next;
  }
  return at;
}
