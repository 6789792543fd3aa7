/**
 * Receives what the agents of a watch send and keeps it, whatever way their processes end: losses folded, what
 * was issued and not judged by isolate. Knows no terminal. An Intake: targets hand their agents to it.
 */
import type { AgentMessage, ByeMessage, Drops } from '../../wire/messages.js';
import type { WatchOptions } from '../../wire/watch.js';
import type { Peer } from '../consumer/agent.js';
import { AgentDrops, DropCounter } from '../consumer/drops.js';
import type { Intake } from '../consumer/time-order.js';
import { printable } from '../proc/status.js';
import { checkedLoss } from './checked.js';
import type { Report, Watched } from './finding.js';
import { Fold } from './fold.js';
import { Places } from './places.js';
import type { Sink } from './sink.js';

type Isolate = {
  readonly peer: Peer;
  readonly pending: Set<number>;
  readonly drops: AgentDrops;
  issued: number;
  watching: boolean;
  ended: Watched['ended'];
};

/** Verdicts of processes that answer come within milliseconds. */
const STOP_MS = 2_000;

export class Watcher implements Intake {
  /** Nobody is watched any more, and nobody will come. */
  readonly done: Promise<void>;
  /** The graph is on in the first of them. */
  readonly started: Promise<void>;
  readonly fold: Fold;
  readonly #options: WatchOptions;
  readonly #say: (line: string) => void;
  readonly #sinks: readonly Sink[];
  readonly #isolates = new Map<Peer, Isolate>();
  readonly #drops = new DropCounter();
  readonly #blind = new Set<string>();
  readonly #restored = { done: 0, of: 0 };
  readonly #left: string[] = [];
  #resolve!: () => void;
  #resolveStarted!: () => void;
  #noMore = false;
  #stopped = false;
  #failed: string | undefined;

  /** @param say a line for stderr */
  constructor(
    options: WatchOptions,
    sinks: readonly Sink[],
    say: (line: string) => void,
    places = new Places(),
  ) {
    this.#options = options;
    this.#sinks = sinks;
    this.#say = say;
    this.fold = new Fold(places);
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.started = new Promise((resolve) => {
      this.#resolveStarted = resolve;
    });
  }

  // ---- Intake

  join(peer: Peer): void {
    if (this.#stopped) return peer.send({ type: 'stop', quiet: true });
    const isolate = {
      peer,
      pending: new Set<number>(),
      drops: new AgentDrops(),
      issued: 0,
      watching: false,
      ended: 'running' as const,
    };
    this.#isolates.set(peer, isolate);
    if (!peer.hello.enabled) peer.send({ type: 'watch', options: this.#options });
  }

  receive(peer: Peer, messages: readonly AgentMessage[]): void {
    const isolate = this.#isolates.get(peer);
    if (isolate === undefined || isolate.ended !== 'running') return;
    try {
      for (const message of messages) this.#take(isolate, message);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      this.#say(`process ${peer.hello.pid} is no longer watched, it sent nonsense: ${error.message}`);
      peer.send({ type: 'stop', quiet: true });
      isolate.ended = 'stopped';
    }
    this.#finishIfDone();
  }

  leave(peer: Peer): void {
    const isolate = this.#isolates.get(peer);
    if (isolate === undefined) return;
    if (isolate.ended === 'running') isolate.ended = 'killed';
    for (const sink of this.#sinks) sink.left?.(peer);
    this.#finishIfDone();
  }

  close(): void {
    this.#noMore = true;
    this.#finishIfDone();
  }

  // ---- for whoever runs the watch

  get peers(): readonly Peer[] {
    return this.#alive().map(({ peer }) => peer);
  }

  /** Who is left judges what it can, restores everything and says bye. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    for (const { peer } of this.#alive()) peer.send({ type: 'stop', quiet: false });
    this.#noMore = true;
    this.#finishIfDone();
    const late = setTimeout(() => this.abandon(), STOP_MS);
    void this.done.then(() => clearTimeout(late));
  }

  /** Waits for nobody any more. */
  abandon(): void {
    for (const isolate of this.#alive()) {
      this.#say(`${commandOf(isolate.peer)} did not stop in time`);
      isolate.ended = 'stopped';
    }
    this.#noMore = true;
    this.#finishIfDone();
  }

  /** The first thing that went wrong in an agent. */
  get failed(): string | undefined {
    return this.#failed;
  }

  /** Isolates in which the graph was on. */
  get watchingCount(): number {
    return [...this.#isolates.values()].filter(({ watching }) => watching).length;
  }

  get restored(): { readonly done: number; readonly of: number; readonly left: readonly string[] } {
    return { ...this.#restored, left: this.#left };
  }

  get drops(): Drops {
    return this.#drops.total;
  }

  get node(): string {
    return this.#isolates.keys().next().value?.hello.node ?? process.version;
  }

  get blindSpots(): string[] {
    const over = this.fold.over;
    return [...this.#blind, ...(over > 0 ? [`${over} losses of further kinds were not kept`] : [])];
  }

  /** What the watch saw; `findings`: those that count. */
  report(
    command: readonly string[],
    exitCode: number | null,
    counting: Pick<Report, 'findings' | 'ignored'>,
  ): Report {
    const { node, drops, blindSpots, watched } = this;
    return { node, command, exitCode, ...counting, watched, drops, blindSpots };
  }

  get watched(): Watched[] {
    return [...this.#isolates.values()].map(({ peer, pending, issued, ended }) => ({
      pid: peer.hello.pid,
      tid: peer.hello.tid,
      node: peer.hello.node,
      command: commandOf(peer),
      issued,
      unjudged: pending.size,
      ended,
    }));
  }

  #alive(): Isolate[] {
    return [...this.#isolates.values()].filter(({ ended }) => ended === 'running');
  }

  #finishIfDone(): void {
    if (this.#noMore && this.#alive().length === 0) this.#resolve();
  }

  #take(isolate: Isolate, message: AgentMessage): void {
    const { peer } = isolate;
    const { hello } = peer;
    for (const sink of this.#sinks) sink.message?.(peer, message);
    switch (message.type) {
      case 'watching':
        isolate.watching = true;
        for (const spot of message.blind) this.#blind.add(String(spot));
        return this.#resolveStarted();
      case 'issued':
        isolate.issued++;
        isolate.pending.add(message.id);
        return;
      case 'judged':
        isolate.pending.delete(message.id);
        return;
      case 'loss': {
        const loss = checkedLoss(message.loss);
        const added = this.fold.add(loss, hello);
        if (added === undefined) return;
        for (const sink of this.#sinks) sink.found?.(added.finding, added.fresh, loss);
        return;
      }
      case 'drops':
        return this.#drops.add(isolate.drops.fresh(message.drops));
      case 'trouble':
        this.#failed ??= `${message.what}: ${message.message}`;
        this.#blind.add(`in process ${hello.pid}: ${message.what} failed: ${message.message}`);
        return this.#say(`process ${hello.pid}: ${message.what}: ${message.message}`);
      case 'bye':
        return this.#bye(isolate, message);
    }
  }

  #bye(isolate: Isolate, { reason, restored, left }: ByeMessage): void {
    isolate.ended = reason === 'target-exit' || reason === 'exit' ? 'exit' : 'stopped';
    this.#restored.done += restored.done;
    this.#restored.of += restored.of;
    this.#left.push(...left);
  }
}

/** `node test/a.test.js`, short enough for a line. */
export function commandOf({ hello }: Peer): string {
  const words = hello.argv.map((word, index) => (index < 2 ? (word.split('/').pop() ?? word) : word));
  const worker = hello.tid === 0 ? '' : ` worker ${hello.tid}`;
  return `${printable(words.join(' '), 60)}${worker} (pid ${hello.pid})`;
}
