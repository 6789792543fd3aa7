// hot path: see docs/hot-path.md
/**
 * HTTP/1 requests that the process answers: Node's channel tells of each before the application sees it, `emit` of
 * ServerResponse how it ended. The client has left when the response closes before its end and the socket was ended
 * or broken by the other side; otherwise this program closed it.
 */
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import { patchEmit } from '../support/emit.js';
import type { HookSet } from '../support/hooks.js';
import { type AnyFunction, sameShape } from '../support/replace.js';
import { makeSlot } from '../support/slots.js';
import { pathOf, RequestRecord } from './records.js';

type ServerSites = Readonly<Record<'start' | 'headers' | 'done' | 'close', Site>>;

type NodeSocket = {
  readonly readableEnded: boolean;
  readonly errored: unknown;
  readonly remoteAddress?: string;
};
type NodeIncoming = { readonly method: string; readonly url: string; readonly socket: NodeSocket };
type NodeResponse = {
  readonly req: NodeIncoming;
  readonly socket: NodeSocket | null;
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  readonly statusCode: number;
  readonly closed: boolean;
};
type Started = { readonly request: NodeIncoming; readonly response: NodeResponse };

export class Server {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #at: ServerSites;
  readonly #records = makeSlot<RequestRecord>();
  readonly #responses = new WeakMap<object, WeakRef<object>>();
  /** Some clause is enabled on one of its probes. */
  #probed = false;
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    const site = (name: string) => sites.site('server', 'request', name);
    this.#at = { start: site('start'), headers: site('headers'), done: site('done'), close: site('close') };
  }

  update(hooks: HookSet): void {
    const graph = this.#host.graph !== undefined;
    const has = (name: string) => this.#sites.anyEnabled('server', '', name);
    this.#probed = has('');
    hooks.ensure('server channel', graph || has(''), () => this.#subscribe());
    // A frame of self-> is entered with the request and left when it closes.
    const frames = this.#probed && this.#host.frames.wanted;
    hooks.ensure('server emit', graph || frames || has('done') || has('close'), () => this.#patchEmit());
    hooks.ensure('server requests', frames, () => this.#patchServers());
    hooks.ensure('server writeHead', has('headers'), () => this.#patchWriteHead());
    hooks.ensure('server on', graph, () => this.#patchOn());
    hooks.ensure('server write', graph, () => this.#patchWrite());
  }

  #subscribe(): () => void {
    const { channels } = this.#host.builtins;
    const onStart = (message: unknown): void => this.#started(message as Started);
    channels.subscribe('http.server.request.start', onStart);
    return this.#host.patch.action('channel http.server.request.start', () =>
      channels.unsubscribe('http.server.request.start', onStart),
    );
  }

  #started({ request, response }: Started): void {
    if (this.#host.busy()) return;
    try {
      const { graph } = this.#host;
      const method = String(request.method);
      if (graph !== undefined) {
        const label = `${method} ${pathOf(String(request.url))}`;
        if (graph.requestStarted(response, { label, method, transport: 'http' }))
          this.#responses.set(request, new WeakRef(response));
      }
      if (!this.#probed) return;
      const id = graph?.idOf(response) ?? ++this.#ids;
      const remote = request.socket.remoteAddress ?? '';
      const record = new RequestRecord(this.#host, id, method, String(request.url), remote, this.#host.now());
      this.#records.set(response, record);
      record.fire(this.#at.start, true);
    } catch (error) {
      this.#host.trouble('http', error);
    }
  }

  #patchEmit(): () => void {
    const server = this;
    const { ServerResponse } = this.#host.builtins.http;
    return this.#host.patch.property(
      'ServerResponse.prototype.emit',
      ServerResponse.prototype,
      'emit',
      (old) => {
        const parent = Object.getPrototypeOf(ServerResponse.prototype) as { readonly emit: AnyFunction };
        const own = old?.value as AnyFunction | undefined;
        const emit = function (this: object, name: unknown): unknown {
          const original = own ?? parent.emit;
          if (name !== 'close') return Reflect.apply(original, this, arguments);
          const { frames } = server.#host;
          const frame = server.#closed(this as NodeResponse);
          try {
            return frame === undefined
              ? Reflect.apply(original, this, arguments)
              : frames.run(frame, original, this, arguments);
          } finally {
            server.#host.graph?.requestGone(this);
            if (frame !== undefined) frames.end(frame);
          }
        };
        return {
          configurable: true,
          enumerable: true,
          writable: true,
          value: sameShape(emit, own ?? parent.emit),
        };
      },
    );
  }

  /** The application's listeners, in the frame of the request. */
  #patchServers(): () => void {
    const { http, https } = this.#host.builtins;
    const told = (_server: object, name: unknown, args: IArguments): Frame | undefined =>
      name === 'request' || name === 'checkContinue' || name === 'checkExpectation'
        ? this.#records.get(args[2] as object)?.frame
        : undefined;
    const undo = [
      patchEmit(this.#host, 'http.Server', http.Server.prototype, '', told),
      patchEmit(this.#host, 'https.Server', https.Server.prototype, '', told),
    ];
    return () => {
      for (const one of undo.reverse()) one();
    };
  }

  /** @returns the frame to run the listeners in */
  #closed(response: NodeResponse): Frame | undefined {
    try {
      const left = !response.writableEnded;
      const { graph } = this.#host;
      if (graph !== undefined) {
        const socket = response.socket ?? response.req.socket;
        if (response.headersSent) graph.responseBegun(response);
        graph.requestClosed(response, left, left && !socket.readableEnded && socket.errored === null);
      }
      const record = this.#records.get(response);
      if (record === undefined || this.#host.busy()) return undefined;
      this.#records.delete(response);
      record.status = response.statusCode;
      record.aborted = left ? 1 : 0;
      if (!left) record.fire(this.#at.done);
      record.fire(this.#at.close);
      return record.frame;
    } catch (error) {
      this.#host.trouble('http', error);
      return undefined;
    }
  }

  #patchWriteHead(): () => void {
    const server = this;
    const { ServerResponse } = this.#host.builtins.http;
    return this.#host.patch.property(
      'ServerResponse.prototype.writeHead',
      ServerResponse.prototype,
      'writeHead',
      (old) => {
        const original = old?.value as AnyFunction;
        const writeHead = function (this: NodeResponse): unknown {
          const result = Reflect.apply(original, this, arguments);
          const record = server.#records.get(this);
          if (record !== undefined) {
            record.status = this.statusCode;
            record.fire(server.#at.headers);
          }
          return result;
        };
        return { ...old, value: sameShape(writeHead, original) };
      },
    );
  }

  /** Writing to a client that has left. */
  #patchWrite(): () => void {
    const server = this;
    const { ServerResponse, OutgoingMessage } = this.#host.builtins.http;
    return this.#host.patch.property(
      'ServerResponse.prototype.write',
      ServerResponse.prototype,
      'write',
      (old) => {
        const original = OutgoingMessage.prototype.write as unknown as AnyFunction;
        const write = function (this: NodeResponse): unknown {
          if (this.closed === true) server.#host.graph?.wroteLate(this);
          return Reflect.apply(original, this, arguments);
        };
        return {
          configurable: true,
          enumerable: old?.enumerable ?? true,
          writable: true,
          value: sameShape(write, original),
        };
      },
    );
  }

  /** Listeners for the end that come when it is past. */
  #patchOn(): () => void {
    const server = this;
    const { ServerResponse, IncomingMessage } = this.#host.builtins.http;
    const undo: (() => void)[] = [];
    for (const [label, prototype] of [
      ['ServerResponse', ServerResponse.prototype],
      ['IncomingMessage', IncomingMessage.prototype],
    ] as const)
      for (const name of ['on', 'once', 'addListener'] as const)
        undo.push(
          this.#host.patch.property(`${label}.prototype.${name}`, prototype, name, (old) => {
            const original = prototype[name] as unknown as AnyFunction;
            const listen = function (this: object, event: unknown): unknown {
              if (event === 'close' || event === 'aborted') server.#listened(this);
              return Reflect.apply(original, this, arguments);
            };
            return {
              configurable: true,
              enumerable: old?.enumerable ?? true,
              writable: true,
              value: sameShape(listen, original),
            };
          }),
        );
    return () => {
      for (const one of undo.reverse()) one();
    };
  }

  #listened(message: object): void {
    const response = this.#responses.get(message)?.deref() ?? message;
    this.#host.graph?.closeListened(response);
  }
}
