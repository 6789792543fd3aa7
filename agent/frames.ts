// hot path: see docs/hot-path.md
/**
 * Frames of self->: each operation opens one below the frame it was started in (design.md section 5.4).
 * They follow awaits and callbacks through an AsyncLocalStorage that exists only while some enabled program
 * uses self->. A frame without variables costs nothing; a closed one is skipped and cut out of its chain.
 */
import { NO_ROOM } from '../wire/fault.js';
import type { Frame, Frames } from '../wire/host.js';
import type { Value } from '../wire/value.js';
import { AssociativeArray } from './associative.js';
import { state } from './fire.js';
import { asyncHooks } from './host.js';
import type { Space } from './space.js';
import { own as ownText } from './texts.js';

/** What a variable takes of its consumer's room. */
type Slot = { readonly space: Space; readonly bytes: number };

export type SelfValue = Value | AssociativeArray;

const NONE = -1;

/** Two variables have their place in the frame itself: few programs have more at a time. */
export class FrameNode implements Frame {
  parent: FrameNode | undefined;
  /** Which start of the store it belongs to. */
  readonly era: number;
  /** Not below whom anything is any more. */
  closed = false;
  over = false;
  #slot0 = NONE;
  #slot1 = NONE;
  #value0: SelfValue = 0;
  #value1: SelfValue = 0;
  #more: Map<number, SelfValue> | undefined = undefined;

  constructor(parent: FrameNode | undefined, era: number) {
    this.parent = parent;
    this.era = era;
  }

  get(slot: number): SelfValue | undefined {
    if (this.#slot0 === slot) return this.#value0;
    if (this.#slot1 === slot) return this.#value1;
    return this.#more === undefined ? undefined : this.#more.get(slot);
  }

  /** False when the variable is not there. */
  replace(slot: number, value: SelfValue): boolean {
    if (this.#slot0 === slot) this.#value0 = value;
    else if (this.#slot1 === slot) this.#value1 = value;
    else if (this.#more?.has(slot) === true) this.#more.set(slot, value);
    else return false;
    return true;
  }

  /** A variable that is not there. */
  add(slot: number, value: SelfValue): void {
    if (this.#slot0 === NONE) {
      this.#slot0 = slot;
      this.#value0 = value;
    } else if (this.#slot1 === NONE) {
      this.#slot1 = slot;
      this.#value1 = value;
    } else {
      this.#more ??= new Map();
      this.#more.set(slot, value);
    }
  }

  /** True when it was there. */
  delete(slot: number): boolean {
    if (this.#slot0 === slot) {
      this.#slot0 = NONE;
      this.#value0 = 0;
    } else if (this.#slot1 === slot) {
      this.#slot1 = NONE;
      this.#value1 = 0;
    } else return this.#more?.delete(slot) ?? false;
    return true;
  }

  /** All of them, which go. */
  drain(each: (slot: number, value: SelfValue) => void): void {
    if (this.#slot0 !== NONE) each(this.#slot0, this.#value0);
    if (this.#slot1 !== NONE) each(this.#slot1, this.#value1);
    if (this.#more !== undefined) for (const [slot, value] of this.#more) each(slot, value);
    this.#slot0 = this.#slot1 = NONE;
    this.#value0 = this.#value1 = 0;
    this.#more = undefined;
  }
}

export class FrameStore implements Frames {
  wanted = false;
  #era = 0;
  #root = new FrameNode(undefined, 0);
  #storage: import('node:async_hooks').AsyncLocalStorage<FrameNode> | undefined;
  /** Set by providers for synchronous code; goes before the storage. */
  #now: FrameNode | undefined;
  /** self-> variables alive, over all frames. */
  live = 0;
  /** Operations that have a frame and are not over. */
  operations = 0;
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
    this.#root = new FrameNode(undefined, ++this.#era);
    this.#slots.length = 0;
    this.live = 0;
    this.operations = 0;
  }

  get storage(): import('node:async_hooks').AsyncLocalStorage<FrameNode> | undefined {
    return this.#storage;
  }

  current(): FrameNode {
    return this.#now ?? this.#living(this.#storage?.getStore()) ?? this.#root;
  }

  /** The frame that clauses of the firing under way belong to. */
  ofFiring(): FrameNode {
    const frame = state.frame as FrameNode | undefined;
    return frame !== undefined && frame.era === this.#era ? frame : this.current();
  }

  /** The nearest open frame; none of those that an earlier program has left. */
  #living(frame: FrameNode | undefined): FrameNode | undefined {
    if (frame === undefined || frame.era !== this.#era) return undefined;
    return frame.closed ? openFrom(frame) : frame;
  }

  open(parent: Frame): FrameNode {
    this.operations++;
    return new FrameNode(this.#living(parent as FrameNode) ?? this.#root, this.#era);
  }

  close(frame: Frame): void {
    const node = frame as FrameNode;
    if (node.closed) return;
    node.closed = true;
    node.parent = openFrom(node.parent);
  }

  end(frame: Frame): void {
    const node = frame as FrameNode;
    if (node.over) return;
    node.over = true;
    this.close(node);
    if (node.era !== this.#era) return;
    this.operations--;
    node.drain(this.#release);
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
    this.#now = this.#living(frame as FrameNode | undefined);
    return outer;
  }

  get(slot: number): SelfValue | undefined {
    const own = this.ofFiring();
    return own.get(slot) ?? (own.parent === undefined ? undefined : holderFrom(own.parent, slot)?.get(slot));
  }

  /**
   * Writes to the nearest frame that has the variable, else to the own; the start of an operation always
   * writes to its own, so that a nested one does not overwrite the outer's.
   * @throws NO_ROOM when the variable is new and there is none
   */
  set(slot: number, value: SelfValue): void {
    const own = this.ofFiring();
    let at = own;
    if (!state.opening && own.parent !== undefined && own.get(slot) === undefined)
      at = holderFrom(own.parent, slot) ?? own;
    if (value === 0 || value === null) {
      if (at.delete(slot)) this.#release(slot, value);
      return;
    }
    if (at.over) at = openFrom(at) ?? this.#root;
    const kept = value instanceof AssociativeArray ? value : ownText(value);
    if (at.replace(slot, kept)) return;
    const { space, bytes } = this.#slots[slot] as Slot;
    // An array costs what its elements cost.
    if (!(value instanceof AssociativeArray) && !space.take(bytes)) throw NO_ROOM;
    this.live++;
    at.add(slot, kept);
  }

  readonly #release = (slot: number, value: SelfValue): void => {
    this.live--;
    if (value instanceof AssociativeArray) return value.release();
    const { space, bytes } = this.#slots[slot] as Slot;
    space.give(bytes);
  };
}

/** The nearest open frame from here outwards that has the variable. */
function holderFrom(frame: FrameNode, slot: number): FrameNode | undefined {
  let at: FrameNode | undefined = frame;
  while (at !== undefined && (at.closed || at.get(slot) === undefined)) at = at.parent;
  return at;
}

/** The nearest open frame from here outwards; cuts the closed ones out on the way. */
function openFrom(frame: FrameNode | undefined): FrameNode | undefined {
  let at = frame;
  while (at?.closed === true) at = at.parent;
  for (let node = frame; node !== at && node !== undefined; ) {
    const next: FrameNode | undefined = node.parent;
    node.parent = at;
    node = next;
  }
  return at;
}
