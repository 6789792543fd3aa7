/**
 * A record that reads aggregations must see those of all agents: it waits, and its agent's later messages
 * with it, until the other agents have flushed. Barriers fall in order of arrival. An agent that waits at a
 * barrier of its own counts as flushed, so two never wait for each other; the wait is bounded.
 */
import type { Agent } from './agent.js';

type Barrier = {
  /** Whose record it is; undefined for ntrace's own (SIGUSR1, --interval). */
  readonly agent: Agent | undefined;
  readonly seq: number;
  readonly pending: Set<Agent>;
  readonly timer: NodeJS.Timeout;
  readonly run: () => void;
};

export type BarrierEvents = {
  /** Who did not flush in time. */
  readonly late: (agents: readonly Agent[]) => void;
  /** A barrier fell, and what waited behind it has been processed. */
  readonly fell: () => void;
};

export class Barriers {
  readonly #timeoutMs: number;
  readonly #events: BarrierEvents;
  readonly #waiting: Barrier[] = [];
  #seq = 0;
  #settling = false;

  constructor(timeoutMs: number, events: BarrierEvents) {
    this.#timeoutMs = timeoutMs;
    this.#events = events;
  }

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Runs `run` once `others` have flushed. */
  raise(agent: Agent | undefined, others: readonly Agent[], run: () => void): void {
    const seq = ++this.#seq;
    const timer = setTimeout(() => {
      const late = [...barrier.pending].filter((other) => !this.#passed(other));
      barrier.pending.clear();
      if (late.length > 0) this.#events.late(late);
      this.settle();
    }, this.#timeoutMs);
    const barrier: Barrier = { agent, seq, pending: new Set(others), timer, run };
    if (agent !== undefined) agent.blocked = true;
    this.#waiting.push(barrier);
    for (const other of others) other.peer.send({ type: 'flush', seq });
    this.settle();
  }

  flushed(agent: Agent, seq: number): void {
    this.#waiting.find((barrier) => barrier.seq === seq)?.pending.delete(agent);
    this.settle();
  }

  /** Runs what has nobody left to wait for. */
  settle(): void {
    if (this.#settling) return;
    this.#settling = true;
    let fell = false;
    for (let barrier = this.#waiting[0]; barrier !== undefined; barrier = this.#waiting[0]) {
      if ([...barrier.pending].some((other) => !this.#passed(other))) break;
      clearTimeout(barrier.timer);
      this.#waiting.shift();
      if (barrier.agent !== undefined) barrier.agent.blocked = false;
      barrier.run();
      fell = true;
    }
    this.#settling = false;
    if (fell) this.#events.fell();
  }

  clear(): void {
    for (const barrier of this.#waiting.splice(0)) clearTimeout(barrier.timer);
  }

  #passed(agent: Agent): boolean {
    return agent.blocked || (agent.gone && agent.queue.empty);
  }
}
