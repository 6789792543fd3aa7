/**
 * Messages of one consumer on their way out: batched, flushed after a short while or when asked. Records are
 * refused when the consumer does not keep up: option bufsize counts them in D's sizes (wire/sizes.ts).
 */
import type { AgentMessage } from '../wire/messages.js';
import type { Transport } from './transport.js';

/** A full batch goes at once. */
const BATCH_BYTES = 32_000;
/** Whatever bufsize says, so much text may wait: below it the sizes of D alone count. */
const LEAST_TEXT = 256 * 1024;

export class Outbox {
  readonly #transport: Transport;
  readonly #limitBytes: number;
  readonly #schedule: () => void;
  #texts: string[] = [];
  #bytes = 0;
  /** Of the batch, in D's sizes. */
  #records = 0;
  /** What the transport was given since it was last empty: text, and records in D's sizes. */
  #given = { bytes: 0, records: 0 };
  #scheduled = false;

  /** @param schedule asks for a flush soon; called when the first message of a batch is put */
  constructor(transport: Transport, limitBytes: number, schedule: () => void) {
    this.#transport = transport;
    this.#limitBytes = limitBytes;
    this.#schedule = schedule;
  }

  get pendingBytes(): number {
    return this.#bytes + this.#transport.pendingBytes;
  }

  /** Records that wait, in D's sizes: those of the batch, and of what was given the part that has not left. */
  get #waiting(): number {
    const { bytes, records } = this.#given;
    const left = bytes === 0 ? 0 : Math.min(1, this.#transport.pendingBytes / bytes);
    return this.#records + Math.ceil(records * left);
  }

  /** For what must not be lost: definitions, answers. */
  put(message: AgentMessage): void {
    this.#add(JSON.stringify(message));
  }

  /** A message that is text already. */
  putText(text: string): void {
    this.#add(text);
  }

  /** For a record of `bytes` in D's sizes: false when there is no room. */
  offer(text: string, bytes: number): boolean {
    if (this.#waiting + bytes > this.#limitBytes) return false;
    if (this.pendingBytes + text.length > Math.max(this.#limitBytes, LEAST_TEXT)) return false;
    this.#records += bytes;
    this.#add(text);
    return true;
  }

  #add(text: string): void {
    this.#texts.push(text);
    this.#bytes += text.length;
    if (this.#bytes >= BATCH_BYTES) this.flush();
    else if (!this.#scheduled) {
      this.#schedule();
      this.#scheduled = true;
    }
  }

  flush(): void {
    this.#send((texts) => this.#transport.send(texts));
  }

  /** Flushes and waits for it, at most `ms`: at the end of the process. */
  flushNow(ms: number): void {
    this.#send((texts) => this.#transport.sendNow(texts, ms));
  }

  #send(send: (texts: readonly string[]) => void): void {
    const texts = this.#texts;
    if (this.#transport.pendingBytes === 0) this.#given = { bytes: 0, records: 0 };
    this.#given.bytes += this.#bytes;
    this.#given.records += this.#records;
    this.#texts = [];
    this.#bytes = 0;
    this.#records = 0;
    this.#scheduled = false;
    if (texts.length > 0) send(texts);
    else if (this.#transport.pendingBytes > 0) send([]);
  }
}
