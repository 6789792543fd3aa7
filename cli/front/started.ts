/** A command that ntrace starts, with the preload in it: traced from its first line, ends with the trace. */
import type { Start } from '../../wire/bootstrap.js';
import type { Intake } from '../consumer/time-order.js';
import type { LaunchEnd, Launched } from '../launch.js';
import type { AgentLink } from '../link/agent-link.js';
import type { ConsumerSocket } from '../link/consumer-socket.js';
import type { Log } from '../terminal/log.js';
import { say } from '../terminal/say.js';
import { connect, type Following, type Targets } from './targets.js';

export class StartedCommand implements Targets {
  readonly kind = 'started';
  readonly links: readonly AgentLink[] = [];
  readonly #command: readonly string[];
  readonly #following: Following;
  readonly #log: Log;
  readonly #output: number | undefined;
  readonly #joined = new Set<AgentLink>();
  #socket: ConsumerSocket | undefined;
  #launched: Launched | undefined;
  commandEnd: LaunchEnd | undefined;

  /** @param output descriptor of a file that takes what it writes; default: it has our terminal */
  constructor(command: readonly string[], following: Following, log: Log, output?: number) {
    this.#command = command;
    this.#following = following;
    this.#log = log;
    this.#output = output;
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
    this.#launched = await launch(this.#command, socket, start, this.#following.children, this.#output);
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
