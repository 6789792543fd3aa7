/**
 * One agent (an isolate: main thread or worker) at the other end of a private socket, after its hello. What
 * arrives before somebody listens is kept; a peer that sends nonsense is cut off with an error.
 */
import type { Socket } from 'node:net';
import { encodeFrame, type FrameDecoder, FrameError } from '../../wire/frame.js';
import type { AgentMessage, AgentStatus, ConsumerMessage, HelloMessage } from '../../wire/messages.js';
import { FrameWriter } from './frame-writer.js';

export interface AgentLink {
  readonly hello: HelloMessage;
  send(message: ConsumerMessage): void;
  /** One listener. Messages of before are handed over first, in order. */
  onMessages(callback: (messages: AgentMessage[]) => void): void;
  /** One listener, called once: with an error when the link broke, without when either side closed it. */
  onClose(callback: (error?: Error) => void): void;
  /** Asks the agent. @throws Error when it does not answer in time, or leaves. */
  askStatus(timeoutMs: number): Promise<AgentStatus>;
  /** What was sent still leaves. */
  close(): void;
}

const TYPES: Readonly<Record<AgentMessage['type'], true>> = {
  hello: true,
  probes: true,
  enabled: true,
  record: true,
  aggregation: true,
  stacks: true,
  drops: true,
  full: true,
  fault: true,
  flushed: true,
  status: true,
  watching: true,
  issued: true,
  judged: true,
  loss: true,
  graph: true,
  table: true,
  scripts: true,
  source: true,
  present: true,
  trouble: true,
  bye: true,
};

/** Narrows what a decoder gave. @throws FrameError that names the nonsense. */
export function asAgentMessages(messages: readonly unknown[]): AgentMessage[] {
  for (const message of messages) {
    const type = (message as { type?: unknown } | null)?.type;
    if (typeof type !== 'string' || !Object.hasOwn(TYPES, type)) {
      throw new FrameError(`not a message: ${JSON.stringify(message).slice(0, 60)}`);
    }
  }
  return messages as AgentMessage[];
}

export class SocketLink implements AgentLink {
  readonly hello: HelloMessage;
  readonly #socket: Socket;
  readonly #writer: FrameWriter;
  readonly #decoder: FrameDecoder;
  #pending: AgentMessage[] = [];
  #onMessages: ((messages: AgentMessage[]) => void) | undefined;
  #onClose: ((error?: Error) => void) | undefined;
  readonly #askers = new Set<(status: AgentStatus | undefined) => void>();
  #closed = false;
  #error: Error | undefined;

  /** `early` came in the same chunk as the hello. */
  constructor(socket: Socket, decoder: FrameDecoder, hello: HelloMessage, early: AgentMessage[]) {
    this.hello = hello;
    this.#socket = socket;
    this.#writer = new FrameWriter(socket);
    this.#decoder = decoder;
    this.#pending = early;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A killed target resets the connection: that is an end like any other.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') this.#error ??= error;
    });
    socket.on('close', () => {
      this.#closed = true;
      for (const ask of this.#askers) ask(undefined);
      this.#onClose?.(this.#error);
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  send(message: ConsumerMessage): void {
    this.#writer.write(encodeFrame([message]));
  }

  onMessages(callback: (messages: AgentMessage[]) => void): void {
    this.#onMessages = callback;
    if (this.#pending.length > 0) queueMicrotask(() => this.#deliver([]));
  }

  onClose(callback: (error?: Error) => void): void {
    this.#onClose = callback;
    if (this.#closed) setImmediate(() => callback(this.#error)); // after messages of before
  }

  askStatus(timeoutMs: number): Promise<AgentStatus> {
    return new Promise((resolve, reject) => {
      const settle = (status: AgentStatus | undefined, why = 'hung up') => {
        clearTimeout(timer);
        this.#askers.delete(settle);
        if (status !== undefined) resolve(status);
        else reject(new Error(`the agent in process ${this.hello.pid} ${why}`));
      };
      const timer = setTimeout(() => settle(undefined, 'does not answer'), timeoutMs);
      this.#askers.add(settle);
      this.send({ type: 'status' });
      if (this.#closed) settle(undefined);
    });
  }

  close(): void {
    this.#writer.end();
    this.#socket.unref();
  }

  #receive(chunk: Buffer): void {
    let messages: AgentMessage[];
    try {
      messages = asAgentMessages(this.#decoder.push(chunk));
    } catch (error) {
      this.#error = new Error(`process ${this.hello.pid}: ${(error as Error).message}`);
      this.#socket.destroy();
      return;
    }
    for (const message of messages) {
      if (message.type === 'status') for (const ask of this.#askers) ask(message.status);
    }
    this.#deliver(messages);
  }

  #deliver(messages: AgentMessage[]): void {
    const all = this.#pending.length === 0 ? messages : this.#pending.concat(messages);
    this.#pending = this.#onMessages === undefined ? all : [];
    if (all.length > 0) this.#onMessages?.(all);
  }
}
