// hot path: see docs/hot-path.md
/**
 * Room that the stores of one consumer share. An option says how many bytes, in D's sizes (wire/sizes.ts); what
 * JavaScript takes for the smallest value is bounded by a number of entries beside.
 */

/** So many fit whatever the option says: below that the bytes alone count. */
const LEAST_ENTRIES = 1024;

export class Space {
  readonly #limit: number;
  readonly #most: number;
  readonly #refused: () => void;
  #bytes = 0;
  #entries = 0;

  /**
   * @param entryBytes what one entry takes in JavaScript at least
   * @param refused told each time when there was no room
   */
  constructor(limit: number, entryBytes: number, refused: () => void) {
    this.#limit = limit;
    this.#most = Math.max(LEAST_ENTRIES, Math.floor(limit / entryBytes));
    this.#refused = refused;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get halfFull(): boolean {
    return this.#bytes * 2 > this.#limit || this.#entries * 2 > this.#most;
  }

  fits(bytes: number): boolean {
    return this.#bytes + bytes <= this.#limit && this.#entries < this.#most;
  }

  /** Room for one more entry; false, and a drop, when there is none. */
  take(bytes: number): boolean {
    if (!this.fits(bytes)) {
      this.#refused();
      return false;
    }
    this.#bytes += bytes;
    this.#entries++;
    return true;
  }

  /** `count` entries of so many bytes each are gone. */
  give(bytes: number, count = 1): void {
    this.#bytes -= bytes * count;
    this.#entries -= count;
  }
}
