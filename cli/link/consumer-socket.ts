/**
 * The consumer's end of the private sockets: listens on a random name, lets in agents that know the token of
 * an invitation and speak our wire version, and refuses everybody else aloud. One server per directory, so
 * that root can trace another user, or a process that sees other mounts.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { JoinFile } from '../../wire/bootstrap.js';
import type { HelloMessage } from '../../wire/messages.js';
import { WIRE_VERSION } from '../../wire/version.js';
import { CliError } from '../error.js';
import { type DirectoryOf, ownIdentity, randomName, socketDirectory, sweep } from '../socket-dir.js';
import { type AgentLink, asAgentMessages, SocketLink } from './agent-link.js';
import { greet, refusal } from './greeting.js';
import { type Listening, listen } from './listening.js';
import { answerFrame, isStatusQuestion, writeMark } from './relay.js';

const STATUS_DEADLINE_MS = 2_000;

export type Invitation = {
  /** The socket, as the invited process sees it. */
  readonly path: string;
  readonly token: string;
  /** First main thread that came; rejects with a CliError when the invited agent had to be refused. */
  readonly main: Promise<AgentLink>;
  /** Who has come by this invitation so far. */
  readonly agents: readonly AgentLink[];
  /** Attaching failed: who came by it is sent away, and nobody comes any more. */
  revoke(): void;
};

type Guest = Omit<Invitation, 'agents'> & {
  readonly agents: SocketLink[];
  admit(link: AgentLink): void;
  refuse(error: CliError): void;
  outerPid(pid: number): number;
};

export class ConsumerSocket {
  readonly #servers = new Map<string, Promise<Listening>>();
  readonly #guests: Guest[] = [];
  readonly #files = new Set<string>();
  readonly #strangers = new Set<Socket>();
  /** For other ntrace processes of the same user, who may read our marks. */
  readonly #askToken = randomBytes(16).toString('hex');
  #path = '';
  #onAgent: ((link: AgentLink) => void) | undefined;
  #early: AgentLink[] = [];
  #onRefused: ((error: CliError) => void) | undefined;
  #closed = false;

  /** Set for a consumer inside an application: it keeps no process alive. */
  readonly #background: boolean;

  private constructor(background: boolean) {
    this.#background = background;
  }

  /** @throws CliError when there is no safe directory to listen in. */
  static async open({ background = false } = {}): Promise<ConsumerSocket> {
    const socket = new ConsumerSocket(background);
    process.on('exit', socket.#removeFiles);
    const listening = await socket.#listen(ownIdentity());
    if (background) listening.server.unref();
    socket.#path = listening.path;
    await sweep(socketDirectory());
    return socket;
  }

  /** Every agent that was let in: targets, their workers and children. Those of before come first. */
  onAgent(callback: (link: AgentLink) => void): void {
    this.#onAgent = callback;
    for (const link of this.#early.splice(0)) callback(link);
  }

  /** Every peer that was turned away, and why. */
  onRefused(callback: (error: CliError) => void): void {
    this.#onRefused = callback;
  }

  /**
   * A path and a fresh token for one target and all that descends from it. `outerPid` tells what we call a
   * process that names itself by the pid of its own namespace.
   */
  async invite(of: DirectoryOf = ownIdentity(), outerPid = (pid: number) => pid): Promise<Invitation> {
    const { path } = await this.#listen(of);
    let admit!: (link: AgentLink) => void;
    let refuse!: (error: CliError) => void;
    const main = new Promise<AgentLink>((resolve, reject) => {
      admit = resolve;
      refuse = reject;
    });
    main.catch(() => {}); // whoever waits for it gets it
    const agents: SocketLink[] = [];
    const guest: Guest = {
      path,
      token: randomBytes(16).toString('hex'),
      main,
      admit,
      refuse,
      outerPid,
      agents,
      revoke: () => {
        this.#guests.splice(this.#guests.indexOf(guest), 1);
        for (const link of agents) link.close();
      },
    };
    this.#guests.push(guest);
    return guest;
  }

  /** Where a join file may be written: known before there is anything to write. */
  static joinFileName(): string {
    return join(socketDirectory(), randomName('json'));
  }

  /** Writes the file by which started processes find us (NTRACE_JOIN); gone when the socket closes. */
  writeJoinFile(join_: JoinFile, file = ConsumerSocket.joinFileName()): string {
    writeFileSync(file, JSON.stringify(join_), { mode: 0o600, flag: 'wx' });
    this.#files.add(file);
    return file;
  }

  /** Waits until everybody who has connected so far is admitted or refused, at most `maxMs`. */
  async settle(maxMs: number): Promise<void> {
    const end = Date.now() + maxMs;
    // One whole turn of the event loop accepts what is in the backlog.
    await nextTurn();
    await nextTurn();
    while (this.#strangers.size > 0 && Date.now() < end) await delay(2);
  }

  /** Lets nobody in any more and removes its files. Links stay, but for those that nobody asked for. */
  async close(): Promise<void> {
    this.#closed = true;
    const error = new CliError('closed', 'ntrace is ending', { exitCode: 4 });
    for (const guest of this.#guests.splice(0)) guest.refuse(error);
    for (const stranger of this.#strangers) stranger.destroy();
    for (const link of this.#early.splice(0)) link.close();
    for (const listening of this.#servers.values()) {
      const { server } = await listening.catch(() => ({ server: undefined }));
      server?.close();
    }
    this.#removeFiles();
    process.off('exit', this.#removeFiles);
  }

  /** Also when ntrace leaves in a hurry. */
  readonly #removeFiles = (): void => {
    for (const file of this.#files) rmSync(file, { force: true });
  };

  #listen(of: DirectoryOf): Promise<Listening> {
    const key = `${of.uid} ${of.root}`;
    let listening = this.#servers.get(key);
    if (listening === undefined) {
      listening = listen(of, (peer) => this.#receive(peer)).then((made) => {
        this.#files.add(made.file);
        return made;
      });
      this.#servers.set(key, listening);
    }
    return listening;
  }

  #receive(peer: Socket): void {
    if (this.#closed) return void peer.destroy();
    this.#strangers.add(peer);
    greet(peer, {
      greeted: ({ first, rest, decoder }) => {
        if (isStatusQuestion(first) && sameToken(first.token, this.#askToken)) {
          return void this.#answer(peer, first.pid);
        }
        const guest = this.#examine(first);
        const link = new SocketLink(peer, decoder, first as HelloMessage, asAgentMessages(rest));
        this.#admit(guest, peer, link);
      },
      refused: (error) => {
        if (!this.#closed) this.#onRefused?.(error);
      },
      settled: () => this.#strangers.delete(peer),
      background: this.#background,
    });
  }

  /** @throws CliError that says why the peer may not come in. */
  #examine(message: unknown): Guest {
    const hello = message as Partial<HelloMessage> | null;
    if (hello?.type !== 'hello' || typeof hello.token !== 'string' || typeof hello.pid !== 'number') {
      throw refusal(
        'nonsense',
        `a peer on the private socket did not say hello: ${JSON.stringify(message).slice(0, 60)}`,
      );
    }
    const guest = this.#guests.find((one) => sameToken(one.token, hello.token as string));
    if (guest === undefined) throw refusal('token', `process ${hello.pid} came with a wrong token`);
    if (hello.wireVersion !== WIRE_VERSION) {
      const error = wireVersionError(hello.pid, hello.wireVersion);
      guest.refuse(error);
      throw error;
    }
    if (typeof hello.tid !== 'number' || !Array.isArray(hello.argv)) {
      throw refusal('nonsense', `process ${hello.pid} said an incomplete hello`);
    }
    return guest;
  }

  #admit(guest: Guest, peer: Socket, link: SocketLink): void {
    const main = link.hello.tid === 0;
    guest.agents.push(link);
    if (main) this.#mark(guest.outerPid(link.hello.pid), peer);
    if (this.#onAgent === undefined) this.#early.push(link);
    else this.#onAgent(link);
    if (main) guest.admit(link);
  }

  /** Only tells `ps` and `doctor` who traces whom: a full disk must not end a trace. */
  #mark(pid: number, peer: Socket): void {
    try {
      const file = writeMark(pid, { path: this.#path, token: this.#askToken });
      this.#files.add(file);
      peer.on('close', () => rmSync(file, { force: true }));
    } catch {
      // they will not know
    }
  }

  /** `doctor` asks how our agents in a process are. */
  async #answer(peer: Socket, pid: number): Promise<void> {
    peer.on('error', () => {}); // it asked and left
    const asked = this.#guests.flatMap((guest) =>
      guest.agents.filter((link) => !link.closed && guest.outerPid(link.hello.pid) === pid),
    );
    const answers = await Promise.allSettled(
      asked.map(async (link) => ({ tid: link.hello.tid, status: await link.askStatus(STATUS_DEADLINE_MS) })),
    );
    peer.end(answerFrame(answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))));
  }
}

export function wireVersionError(pid: number, theirs: unknown): CliError {
  return new CliError(
    'wire-version',
    `the agent in process ${pid} speaks wire version ${String(theirs)}, this ntrace ${WIRE_VERSION}`,
    {
      hint: 'use the ntrace version whose preload the process loaded, or restart the process with this one',
      exitCode: 4,
    },
  );
}

function sameToken(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
