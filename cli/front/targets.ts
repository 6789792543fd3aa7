/**
 * Where the program runs: in processes that are attached, in a command that is started, or in ntrace itself.
 * Hands every agent to the consumer and knows when no more can come.
 */
import type { Start } from '../../wire/bootstrap.js';
import type { AgentMessage } from '../../wire/messages.js';
import type { Peer } from '../consumer/agent.js';
import { startInProcess } from '../consumer/in-process.js';
import type { Intake } from '../consumer/time-order.js';
import type { LaunchEnd, Launched } from '../launch.js';
import type { AgentLink, ConsumerSocket } from '../target.js';
import type { Log } from '../terminal/log.js';
import { say } from '../terminal/say.js';

const CHILDREN_POLL_MS = 500;

export interface Targets {
  readonly kind: 'self' | 'attached' | 'started';
  /** Processes that were attached, or the one that was started. */
  readonly pids: readonly number[];
  /** What the agents there offer; undefined when there is no telling before the program runs. */
  readonly links: readonly AgentLink[];
  /** From here on messages of agents go to `intake`, which starts those that were attached; others start so. */
  run(intake: Intake, start: Start): Promise<void>;
  /** Set once the command that was started has ended. */
  readonly commandEnd: LaunchEnd | undefined;
  forward(signal: NodeJS.Signals): void;
  close(): Promise<void>;
}

/** Who is followed beside the targets themselves. */
export type Following = { readonly workers: boolean; readonly children: boolean };

export function connect(intake: Intake, link: AgentLink, following: Following, log: Log): void {
  const { pid, tid } = link.hello;
  if (tid !== 0 && !following.workers) {
    link.send({ type: 'stop', quiet: true });
    return link.close();
  }
  log('agent joined', { pid, tid, node: link.hello.node });
  link.onClose((error) => {
    log('agent left', { pid, tid, error: error?.message });
    if (error !== undefined) say(error.message);
    intake.leave(link);
  });
  intake.join(link);
  link.onMessages((messages) => intake.receive(link, messages));
}

/** An agent in ntrace itself; used for END too, when all targets are gone. */
export function runHere(
  join: (peer: Peer) => void,
  receive: (peer: Peer, messages: readonly AgentMessage[]) => void,
): void {
  startInProcess({ join, messages: receive });
}

export class OwnProcess implements Targets {
  readonly kind = 'self';
  readonly pids: readonly number[] = [process.pid];
  readonly links: readonly AgentLink[] = [];
  readonly commandEnd = undefined;

  async run(intake: Intake): Promise<void> {
    runHere(
      (peer) => {
        intake.join(peer);
        intake.close();
      },
      (peer, messages) => intake.receive(peer, messages),
    );
  }
  forward(): void {}
  async close(): Promise<void> {}
}

export class AttachedProcesses implements Targets {
  readonly kind = 'attached';
  readonly commandEnd = undefined;
  readonly pids: readonly number[];
  readonly links: readonly AgentLink[];
  readonly #socket: ConsumerSocket;
  readonly #log: Log;

  readonly #following: Following;
  #poll: NodeJS.Timeout | undefined;

  private constructor(socket: ConsumerSocket, links: readonly AgentLink[], following: Following, log: Log) {
    this.#socket = socket;
    this.links = links;
    this.pids = links.map((link) => link.hello.pid);
    this.#following = following;
    this.#log = log;
  }

  /** @throws CliError (exit code 4) when one of them cannot be attached; the others are left again. */
  static async open(pids: readonly string[], following: Following, log: Log): Promise<AttachedProcesses> {
    const { attachPid, ConsumerSocket, parsePid, requireLinux } = await import('../target.js');
    const numbers = [...new Set(pids.map(parsePid))];
    requireLinux();
    const socket = await ConsumerSocket.open();
    const links: AgentLink[] = [];
    try {
      for (const pid of numbers) {
        const start = performance.now();
        links.push(await attachPid(pid, socket, { onProgress: say }));
        log('attached', { pid, ms: Math.round(performance.now() - start) });
      }
    } catch (error) {
      for (const link of links) link.close();
      await socket.close();
      throw error;
    }
    return new AttachedProcesses(socket, links, following, log);
  }

  async run(intake: Intake): Promise<void> {
    const seen = new Set<AgentLink>(this.links);
    for (const link of this.links) connect(intake, link, this.#following, this.#log);
    this.#socket.onRefused((error) => say(error.message));
    // Workers and children; the targets themselves come here once more.
    this.#socket.onAgent((link) => {
      if (!seen.has(link)) connect(intake, link, this.#following, this.#log);
    });
    if (this.#following.children) await this.#followChildren();
    intake.close();
  }

  /** Node processes below the targets, those of now and those that turn up: attached like the targets. */
  async #followChildren(): Promise<void> {
    const [{ nodeDescendants }, { attachPid }] = await Promise.all([
      import('../proc/descendants.js'),
      import('../target.js'),
    ]);
    const known = new Set<number>(this.pids);
    const attachNew = async (): Promise<void> => {
      for (const child of this.pids.flatMap((pid) => nodeDescendants(pid))) {
        if (known.has(child)) continue;
        known.add(child);
        // It may be gone already, or not want to: the targets are traced all the same.
        await attachPid(child, this.#socket).catch((error: Error) => say(error.message));
      }
    };
    const again = (): void => {
      this.#poll = setTimeout(() => void attachNew().finally(again), CHILDREN_POLL_MS);
      this.#poll.unref();
    };
    await attachNew();
    again();
  }
  forward(): void {}

  async close(): Promise<void> {
    clearTimeout(this.#poll);
    for (const link of this.links) link.close();
    await this.#socket.close();
  }
}

export class StartedCommand implements Targets {
  readonly kind = 'started';
  readonly links: readonly AgentLink[] = [];
  readonly #command: readonly string[];
  readonly #following: Following;
  readonly #log: Log;
  readonly #joined = new Set<AgentLink>();
  #socket: ConsumerSocket | undefined;
  #launched: Launched | undefined;
  commandEnd: LaunchEnd | undefined;

  constructor(command: readonly string[], following: Following, log: Log) {
    this.#command = command;
    this.#following = following;
    this.#log = log;
  }

  get pids(): readonly number[] {
    return this.#launched === undefined ? [] : [this.#launched.pid];
  }

  /** @throws CliError when there is no such command. */
  async run(intake: Intake, start: Start): Promise<void> {
    const [{ ConsumerSocket }, { launch }] = await Promise.all([
      import('../target.js'),
      import('../launch.js'),
    ]);
    const socket = await ConsumerSocket.open();
    this.#socket = socket;
    socket.onRefused((error) => say(error.message));
    socket.onAgent((link) => {
      this.#joined.add(link);
      connect(intake, link, this.#following, this.#log);
    });
    this.#launched = await launch(this.#command, socket, start);
    void this.#launched.ended.then((end) => {
      this.#log('command ended', { status: end.status, signal: end.signal });
      this.commandEnd = end;
      if (end.note !== undefined) say(end.note);
      intake.close();
    });
  }

  forward(signal: NodeJS.Signals): void {
    if (this.commandEnd === undefined) this.#launched?.forward(signal);
  }

  /** As dtrace does with a process of its own: it ends with the trace. */
  async close(): Promise<void> {
    if (this.commandEnd === undefined) this.#launched?.forward('SIGTERM');
    for (const link of this.#joined) link.close(); // to processes that outlive the command
    await this.#socket?.close();
  }
}
