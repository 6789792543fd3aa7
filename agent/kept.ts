/**
 * Records that stay in the agent until the trace ends (option bufpolicy): the newest of them (ring), or those from the
 * start on until there is no room (fill).
 */

export class KeptRecords {
  readonly #policy: 'fill' | 'ring';
  readonly #limit: number;
  #records: { readonly text: string; readonly bytes: number }[] = [];
  /** Those before it have been overwritten. */
  #first = 0;
  #bytes = 0;

  /** @param limit option bufsize */
  constructor(policy: 'fill' | 'ring', limit: number) {
    this.#policy = policy;
    this.#limit = limit;
  }

  /** Of what is kept, in D's sizes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** False when it did not fit: from then on nothing does. A ring takes everything. */
  add(text: string, bytes: number): boolean {
    if (this.#policy === 'fill' && this.#bytes + bytes > this.#limit) return false;
    this.#records.push({ text, bytes });
    this.#bytes += bytes;
    while (this.#bytes > this.#limit) this.#bytes -= this.#records[this.#first++]?.bytes ?? this.#bytes;
    if (this.#first * 2 > this.#records.length) {
      this.#records = this.#records.slice(this.#first);
      this.#first = 0;
    }
    return true;
  }

  /** All of them, oldest first; afterwards there are none. */
  take(): string[] {
    const texts = this.#records.slice(this.#first).map(({ text }) => text);
    this.#records = [];
    this.#first = 0;
    this.#bytes = 0;
    return texts;
  }
}
