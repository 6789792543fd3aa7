/**
 * What the consumer knows of one agent: its probes and stacks by number, and the messages that wait. Turns
 * what came over the wire into values, by the types the program declares.
 */
import type { AgentMessage, ConsumerMessage, HelloMessage } from '../../wire/messages.js';
import type { ProbeDescription } from '../../wire/probe.js';
import { intFromWire, type ValueType, type WireValue } from '../../wire/value.js';
import type { Datum, FiredProbe, Origin, Stack } from '../export/exporter.js';
import { AgentDrops } from './drops.js';
import { Queue } from './queue.js';
import { NO_STACK, partOfSymbol } from './stacks.js';

/** The part of an AgentLink that the consumer needs. */
export interface Peer {
  readonly hello: HelloMessage;
  send(message: ConsumerMessage): void;
}

export class Agent {
  readonly peer: Peer;
  readonly origin: Origin;
  /** Arrived and not yet processed: waiting behind a record that must see the other agents' aggregations. */
  readonly queue = new Queue<AgentMessage>();
  blocked = false;
  /** Said bye, or its socket closed. */
  gone = false;
  readonly #symbol: (text: string) => string;
  readonly drops = new AgentDrops();
  readonly #probes = new Map<number, FiredProbe>();
  readonly #stacks = new Map<number, Stack>();

  /** @param symbol maps what travels as a symbol, by the directory the process runs in */
  constructor(peer: Peer, symbol: (text: string, cwd: string) => string) {
    this.peer = peer;
    this.#symbol = (text) => symbol(text, peer.hello.cwd);
    this.origin = { pid: peer.hello.pid, tid: peer.hello.tid };
  }

  learnProbe(id: number, description: ProbeDescription): void {
    this.#probes.set(id, { id, ...description });
  }

  learnStack(id: number, stack: Stack): void {
    this.#stacks.set(id, stack);
  }

  /** @throws TypeError when no `probes` message named it. */
  probe(id: number): FiredProbe {
    const probe = this.#probes.get(id);
    if (probe === undefined) throw new TypeError(`no such probe: ${id}`);
    return probe;
  }

  /** @throws TypeError when the value does not fit its type. */
  datum(type: ValueType, value: WireValue | undefined): Datum {
    if (type.kind === 'int') return intFromWire(value);
    if (type.kind === 'stack') {
      if (typeof value !== 'number') throw new TypeError(`not a stack on the wire: ${typeof value}`);
      return this.#stacks.get(value) ?? NO_STACK;
    }
    if (type.kind === 'symbol' && typeof value === 'string')
      return partOfSymbol(this.#symbol(value), type.part);
    if (type.kind === 'float') return typeof value === 'number' ? value : Number.NaN;
    if (value === null || typeof value === 'string') return value;
    throw new TypeError(`not a string on the wire: ${typeof value}`);
  }
}
