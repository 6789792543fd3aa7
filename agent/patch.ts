/**
 * The patch log: everything that the agent changes in the target, in order, with its undo. Detach replays it
 * backwards. What another tool has wrapped since stays where it is, and ours inside it as a pass-through.
 */
import type { PatchLog } from '../wire/host.js';
import { describeError } from './host.js';

type Entry = { readonly label: string /** Gives false when it had to be left. */; undo(): boolean };

export type Restored = { readonly done: number; readonly of: number; readonly left: readonly string[] };

export class Patches implements PatchLog {
  #entries: Entry[] = [];
  readonly #onTrouble: (what: string, message: string) => void;

  constructor(onTrouble: (what: string, message: string) => void) {
    this.#onTrouble = onTrouble;
  }

  get size(): number {
    return this.#entries.length;
  }

  property(
    label: string,
    target: object,
    key: PropertyKey,
    make: (old: PropertyDescriptor | undefined) => PropertyDescriptor,
  ): () => void {
    const old = Object.getOwnPropertyDescriptor(target, key);
    const ours = make(old);
    Object.defineProperty(target, key, ours);
    return this.#log({
      label,
      undo() {
        const now = Object.getOwnPropertyDescriptor(target, key);
        const untouched =
          now !== undefined && now.value === ours.value && now.get === ours.get && now.set === ours.set;
        if (!untouched) return false;
        if (old === undefined) return Reflect.deleteProperty(target, key);
        return Reflect.defineProperty(target, key, old);
      },
    });
  }

  action(label: string, undo: () => void): () => void {
    return this.#log({
      label,
      undo() {
        undo();
        return true;
      },
    });
  }

  #log(entry: Entry): () => void {
    this.#entries.push(entry);
    return () => {
      const at = this.#entries.indexOf(entry);
      if (at < 0) return;
      this.#entries.splice(at, 1);
      if (!this.#undo(entry)) this.#left.push(entry.label);
      this.#early++;
    };
  }

  /** Undone before the end, because no clause needed it any more; they count at the end. */
  #early = 0;
  #left: string[] = [];

  #undo(entry: Entry): boolean {
    try {
      return entry.undo();
    } catch (error) {
      this.#onTrouble(entry.label, describeError(error));
      return false;
    }
  }

  /** Undoes everything, last first, each in its own try. */
  restore(): Restored {
    const entries = this.#entries.reverse();
    this.#entries = [];
    const left = this.#left;
    for (const entry of entries) if (!this.#undo(entry)) left.push(entry.label);
    const of = entries.length + this.#early;
    this.#early = 0;
    this.#left = [];
    return { done: of - left.length, of, left };
  }
}
