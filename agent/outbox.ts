/**
 * Messages of one consumer on their way out: batched, flushed after a short while or when asked, refused and
 * counted when the consumer does not keep up (option bufsize).
 */
import type { AgentMessage } from '../wire/messages.js';
import type { Transport } from './transport.js';

/** A full batch goes at once. */
const BATCH_BYTES = 32_000;

export class Outbox {
  readonly #transport: Transport;
  readonly #limitBytes: number;
  readonly #schedule: () => void;
  #texts: string[] = [];
  #bytes = 0;
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

  /** For what must not be lost: definitions, answers. */
  put(message: AgentMessage): void {
    this.#add(JSON.stringify(message));
  }

  /** For data: false when there is no room. */
  offer(message: AgentMessage): boolean {
    const text = JSON.stringify(message);
    if (this.pendingBytes + text.length > this.#limitBytes) return false;
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
    this.#texts = [];
    this.#bytes = 0;
    this.#scheduled = false;
    if (texts.length > 0) send(texts);
    else if (this.#transport.pendingBytes > 0) send([]);
  }
}
