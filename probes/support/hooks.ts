/** A provider's hooks by name: each is installed when it is wanted, undone when it is no longer. */
export class HookSet {
  readonly #undo = new Map<string, () => void>();

  /** @param install returns the undo, or undefined when this Node offers no such hook */
  ensure(name: string, wanted: boolean, install: () => (() => void) | undefined): void {
    const undo = this.#undo.get(name);
    if (wanted === (undo !== undefined)) return;
    if (undo !== undefined) {
      this.#undo.delete(name);
      undo();
      return;
    }
    const made = install();
    if (made !== undefined) this.#undo.set(name, made);
  }
}
