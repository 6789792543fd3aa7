// hot path: see docs/hot-path.md
/** Sockets as they connect and close, for D; and for the graph while they connect. */
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import { patchEmit } from '../support/emit.js';
import type { HookSet } from '../support/hooks.js';
import { OperationRecord } from '../support/jobs.js';
import { sameShape } from '../support/replace.js';

/** Node's Socket, as far as we look at it. */
export type NodeSocket = {
  readonly connecting: boolean;
  readonly destroyed: boolean;
  readonly remoteAddress?: string;
  readonly remotePort?: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
};

type Options = {
  readonly host?: unknown;
  readonly port?: unknown;
  readonly path?: unknown;
  readonly signal?: unknown;
};

/** The typed argument `socket`. */
class SocketRecord extends OperationRecord {
  readonly remote: string;
  readonly port: number;
  readonly #socket: WeakRef<NodeSocket>;

  constructor(host: Host, id: number, op: string, socket: object, remote: string, port: number) {
    super(host, id, op, 0);
    this.remote = remote;
    this.port = port;
    this.#socket = new WeakRef(socket as NodeSocket);
  }

  get bytesRead(): number {
    return this.#socket.deref()?.bytesRead ?? 0;
  }

  get bytesWritten(): number {
    return this.#socket.deref()?.bytesWritten ?? 0;
  }
}

function connecting(native: object): boolean {
  const { connecting, destroyed } = native as NodeSocket;
  return connecting && !destroyed;
}

export class Sockets {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #at: Readonly<Record<'start' | 'done' | 'error' | 'accept' | 'close', Site>>;
  readonly #records = new WeakMap<object, SocketRecord>();
  #probed = false;
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#at = {
      start: sites.site('socket', 'connect', 'start'),
      done: sites.site('socket', 'connect', 'done'),
      error: sites.site('socket', 'connect', 'error'),
      accept: sites.site('server', 'accept', 'done'),
      close: sites.site('socket', '', 'close'),
    };
  }

  update(hooks: HookSet): void {
    this.#probed = this.#sites.anyEnabled('', '', '');
    const { Socket } = this.#host.builtins.net;
    const wanted = this.#host.graph !== undefined || this.#probed;
    hooks.ensure('connect', wanted, () => this.#patchConnect());
    hooks.ensure('socket emit', this.#probed, () =>
      patchEmit(this.#host, 'Socket', Socket.prototype, 'close', this.#emitted),
    );
  }

  #patchConnect(): () => void {
    const sockets = this;
    const { Socket } = this.#host.builtins.net;
    return this.#host.patch.property('Socket.prototype.connect', Socket.prototype, 'connect', (old) => {
      const original = old?.value as (...args: unknown[]) => unknown;
      const connect = function (this: object): unknown {
        sockets.#connecting(this, arguments[0], arguments[1]);
        return Reflect.apply(original, this, arguments);
      };
      return { ...old, value: sameShape(connect, original) };
    });
  }

  #connecting(socket: object, first: unknown, second: unknown): void {
    const { graph, builtins } = this.#host;
    const recording = graph?.recording === true;
    if ((!recording && !this.#probed) || this.#host.busy() || this.#host.ownExecution()) return;
    try {
      const { remote, port, signal } = placeOf(first, second, builtins.types.isProxy);
      if (recording)
        graph.started(socket, {
          kind: 'socket',
          label: `connect ${port > 0 ? `${remote}:${port}` : remote}`,
          signal,
          alive: connecting,
        });
      if (this.#probed) this.begin(socket, 'connect', remote, port).fire(this.#at.start, true);
    } catch (error) {
      this.#host.trouble('net', error);
    }
  }

  begin(socket: object, op: string, remote: string, port: number): SocketRecord {
    const id = this.#host.graph?.idOf(socket) ?? ++this.#ids;
    const record = new SocketRecord(this.#host, id, op, socket, remote, port);
    this.#records.set(socket, record);
    return record;
  }

  accepted(socket: NodeSocket & object): void {
    if (!this.#probed) return;
    this.begin(socket, 'accept', socket.remoteAddress ?? '', socket.remotePort ?? 0).fire(
      this.#at.accept,
      true,
    );
  }

  readonly #emitted = (socket: object, name: unknown): Frame | undefined => {
    if (name !== 'connect' && name !== 'error' && name !== 'close') return undefined;
    const record = this.#records.get(socket);
    if (record === undefined || this.#host.busy()) return undefined;
    try {
      if (name === 'connect') record.fire(this.#at.done);
      else if (name === 'error') record.fire(this.#at.error);
      else {
        this.#records.delete(socket);
        record.fire(this.#at.close);
      }
    } catch (error) {
      this.#host.trouble('net', error);
    }
    return record.frame;
  };
}

type Place = { readonly remote: string; readonly port: number; readonly signal: unknown };

/** connect(options), (port, host), (path); Node itself gives [options, callback]. */
function placeOf(first: unknown, second: unknown, isProxy: (value: unknown) => boolean): Place {
  const given: unknown = Array.isArray(first) && !isProxy(first) ? first[0] : first;
  if (typeof given === 'object' && given !== null && !isProxy(given)) {
    const read = (key: keyof Options): unknown => Object.getOwnPropertyDescriptor(given, key)?.value;
    const path = read('path');
    const signal = read('signal');
    if (typeof path === 'string') return { remote: path, port: 0, signal };
    const host = read('host');
    return { remote: typeof host === 'string' ? host : 'localhost', port: Number(read('port')) || 0, signal };
  }
  const port = Number(given);
  if (Number.isNaN(port)) return { remote: String(given), port: 0, signal: undefined };
  return { remote: typeof second === 'string' ? second : 'localhost', port, signal: undefined };
}
