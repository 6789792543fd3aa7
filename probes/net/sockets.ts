// hot path: see docs/hot-path.md
/** Sockets as they connect and close, for D; and for the graph while they connect. */
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import { patchEmit } from '../support/emit.js';
import type { HookSet } from '../support/hooks.js';
import { sameShape } from '../support/replace.js';
import { nameOf, placeOf, UndiciConnects } from './places.js';
import { type NodeSocket, SocketRecord } from './records.js';

function connecting(native: object): boolean {
  const { connecting, destroyed } = native as NodeSocket;
  return connecting && !destroyed;
}

const SITES = {
  start: ['socket', 'connect', 'start'],
  done: ['socket', 'connect', 'done'],
  error: ['socket', 'connect', 'error'],
  secure: ['socket', 'secure', 'done'],
  accept: ['server', 'accept', 'done'],
  listen: ['server', 'listen', 'done'],
  close: ['socket', '', 'close'],
} as const;

export class Sockets {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #at: Readonly<Record<keyof typeof SITES, Site>>;
  readonly #records = new WeakMap<object, SocketRecord>();
  readonly #places = new WeakMap<object, string>();
  readonly #undici: UndiciConnects;
  #probed = false;
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#undici = new UndiciConnects(host);
    const at = Object.entries(SITES).map(([key, [module, fn, name]]) => [key, sites.site(module, fn, name)]);
    this.#at = Object.fromEntries(at) as Record<keyof typeof SITES, Site>;
  }

  update(hooks: HookSet): void {
    this.#probed = this.#sites.anyEnabled('', '', '');
    const { Socket } = this.#host.builtins.net;
    const wanted = this.#host.graph !== undefined || this.#probed;
    hooks.ensure('undici connects', this.#host.graph !== undefined, () => this.#undici.subscribe());
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
      const place = placeOf(first, second, builtins.types.isProxy);
      const { remote, port, signal } = place;
      // What http, https and fetch connect has providers of its own.
      const ofWeb = this.#undici.takes(place) || place.ofAgent;
      this.#places.set(socket, ofWeb ? '' : nameOf(place));
      if (recording && !ofWeb)
        graph.started(socket, {
          kind: 'socket',
          label: `connect ${nameOf(place)}`,
          signal,
          alive: connecting,
        });
      if (this.#probed) this.#begin(socket, 'connect', remote, port).fire(this.#at.start, true);
    } catch (error) {
      this.#host.trouble('net', error);
    }
  }

  #begin(socket: object, op: string, remote: string, port: number): SocketRecord {
    const id = this.#host.graph?.idOf(socket) ?? ++this.#ids;
    const record = new SocketRecord(this.#host, id, op, socket, remote, port);
    this.#records.set(socket, record);
    return record;
  }

  /** Where the program has connected it to: empty for what http and fetch connect; undefined: not seen. */
  placeOf(socket: object): string | undefined {
    return this.#places.get(socket);
  }

  accepted(socket: NodeSocket & object): void {
    if (!this.#probed) return;
    const record = this.#begin(socket, 'accept', socket.remoteAddress ?? '', socket.remotePort ?? 0);
    record.connected(socket);
    record.fire(this.#at.accept, true);
  }

  listening(server: object): void {
    if (this.#at.listen.enabledCount === 0) return;
    const { address } = this.#host.builtins.net.Server.prototype;
    const at = Reflect.apply(address, server, []) as ReturnType<typeof address>;
    const place = typeof at === 'object' && at !== null ? at : { address: at ?? '', port: 0, family: '' };
    const record = this.#begin(server, 'listen', '', place.port);
    record.listens(place.family, place.address, place.port === 0 ? undefined : place.port);
    record.fire(this.#at.listen);
  }

  readonly #emitted = (socket: object, name: unknown, args: IArguments): Frame | undefined => {
    if (name !== 'connect' && name !== 'secureConnect' && name !== 'error' && name !== 'close')
      return undefined;
    const record = this.#records.get(socket);
    if (record === undefined || this.#host.busy()) return undefined;
    try {
      if (name === 'connect') {
        record.connected(socket as NodeSocket);
        record.fire(this.#at.done);
      } else if (name === 'secureConnect') record.fire(this.#at.secure);
      else if (name === 'error') {
        record.failed(args[1]);
        record.fire(this.#at.error);
      } else {
        this.#records.delete(socket);
        record.fire(this.#at.close);
      }
    } catch (error) {
      this.#host.trouble('net', error);
    }
    return record.frame;
  };
}
