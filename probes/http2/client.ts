// hot path: see docs/hot-path.md
/** HTTP/2 requests that the process sends: ClientHttp2Session.request, whose class the first session shows. */
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import { pathOf, RequestRecord } from '../http/records.js';
import { patchExports } from '../support/exports.js';
import type { HookSet } from '../support/hooks.js';
import { type AnyFunction, sameShape } from '../support/replace.js';
import type { NodeStream, StreamEvents } from './stream-events.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

function alive(native: object): boolean {
  const { closed, destroyed } = native as NodeStream;
  return !closed && !destroyed;
}

export class Client {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #events: StreamEvents;
  readonly #at: Readonly<Record<'start' | 'headers' | 'done' | 'error' | 'close', Site>>;
  readonly #records = new WeakMap<object, RequestRecord>();
  readonly #authorities = new WeakMap<object, string>();
  #probed = false;
  #undo: (() => void) | undefined;
  #ids = 0;

  constructor(host: Host, sites: Sites, events: StreamEvents) {
    this.#host = host;
    this.#sites = sites;
    this.#events = events;
    const site = (name: string) => sites.site('client', 'request', name);
    this.#at = {
      start: site('start'),
      headers: site('headers'),
      done: site('done'),
      error: site('error'),
      close: site('close'),
    };
  }

  update(hooks: HookSet): void {
    this.#probed = this.#sites.anyEnabled('client', '', '');
    const { http2 } = this.#host.builtins;
    const wanted = this.#host.graph !== undefined || this.#probed;
    if (!wanted) {
      this.#undo?.();
      this.#undo = undefined;
    }
    hooks.ensure('connect', wanted, () =>
      patchExports(this.#host, [['http2', http2]], ['connect'], (original) => {
        const client = this;
        return function (this: unknown, authority: unknown): unknown {
          const session = Reflect.apply(original, this, arguments) as object;
          client.#connected(session, authority);
          return session;
        };
      }),
    );
  }

  #connected(session: object, authority: unknown): void {
    if (this.#host.busy()) return;
    const text = authority instanceof URL ? authority.origin : typeof authority === 'string' ? authority : '';
    this.#authorities.set(session, text.replace(/\/$/, ''));
    if (this.#undo !== undefined) return;
    const client = this;
    const prototype = Object.getPrototypeOf(session) as Record<string, unknown>;
    this.#undo = this.#host.patch.property(
      'ClientHttp2Session.prototype.request',
      prototype,
      'request',
      (old) => {
        const original = old?.value as AnyFunction;
        const request = function (this: object, headers: unknown, options: unknown): unknown {
          const stream = Reflect.apply(original, this, arguments) as NodeStream;
          client.#begun(this, stream, headers, options);
          return stream;
        };
        return { ...old, value: sameShape(request, original) };
      },
    );
  }

  #begun(session: object, stream: NodeStream, headers: unknown, options: unknown): void {
    const { graph, builtins } = this.#host;
    const recording = graph?.recording === true;
    if ((!recording && !this.#probed) || this.#host.busy()) return;
    try {
      const { isProxy } = builtins.types;
      const method = String(dataOf(headers, ':method', isProxy) ?? 'GET');
      const path = String(dataOf(headers, ':path', isProxy) ?? '/');
      const authority = this.#authorities.get(session) ?? '';
      if (recording)
        graph.started(stream, {
          kind: 'http',
          label: `${method} ${authority}${pathOf(path)}`,
          signal: dataOf(options, 'signal', isProxy),
          writes: !SAFE.has(method),
          alive,
        });
      if (this.#probed) {
        const id = graph?.idOf(stream) ?? ++this.#ids;
        const record = new RequestRecord(
          this.#host,
          id,
          method,
          authority + path,
          authority,
          this.#host.now(),
        );
        this.#records.set(stream, record);
        record.fire(this.#at.start, true);
      }
      this.#events.follow(stream, this.#told);
    } catch (error) {
      this.#host.trouble('http2', error);
    }
  }

  readonly #told = (stream: NodeStream, name: string, args: IArguments): Frame | undefined => {
    const record = this.#records.get(stream);
    this.#heard(stream, name, args, record);
    return record?.frame;
  };

  #heard(stream: NodeStream, name: string, args: IArguments, record: RequestRecord | undefined): void {
    const { graph } = this.#host;
    try {
      switch (name) {
        case 'response':
          graph?.answered(stream);
          if (record !== undefined)
            record.status = Number((args[1] as { [name: string]: unknown })[':status'] ?? 0);
          return record?.fire(this.#at.headers);
        case 'timeout':
          return graph?.timedOut(stream);
        case 'error':
          return record?.fire(this.#at.error);
        case 'close': {
          const whole = stream.rstCode === 0 && record?.status !== 0;
          graph?.ended(stream, stream.rstCode !== 0);
          if (record === undefined) return;
          this.#records.delete(stream);
          record.aborted = whole ? 0 : 1;
          if (whole) record.fire(this.#at.done);
          return record.fire(this.#at.close);
        }
      }
    } catch (error) {
      this.#host.trouble('http2', error);
    }
  }
}

/** A data property of its own: no code of the application runs. */
function dataOf(object: unknown, key: string, isProxy: (value: unknown) => boolean): unknown {
  if (typeof object !== 'object' || object === null || isProxy(object)) return undefined;
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}
