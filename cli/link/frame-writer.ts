/**
 * Writes frames with write(2) itself. A write of the stream that fails, because the peer has just ended,
 * destroys the socket with all that the peer had sent before and nobody has read yet.
 */
import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';

type WithHandle = { _handle?: { readonly fd?: number } | null };

const RETRY_MS = 5;

export class FrameWriter {
  readonly #socket: Socket;
  #queue: Buffer[] = [];
  #retry: NodeJS.Timeout | undefined;
  #ending = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('close', () => this.#drop());
  }

  write(frame: Buffer): void {
    if (this.#ending || !this.#socket.writable) return; // the reader learns of the end
    this.#queue.push(frame);
    if (this.#retry === undefined) this.#pump();
  }

  /** What was written still leaves. */
  end(): void {
    this.#ending = true;
    if (this.#queue.length === 0) this.#socket.end();
  }

  #pump(): void {
    for (let frame = this.#queue[0]; frame !== undefined; frame = this.#queue[0]) {
      const fd = (this.#socket as WithHandle)._handle?.fd ?? -1;
      if (fd < 0) return this.#drop();
      try {
        const written = writeSync(fd, frame);
        if (written < frame.length) this.#queue[0] = frame.subarray(written);
        else this.#queue.shift();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return this.#drop();
        this.#retry = setTimeout(() => {
          this.#retry = undefined;
          this.#pump();
        }, RETRY_MS);
        return;
      }
    }
    if (this.#ending) this.#socket.end();
  }

  /** Nobody is there to read it: the socket's end follows. */
  #drop(): void {
    this.#queue = [];
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (this.#ending) this.#socket.end();
  }
}
