/**
 * Processes that run already: named by PID or by a glob over their command line, with `--children` those below them.
 * One that cannot be attached does not keep ntrace from the others. While the trace runs, who comes is attached and
 * who ends leaves: children bring the agent along from their first line (agent/children.ts) or are found by looking.
 */
import type { Start } from '../../wire/bootstrap.js';
import { WIRE_VERSION } from '../../wire/version.js';
import type { Intake } from '../consumer/time-order.js';
import { CliError } from '../error.js';
import { preload } from '../launch.js';
import { nodeDescendants } from '../proc/descendants.js';
import { matchingPids, noMatch, parseWanted, type Wanted } from '../proc/select.js';
import { readEnvironment, startTicks, uptimeSeconds } from '../proc/status.js';
import { type AgentLink, attachPid, ConsumerSocket, requireLinux } from '../target.js';
import type { Log } from '../terminal/log.js';
import { say } from '../terminal/say.js';
import { connect, type Following, type Targets } from './targets.js';
import { Unattached } from './unattached.js';

const LOOK_MS = 1_000;
/** For each that nobody named by its PID: others wait behind it. */
const PATIENCE_MS = 5_000;
/** A process that is younger may be about to run another program, or to join by itself. */
const YOUNG_S = 0.5;
/** One that was handed to us and has not joined by then does not load the preload. */
const HANDED_S = 5;

export class AttachedProcesses implements Targets {
  readonly kind = 'attached';
  readonly commandEnd = undefined;
  readonly pids: number[] = [];
  readonly links: AgentLink[] = [];
  readonly #socket: ConsumerSocket;
  readonly #wanted: Wanted;
  readonly #following: Following;
  readonly #log: Log;
  readonly #unattached = new Unattached();
  /** Whoever was tried, by pid and start: attached, or not to be had. */
  readonly #tried = new Set<string>();
  /** Main threads that are connected. */
  readonly #joined = new Set<number>();
  readonly #open = new Set<AgentLink>();
  #joinFile: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #interrupted = false;

  private constructor(socket: ConsumerSocket, wanted: Wanted, following: Following, log: Log) {
    this.#socket = socket;
    this.#wanted = wanted;
    this.#following = following;
    this.#log = log;
  }

  /** @throws CliError: exit code 4 when none of them can be attached. */
  static async open(texts: readonly string[], following: Following, log: Log): Promise<AttachedProcesses> {
    const wanted = parseWanted(texts);
    requireLinux();
    const targets = new AttachedProcesses(await ConsumerSocket.open(), wanted, following, log);
    const interrupt = (): void => {
      targets.#interrupted = true;
    };
    // Once: the second one ends ntrace at once.
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    try {
      await targets.#attachAll();
    } catch (error) {
      await targets.close();
      throw error;
    } finally {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    }
    return targets;
  }

  readonly #told = new Set<string>();

  /** Many may have to wait for the same. */
  readonly #sayOnce = (line: string): void => {
    if (!this.#told.has(line)) say(line);
    this.#told.add(line);
  };

  async #attachAll(): Promise<void> {
    const { pids, globs } = this.#wanted;
    for (const pid of pids) await this.#attach(pid);
    for (const glob of globs) {
      const matching = matchingPids([glob]);
      for (const pid of matching) await this.#attach(pid, PATIENCE_MS);
      if (matching.length === 0) this.#unattached.add(noMatch(glob));
    }
    if (this.links.length === 0) throw this.#unattached.none();
    // Once: whoever starts meanwhile is found when the program runs.
    if (this.#following.children)
      for (const pid of nodeDescendants(this.pids)) await this.#attach(pid, PATIENCE_MS);
    this.#unattached.sum(this.links.length);
  }

  /** Counts one that cannot be attached. */
  async #attach(pid: number, timeoutMs?: number): Promise<void> {
    if (this.#interrupted)
      throw new CliError('interrupted', 'interrupted while attaching', {
        hint: `${this.links.length} were attached and are left again`,
        exitCode: 4,
      });
    if (this.#isTried(pid)) return;
    this.#tried.add(identity(pid));
    const start = performance.now();
    const options = {
      onProgress: this.#sayOnce,
      unwanted: () => this.#closed || this.#joined.has(pid),
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
    try {
      const link = await attachPid(pid, this.#socket, options);
      this.#joined.add(pid);
      this.pids.push(pid);
      this.links.push(link);
      this.#open.add(link);
      this.#log('attached', { pid, ms: Math.round(performance.now() - start) });
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      if (this.#closed || this.#joined.has(pid)) return;
      this.#log('not attached', { pid, code: error.code, error: error.message });
      this.#unattached.add(error, pid, this.#wanted.pids.includes(pid));
    }
  }

  #isTried(pid: number): boolean {
    return this.#joined.has(pid) || this.#tried.has(identity(pid));
  }

  async run(intake: Intake, start: Start): Promise<void> {
    const { children } = this.#following;
    if (children) await this.#writeJoinFile(start);
    this.#socket.onRefused((error) => say(error.message));
    const seen = new Set<AgentLink>();
    const join = (link: AgentLink): void => {
      if (seen.has(link)) return;
      seen.add(link);
      this.#connect(intake, link);
    };
    for (const link of this.links) join(link);
    // Workers and children; the targets themselves come here once more.
    this.#socket.onAgent(join);
    if (children || this.#wanted.globs.length > 0) this.#lookLater();
    // Who matches a glob may be started again when the last one has ended.
    if (this.#wanted.globs.length === 0) intake.close();
  }

  #connect(intake: Intake, link: AgentLink): void {
    const { pid, tid, enabled } = link.hello;
    this.#open.add(link);
    if (tid === 0) this.#joined.add(pid);
    if (tid === 0) this.#tried.add(identity(pid));
    const left: Intake = {
      join: (peer) => intake.join(peer),
      receive: (peer, messages) => intake.receive(peer, messages),
      leave: (peer) => {
        this.#open.delete(link);
        if (tid === 0) this.#joined.delete(pid);
        intake.leave(peer);
      },
      close: () => intake.close(),
    };
    // Before it runs the program: what that makes it start is to join as well.
    if (this.#joinFile !== undefined && !enabled)
      link.send({ type: 'children', handing: { joinFile: this.#joinFile, ...preload() } });
    connect(left, link, this.#following, this.#log);
  }

  /** By which the children of our targets find us. */
  async #writeJoinFile(start: Start): Promise<void> {
    const { path, token } = await this.#socket.invite();
    this.#joinFile = this.#socket.writeJoinFile({
      wireVersion: WIRE_VERSION,
      path,
      token,
      start,
      children: true,
    });
  }

  #lookLater(): void {
    this.#timer = setTimeout(() => {
      void this.#look().finally(() => {
        if (!this.#closed) this.#lookLater();
      });
    }, LOOK_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const below = this.#following.children ? nodeDescendants(this.#joined) : [];
    for (const pid of [...below, ...matchingPids(this.#wanted.globs)]) {
      if (this.#closed) return;
      if (!this.#isTried(pid) && this.#isOldEnough(pid)) await this.#attach(pid, PATIENCE_MS);
    }
  }

  #isOldEnough(pid: number): boolean {
    const age = uptimeSeconds(pid) ?? 0;
    const handed = [...(readEnvironment(pid)?.values() ?? [])].includes(this.#joinFile ?? '');
    return age > (handed ? HANDED_S : YOUNG_S);
  }

  forward(): void {}

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#unattached.end();
    for (const link of this.#open) link.close();
    await this.#socket.close();
  }
}

/** A pid may be used again. */
function identity(pid: number): string {
  return `${pid} ${startTicks(pid)}`;
}
