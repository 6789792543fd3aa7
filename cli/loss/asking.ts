/** Asks every agent of a watch for its graph or live operations, and stops the watch when all have answered. */
import type { AgentMessage } from '../../wire/messages.js';
import type { GraphAnswer } from '../../wire/watch.js';
import type { Peer } from '../consumer/agent.js';
import type { Sink } from './sink.js';
import type { Watcher } from './watcher.js';

export type Question = { readonly what: 'graph' | 'operations'; readonly sinceAbort: boolean };

/** A process that is busy answers late; one that is blocked, never. */
const ANSWER_MS = 30_000;

export class Asking implements Sink {
  readonly #question: Question;
  readonly #part: (peer: Peer, answer: GraphAnswer) => void;
  readonly #waiting = new Set<Peer>();
  #watcher: Watcher | undefined;
  #deadline: NodeJS.Timeout | undefined;

  /** @param part gets the answers in pieces */
  constructor(question: Question, part: (peer: Peer, answer: GraphAnswer) => void) {
    this.#question = question;
    this.#part = part;
  }

  ask(watcher: Watcher): void {
    if (this.#watcher !== undefined) return;
    this.#watcher = watcher;
    for (const peer of watcher.peers) this.#waiting.add(peer);
    for (const peer of [...this.#waiting]) peer.send({ type: 'ask', ...this.#question });
    if (this.#waiting.size === 0) return watcher.stop();
    this.#deadline = setTimeout(() => watcher.stop(), ANSWER_MS);
  }

  message(peer: Peer, message: AgentMessage): void {
    if (message.type !== 'graph') return;
    if (!Array.isArray(message.nodes) || !Array.isArray(message.edges)) throw new TypeError('not a graph');
    this.#part(peer, message);
    if (message.last) this.left(peer);
  }

  left(peer: Peer): void {
    if (this.#waiting.delete(peer) && this.#waiting.size === 0) this.#watcher?.stop();
  }

  close(): void {
    clearTimeout(this.#deadline);
  }
}
