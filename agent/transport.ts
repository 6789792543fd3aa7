/**
 * How messages leave: over the private socket, or handed over inside one process. The socket is written
 * with write(2) itself, not through the stream: so what an exit handler writes arrives, and nothing of the
 * stream machinery runs in the application's loop. It is unref'd, and its end is the death sensor.
 */
import { encodeTexts, FrameDecoder, SOFT_FRAME_BYTES } from '../wire/frame.js';
import type { ConsumerMessage } from '../wire/messages.js';
import { hidden } from './fire.js';
import { clearTimeout, describeError, fs, net, peekGlobal, setTimeout } from './host.js';
import { keepOwn } from './own.js';

export interface Transport {
  /** Bytes accepted and not yet gone. */
  readonly pendingBytes: number;
  send(texts: readonly string[]): void;
  /** Sends and waits until it has left, at most `ms`. */
  sendNow(texts: readonly string[], ms: number): void;
  /** Reads here and now, without the event loop, until `done`, at most `ms`. */
  receiveUntil(done: () => boolean, ms: number): void;
  close(): void;
}

export type TransportEvents = {
  onMessages(messages: ConsumerMessage[]): void;
  /** The peer is gone, or speaks nonsense. Once. */
  onClose(why: string): void;
};

/** Inside the CLI's own process. */
export function directTransport(deliver: (messages: never[]) => void): Transport {
  const send = (texts: readonly string[]): void => deliver(JSON.parse(`[${texts.join(',')}]`));
  // Whatever is sent has been answered already.
  return { pendingBytes: 0, send, sendNow: send, receiveUntil() {}, close() {} };
}

type WithHandle = { _handle?: { fd?: number; getAsyncId?(): number } | null };

const { readSync, writeSync } = fs;
const HostBuffer = peekGlobal('Buffer');
const CHUNK_BYTES = 64 * 1024;
const RETRY_MS = 5;
const wait = new Int32Array(new SharedArrayBuffer(4));

export class SocketTransport implements Transport {
  readonly #socket: import('node:net').Socket;
  readonly #events: TransportEvents;
  readonly #forget: () => void;
  readonly #decoder = new FrameDecoder();
  #queue: Buffer[] = [];
  #retry: NodeJS.Timeout | undefined;
  #closed = false;
  pendingBytes = 0;

  /** Connects to `path`, or takes over a connection. */
  constructor(target: string | import('node:net').Socket, events: TransportEvents) {
    this.#events = events;
    const socket = typeof target === 'string' ? net.connect({ path: target }) : target;
    this.#socket = socket;
    socket.unref();
    const handle = (socket as WithHandle)._handle;
    // Node would only tell later, when nobody waits for the answer any more.
    if (handle?.fd !== undefined && handle.fd < 0) {
      socket.on('error', () => {});
      throw new Error('EMFILE: no file descriptor is free for the socket of the agent');
    }
    const asyncId = handle?.getAsyncId?.();
    this.#forget = asyncId === undefined ? () => {} : keepOwn(asyncId);
    const decoder = this.#decoder;
    const quietly = (work: () => void) => {
      try {
        hidden(work);
      } catch (error) {
        this.#end(describeError(error));
      }
    };
    socket.on('data', (chunk: Buffer) =>
      quietly(() => events.onMessages(decoder.push(chunk) as ConsumerMessage[])),
    );
    socket.on('error', (error) => quietly(() => this.#end(describeError(error))));
    socket.on('close', () => quietly(() => this.#end('the consumer is gone')));
    socket.on('connect', () => quietly(() => this.#pump()));
  }

  send(texts: readonly string[]): void {
    if (this.#closed) return;
    let batch: string[] = [];
    let size = 0;
    const push = (): void => {
      if (batch.length === 0) return;
      const frame = encodeTexts(batch);
      this.#queue.push(frame);
      this.pendingBytes += frame.length;
      batch = [];
      size = 0;
    };
    for (const text of texts) {
      if (size > 0 && size + text.length > SOFT_FRAME_BYTES) push();
      batch.push(text);
      size += text.length;
    }
    push();
    this.#pump();
  }

  sendNow(texts: readonly string[], ms: number): void {
    this.send(texts);
    for (let waited = 0; this.#queue.length > 0 && !this.#closed && waited < ms; waited++) {
      Atomics.wait(wait, 0, 0, 1);
      this.#pump();
    }
  }

  receiveUntil(done: () => boolean, ms: number): void {
    const chunk = HostBuffer.allocUnsafe(CHUNK_BYTES);
    for (let waited = 0; waited < ms && !this.#closed && !done(); ) {
      const fd = this.#socket.destroyed ? -1 : ((this.#socket as WithHandle)._handle?.fd ?? -1);
      if (fd < 0) return;
      this.#pump();
      let size: number;
      try {
        size = readSync(fd, chunk);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return; // the stream will learn of it
        Atomics.wait(wait, 0, 0, 1);
        waited++;
        continue;
      }
      if (size === 0) return;
      const messages = this.#decoder.push(HostBuffer.from(chunk.subarray(0, size))) as ConsumerMessage[];
      this.#events.onMessages(messages);
    }
  }

  /** Writes what the kernel takes; the rest later. */
  #pump(): void {
    if (this.#closed) return;
    while (this.#queue.length > 0) {
      // Asked for each time: once the stream has closed it, the number may be a file of the application.
      const fd = this.#socket.destroyed ? -1 : ((this.#socket as WithHandle)._handle?.fd ?? -1);
      if (fd < 0) return this.#end('the consumer is gone');
      const frame = this.#queue[0] as Buffer;
      let written: number;
      try {
        written = writeSync(fd, frame);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // ENOTCONN: the connection is still under way.
        if (code === 'EAGAIN' || code === 'ENOTCONN') return this.#later();
        return this.#end(describeError(error));
      }
      this.pendingBytes -= written;
      if (written < frame.length) this.#queue[0] = frame.subarray(written);
      else this.#queue.shift();
    }
  }

  #later(): void {
    if (this.#retry !== undefined) return;
    this.#retry = hidden(() =>
      setTimeout(() => {
        this.#retry = undefined;
        hidden(() => this.#pump());
      }, RETRY_MS),
    );
    this.#retry.unref();
  }

  #end(why: string): void {
    if (this.#closed) return;
    this.close();
    this.#events.onClose(why);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue = [];
    this.pendingBytes = 0;
    if (this.#retry !== undefined) clearTimeout(this.#retry);
    this.#socket.destroy();
    this.#forget();
  }
}
