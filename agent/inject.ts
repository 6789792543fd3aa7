/**
 * Entry of the agent bundle. It is evaluated in a target, in a worker of one, by the preload, or inside
 * ntrace itself, and started with a Bootstrap. A second start in the same isolate joins the agent that is
 * there. While nobody is connected, nothing of it is left but the function itself.
 */
import type { Bootstrap } from '../wire/bootstrap.js';
import type { ConsumerMessage } from '../wire/messages.js';
import { WIRE_VERSION } from '../wire/version.js';
import { Agent } from './agent.js';
import { hidden } from './fire.js';
import { describeError, inspector, process, workerThreads } from './host.js';
import { Link } from './link.js';
import { keepOwn } from './own.js';
import { directTransport, SocketTransport, type Transport, type TransportEvents } from './transport.js';
import { followWorkers } from './workers.js';

/** Where an isolate's agent is found by a second injection; deleted when the last consumer is gone. */
const PLACE = Symbol.for('ntrace.agent');

type Present = { readonly wireVersion: number; join(bootstrap: Bootstrap): unknown };
type Place = { [PLACE]?: Present };
type Direct = { receive(messages: readonly ConsumerMessage[]): void; close(): void };

/** The inspector's client needs a moment to be gone after it has let go. */
const CLOSE_MS = 20;
const MAX_CLOSE_MS = 1000;

/** @returns 'ok', or `{"error": "…"}` as text; for `direct` the object that takes messages. Never throws. */
export function start(bootstrap: Bootstrap, self: { toString(): string }): unknown {
  try {
    const place = globalThis as Place;
    const present = place[PLACE];
    if (present !== undefined && present.wireVersion !== WIRE_VERSION) {
      return refusal(
        `an agent with wire version ${present.wireVersion} is at work here, this one has ${WIRE_VERSION}`,
      );
    }
    if (present !== undefined) return present.join(bootstrap);
    return new House(() => self.toString()).join(bootstrap);
  } catch (error) {
    return refusal(describeError(error), error);
  }
}

function refusal(message: string, error?: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return JSON.stringify({
    error: typeof code === 'string' && !message.includes(code) ? `${code}: ${message}` : message,
  });
}

/** The agent of an isolate while somebody is connected. */
class House implements Present {
  readonly wireVersion = WIRE_VERSION;
  readonly #agent = new Agent();
  readonly #text: () => string;
  /** By consumer socket: a second injection for the same consumer changes nothing. */
  readonly #links = new Map<unknown, { stopWorkers: () => void }>();

  constructor(text: () => string) {
    this.#text = text;
  }

  join(bootstrap: Bootstrap): unknown {
    return bootstrap.kind === 'direct' ? this.#joinDirect(bootstrap.send) : this.#joinSocket(bootstrap);
  }

  #joinDirect(send: Extract<Bootstrap, { kind: 'direct' }>['send']): Direct {
    const link = this.#admit(
      send,
      () => directTransport(send as never),
      () => {},
    );
    hidden(() => link.hello('direct', '', false));
    return {
      receive: (messages) => hidden(() => link.receive(messages)),
      close: () => hidden(() => link.close()),
    };
  }

  #joinSocket(bootstrap: Exclude<Bootstrap, { kind: 'direct' }>): 'ok' {
    const { path, token } = bootstrap;
    if (this.#links.has(path)) return 'ok';
    const startWith = bootstrap.kind === 'preload' ? bootstrap.start : null;
    if (bootstrap.kind === 'preload') bootstrap.ownIds.forEach(keepOwn);
    const inspectorIsOurs = bootstrap.kind === 'inject' && bootstrap.closeInspector;
    const link = this.#admit(
      path,
      (events) => new SocketTransport(path, events),
      () => {
        if (inspectorIsOurs) this.#closeInspector(CLOSE_MS);
      },
    );
    try {
      hidden(() => {
        link.hello(bootstrap.kind, token, startWith !== null);
        const handing = bootstrap.kind === 'preload' ? bootstrap.handing : undefined;
        if (handing !== undefined) link.handToChildren(handing);
        if (startWith?.kind === 'program')
          link.enable(startWith.program, false, { ...startWith.options, target: process.pid, early: true });
        else if (startWith?.kind === 'watch') link.watch(startWith.options);
        // What ntrace starts itself loads the preload in its workers too; others are reached from here.
        if (
          (startWith === null || (handing !== undefined && startWith.options.workers)) &&
          workerThreads.isMainThread
        )
          this.#followWorkers(link, { path, token });
        // In case the consumer never speaks.
        if (inspectorIsOurs) this.#closeInspector(MAX_CLOSE_MS);
      });
    } catch (error) {
      link.close();
      throw error;
    }
    return 'ok';
  }

  /** @param onFirst called when the consumer speaks for the first time */
  #admit(key: unknown, connect: (events: TransportEvents) => Transport, onFirst: () => void): Link {
    const link = hidden(() => new Link(this.#agent, connect, onFirst, () => this.#left(key)));
    this.#links.set(key, { stopWorkers: () => {} });
    Object.defineProperty(globalThis, PLACE, { value: this, configurable: true, enumerable: false });
    return link;
  }

  /** Without the inspector (permission model) the main thread is traced all the same. */
  #followWorkers(link: Link, { path, token }: { path: string; token: string }): void {
    const bootstrap: Bootstrap = {
      kind: 'inject',
      wireVersion: WIRE_VERSION,
      path,
      token,
      closeInspector: false,
    };
    try {
      const stopWorkers = followWorkers(
        this.#text(),
        bootstrap,
        (ms, work) => this.#agent.after(ms, work),
        (message) => this.#agent.trouble('workers', message),
      );
      const entry = this.#links.get(path);
      if (entry !== undefined) entry.stopWorkers = stopWorkers;
    } catch (error) {
      link.trouble('worker threads are not followed', error);
    }
  }

  #cancelClose = (): void => {};

  /** Closes the port that was opened for an injection. One appointment only: a later one replaces it. */
  #closeInspector(ms: number): void {
    this.#cancelClose();
    this.#cancelClose = this.#agent.after(ms, () => {
      this.#cancelClose = () => {};
      if (inspector?.url() !== undefined) inspector.close();
    });
  }

  #left(key: unknown): void {
    this.#links.get(key)?.stopWorkers();
    this.#links.delete(key);
    if (this.#links.size === 0) Reflect.deleteProperty(globalThis, PLACE);
  }
}
