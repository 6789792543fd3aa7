/**
 * Option temporal: records of all isolates in the order in which their probes fired. Stands before the consumer and
 * holds what arrives until no isolate can have an older record on its way. What has no time of its own (aggregations,
 * drops, answers) keeps its place in the stream of its isolate.
 */
import type { AgentMessage } from '../../wire/messages.js';
import type { Peer } from './agent.js';
import { Queue } from './queue.js';

/** Where agents hand in what they have: the consumer, or what stands before it. */
export interface Intake {
  join(peer: Peer): void;
  receive(peer: Peer, messages: readonly AgentMessage[]): void;
  leave(peer: Peer): void;
  close(): void;
}

/** Agents send within 100 ms; one that is busy for longer than this may come too late. */
const HOLD_MS = 250;

type Stream = { readonly arrived: Queue<AgentMessage>; silent: boolean };

export class TimeOrder implements Intake {
  readonly #next: Intake;
  readonly #nowNs: () => number;
  readonly #streams = new Map<Peer, Stream>();
  #timer: NodeJS.Timeout | undefined;

  constructor(next: Intake, nowNs: () => number = () => Number(process.hrtime.bigint())) {
    this.#next = next;
    this.#nowNs = nowNs;
  }

  join(peer: Peer): void {
    this.#streams.set(peer, { arrived: new Queue(), silent: false });
    this.#next.join(peer);
  }

  receive(peer: Peer, messages: readonly AgentMessage[]): void {
    const stream = this.#streams.get(peer);
    if (stream === undefined) return this.#next.receive(peer, messages);
    for (const message of messages) {
      stream.arrived.push(message);
      if (message.type === 'bye') stream.silent = true;
    }
    this.#release();
  }

  leave(peer: Peer): void {
    const stream = this.#streams.get(peer);
    if (stream !== undefined) {
      stream.silent = true;
      // Nothing may stay behind: at the exit of the process there is no later.
      while (!stream.arrived.empty) this.#release(Number.POSITIVE_INFINITY);
      this.#streams.delete(peer);
    }
    this.#next.leave(peer);
  }

  close(): void {
    this.#next.close();
  }

  #release(nowNs: number = this.#nowNs()): void {
    clearTimeout(this.#timer);
    let run: { readonly peer: Peer; readonly messages: AgentMessage[] } | undefined;
    const hand = (peer: Peer, message: AgentMessage): void => {
      if (run?.peer !== peer) {
        if (run !== undefined) this.#next.receive(run.peer, run.messages);
        run = { peer, messages: [] };
      }
      run.messages.push(message);
    };
    for (;;) {
      let first: Peer | undefined;
      let firstAt = Number.POSITIVE_INFINITY;
      let waiting = false;
      for (const [peer, { arrived, silent }] of this.#streams) {
        for (let head = arrived.peek(); head !== undefined && head.type !== 'record'; head = arrived.peek())
          hand(peer, arrived.take() as AgentMessage);
        const head = arrived.peek();
        if (head === undefined) waiting ||= !silent;
        else if (head.type === 'record' && head.at < firstAt) {
          first = peer;
          firstAt = head.at;
        }
      }
      if (first === undefined) break;
      const dueMs = waiting ? HOLD_MS - (nowNs - firstAt) / 1e6 : 0;
      if (dueMs > 0) {
        this.#timer = setTimeout(() => this.#release(), Math.ceil(dueMs)).unref();
        break;
      }
      hand(first, this.#streams.get(first)?.arrived.take() as AgentMessage);
    }
    if (run !== undefined) this.#next.receive(run.peer, run.messages);
  }
}
