/**
 * The agent's end of one consumer connection: hello, enable, stop, status, bye. When it breaks, the session
 * ends and everything is restored as if it had been stopped.
 */
import type { Handing } from '../wire/bootstrap.js';
import type { AgentMessage, ConsumerMessage, EnableOptions, HelloMessage } from '../wire/messages.js';
import type { Program } from '../wire/program.js';
import { WIRE_VERSION } from '../wire/version.js';
import type { WatchOptions } from '../wire/watch.js';
import { type Agent, ownModules } from './agent.js';
import { hidden } from './fire.js';
import { describeError, process, workerThreads } from './host.js';
import { Watch } from './recorder/watch.js';
import { Session } from './session.js';
import type { Transport, TransportEvents } from './transport.js';

export class Link {
  readonly #agent: Agent;
  readonly #transport: Transport;
  readonly #onFirst: () => void;
  readonly #onGone: () => void;
  #session: Session | undefined;
  #watch: Watch | undefined;
  #heard = false;
  #gone = false;

  /** @param onFirst the consumer has spoken: it holds no inspector session any more */
  constructor(
    agent: Agent,
    connect: (events: TransportEvents) => Transport,
    onFirst: () => void,
    onGone: () => void,
  ) {
    this.#agent = agent;
    this.#onFirst = onFirst;
    this.#onGone = onGone;
    this.#transport = connect({
      onMessages: (messages) => this.receive(messages),
      onClose: () => this.#end('quiet'),
    });
  }

  hello(origin: HelloMessage['origin'], token: string, enabled: boolean): void {
    this.#send([
      {
        type: 'hello',
        wireVersion: WIRE_VERSION,
        token,
        pid: process.pid,
        ppid: process.ppid,
        tid: workerThreads.threadId,
        node: process.version,
        title: process.title,
        argv: process.argv.slice(0, 16).map((arg) => arg.slice(0, 1024)),
        cwd: safeCwd(),
        origin,
        modules: ownModules(),
        enabled,
      },
    ]);
  }

  receive(messages: readonly ConsumerMessage[]): void {
    if (!this.#heard) {
      this.#heard = true;
      this.#onFirst();
    }
    for (const message of messages) this.#receiveOne(message);
  }

  #receiveOne(message: ConsumerMessage): void {
    switch (message.type) {
      case 'enable':
        this.enable(message.program, message.lead, message.options);
        return;
      case 'watch':
        this.watch(message.options);
        return;
      case 'ask':
        this.#watch?.answer(message.what, message.sinceAbort);
        return;
      case 'children':
        this.handToChildren(message.handing);
        return;
      case 'table':
        this.#watch?.table(message);
        return;
      case 'stop':
        this.#stop(message.quiet);
        return;
      case 'present':
        this.#send([{ type: 'present', probes: this.#agent.registry.present() }]);
        return;
      case 'status':
        this.#send([{ type: 'status', status: this.#agent.status() }]);
        return;
      default:
        this.#session?.receive(message);
    }
  }

  enable(program: Program, lead: boolean, options: EnableOptions): void {
    if (this.#session !== undefined) return;
    try {
      this.#session = new Session(this.#agent, this.#transport, program, lead, options);
      this.#agent.add(this.#session);
    } catch (error) {
      // Whatever is half installed goes again; the consumer learns why.
      const session = this.#session;
      this.#session = undefined;
      const restored =
        session === undefined ? { done: 0, of: 0, left: [] } : this.#agent.remove(session, 'quiet');
      this.#send([
        { type: 'trouble', what: 'enabling the program', message: describeError(error) },
        { type: 'bye', reason: 'trouble', restored, left: restored.left },
      ]);
    }
  }

  watch(options: WatchOptions): void {
    if (this.#watch !== undefined || this.#session !== undefined) return;
    const watch = new Watch(this.#agent, this.#transport, options);
    this.#watch = watch;
    try {
      this.#agent.addWatch(watch);
    } catch (error) {
      this.#watch = undefined;
      const restored = this.#agent.removeWatch(watch);
      this.#send([
        { type: 'trouble', what: 'turning the cancel graph on', message: describeError(error) },
        { type: 'bye', reason: 'trouble', restored, left: restored.left },
      ]);
    }
  }

  #stopHanding = (): void => {};

  handToChildren(handing: Handing): void {
    this.#stopHanding();
    this.#stopHanding = this.#agent.children.follow(handing);
  }

  #stop(quiet: boolean): void {
    this.#stopHanding();
    const watch = this.#watch;
    if (watch !== undefined) {
      this.#watch = undefined;
      watch.finish();
      const { left, ...restored } = this.#agent.removeWatch(watch);
      this.#send([{ type: 'bye', reason: 'stopped', restored, left }]);
      return;
    }
    const session = this.#session;
    if (session === undefined) {
      this.#send([{ type: 'bye', reason: 'stopped', restored: { done: 0, of: 0 }, left: [] }]);
      return;
    }
    const { left, ...restored } = this.#agent.remove(session, quiet ? 'quiet' : 'end');
    this.#session = undefined;
    session.put({ type: 'bye', reason: 'stopped', restored, left, endRan: !quiet });
    session.flush();
  }

  trouble(what: string, error: unknown): void {
    this.#send([{ type: 'trouble', what, message: describeError(error) }]);
  }

  /** The agent could not join after all. */
  close(): void {
    this.#transport.close();
    this.#end('quiet');
  }

  #send(messages: readonly AgentMessage[]): void {
    this.#transport.send(messages.map((message) => JSON.stringify(message)));
  }

  /** The consumer is gone. */
  #end(run: 'quiet'): void {
    if (this.#gone) return;
    this.#gone = true;
    hidden(this.#stopHanding);
    const session = this.#session;
    this.#session = undefined;
    if (session !== undefined) hidden(() => this.#agent.remove(session, run));
    const watch = this.#watch;
    this.#watch = undefined;
    if (watch !== undefined) hidden(() => this.#agent.removeWatch(watch));
    this.#onGone();
  }
}

function safeCwd(): string {
  try {
    return process.cwd();
  } catch {
    return ''; // it was removed
  }
}
