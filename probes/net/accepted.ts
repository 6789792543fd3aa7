// hot path: see docs/hot-path.md
/**
 * Connections that a server accepts and talks over itself (net, tls), and those of an HTTP server that were upgraded:
 * scopes, over when the socket is. Other HTTP connections have their requests.
 */
import type { Host, Sites } from '../../wire/host.js';
import { pathOf } from '../http/records.js';
import type { HookSet } from '../support/hooks.js';
import { type AnyFunction, sameShape } from '../support/replace.js';
import { symbolNamed } from '../support/stamp.js';
import type { NodeSocket } from './records.js';
import type { Sockets } from './sockets.js';

type Handle = { readonly getAsyncId?: () => number };
type Peer = NodeSocket & object & { readonly _handle?: Handle | null };
type Request = { readonly method?: unknown; readonly url?: unknown };

type Serves = 'net' | 'tls' | 'http' | 'ntrace';

/** Where a process that was preloaded waits for its consumers (agent/preload.ts). */
const OWN_PATH = /\/ntrace-\d+\/\d+\.sock$/;

/** How a followed connection stands. */
type Connection = {
  /** The program has ended its side, and did so first. */
  ended: boolean;
  /** Speaks another protocol than HTTP by now. */
  readonly upgraded: boolean;
};

export class Accepted {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #sockets: Sockets;
  readonly #servers = new WeakMap<object, Serves>();
  readonly #followed = new WeakMap<object, Connection>();

  constructor(host: Host, sites: Sites, sockets: Sockets) {
    this.#host = host;
    this.#sites = sites;
    this.#sockets = sockets;
  }

  update(hooks: HookSet): void {
    const graph = this.#host.graph !== undefined;
    const probed = this.#sites.anyEnabled('server', '', '') || this.#sites.anyEnabled('socket', '', 'close');
    hooks.ensure('server emit', graph || probed, () => this.#patchEmit());
    hooks.ensure('socket end', graph, () => this.#patch('end', (socket) => this.#ending(socket)));
    hooks.ensure('socket destroy', graph, () =>
      this.#patch('_destroy', (socket, error) => this.#closed(socket, error)),
    );
  }

  #patchEmit(): () => void {
    const accepted = this;
    const { Server } = this.#host.builtins.net;
    return this.#host.patch.property('Server.prototype.emit', Server.prototype, 'emit', (old) => {
      const original = Server.prototype.emit as unknown as AnyFunction;
      const emit = function (this: object, name: unknown, first: unknown, second: unknown): unknown {
        if (name === 'listening') accepted.#listening(this);
        else if (name === 'connection') accepted.#connection(this, first as Peer);
        else if (name === 'secureConnection') accepted.#secured(this, first as Peer);
        else if (name === 'upgrade' || name === 'connect')
          accepted.#upgraded(first as Request, second as Peer);
        return Reflect.apply(original, this, arguments);
      };
      return {
        ...(old ?? { configurable: true, enumerable: true, writable: true }),
        value: sameShape(emit, original),
      };
    });
  }

  #patch(name: '_destroy' | 'end', told: (socket: object, error: unknown) => void): () => void {
    const { Socket } = this.#host.builtins.net;
    return this.#host.patch.property(`Socket.prototype.${name}`, Socket.prototype, name, (old) => {
      const original = old?.value as AnyFunction;
      const value = function (this: object, error: unknown): unknown {
        told(this, error);
        return Reflect.apply(original, this, arguments);
      };
      return { ...old, value: sameShape(value, original) };
    });
  }

  #listening(server: object): void {
    if (this.#host.busy() || this.#host.ownExecution() || this.#serves(server) === 'ntrace') return;
    try {
      this.#sockets.listening(server);
    } catch (error) {
      this.#host.trouble('net', error);
    }
  }

  #connection(server: object, socket: Peer): void {
    if (this.#host.busy() || this.#host.ownExecution() || this.#serves(server) === 'ntrace') return;
    try {
      this.#sockets.accepted(socket);
    } catch (error) {
      this.#host.trouble('net', error);
    }
    // A TLS server tells of the connection within.
    if (this.#serves(server) === 'net') this.#scope(socket, 'connection', 'socket');
  }

  #secured(server: object, socket: Peer): void {
    if (this.#serves(server) === 'tls') this.#scope(socket, 'TLS connection', 'socket');
  }

  /** HTTP servers tell of requests. By what Node's constructors keep on their servers, under symbols. */
  #serves(server: object): Serves {
    let kind = this.#servers.get(server);
    if (kind !== undefined) return kind;
    const path: unknown = Object.getOwnPropertyDescriptor(server, '_pipeName')?.value;
    if (typeof path === 'string' && OWN_PATH.test(path)) kind = 'ntrace';
    else if (symbolNamed(server, 'IncomingMessage') ?? symbolNamed(server, 'options')) kind = 'http';
    else kind = symbolNamed(server, 'snicallback') === undefined ? 'net' : 'tls';
    this.#servers.set(server, kind);
    return kind;
  }

  #upgraded({ method, url }: Request, socket: Peer): void {
    this.#scope(socket, `${String(method)} ${pathOf(String(url))} (upgraded)`, 'upgrade');
  }

  #scope(socket: Peer, label: string, transport: 'socket' | 'upgrade'): void {
    const { graph } = this.#host;
    if (graph === undefined || this.#host.busy() || this.#host.ownExecution()) return;
    try {
      const asyncId = socket._handle?.getAsyncId?.();
      if (graph.requestStarted(socket, { label, method: '', transport, asyncId }))
        this.#followed.set(socket, { ended: false, upgraded: transport === 'upgrade' });
    } catch (error) {
      this.#host.trouble('net', error);
    }
  }

  /** Node ends a socket too, when the other side has; where it does not, the other side may wait for the rest. */
  #ending(socket: object): void {
    const known = this.#followed.get(socket);
    if (known === undefined) return;
    const { readableEnded, allowHalfOpen } = socket as Peer;
    if (!readableEnded || allowHalfOpen) known.ended = true;
  }

  #closed(socket: object, error: unknown): void {
    const known = this.#followed.get(socket);
    if (known === undefined) return;
    this.#followed.delete(socket);
    try {
      const byPeer = (socket as Peer).readableEnded || isOfSystem(error);
      // Whoever closes a WebSocket, its protocol answers in kind before the socket ends: what matters is that it is over.
      const left = known.upgraded || !known.ended;
      this.#host.graph?.requestClosed(socket, left, !known.upgraded && !byPeer);
      this.#host.graph?.requestGone(socket);
    } catch (failure) {
      this.#host.trouble('net', failure);
    }
  }
}

/** The connection broke; any other error is the program's: destroy(error). */
function isOfSystem(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  return typeof Object.getOwnPropertyDescriptor(error, 'syscall')?.value === 'string';
}
