// hot path: see docs/hot-path.md
/**
 * HTTP/1 requests that the process sends: http.request and its kin for the caller's own place, Node's channel for
 * those that were made through an early reference; later events by `emit` of ClientRequest, so that no listener of
 * ours stands among the application's.
 */
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import { patchEmit } from '../support/emit.js';
import { patchExports } from '../support/exports.js';
import type { HookSet } from '../support/hooks.js';
import type { AnyFunction } from '../support/replace.js';
import { makeSlot } from '../support/slots.js';
import { pathOf, RequestRecord } from './records.js';

type ClientSites = Readonly<Record<'start' | 'headers' | 'done' | 'error' | 'close', Site>>;

/** Node's ClientRequest, as far as we look at it. */
type NodeRequest = {
  readonly method: string;
  readonly path: string;
  readonly protocol: string;
  readonly host: string;
  readonly destroyed: boolean;
  readonly aborted: boolean;
  readonly _closed: boolean;
  readonly res?: NodeAnswer | null;
  readonly timeout?: number;
  readonly agent?: object | false;
  readonly socket?: { readonly timeout?: number } | null;
  readonly _events?: { readonly timeout?: unknown };
};
type NodeAnswer = { readonly statusCode?: number; readonly complete: boolean };
type Options = { readonly signal?: unknown; readonly timeout?: unknown };

/** `timeout` of Node's global agents. */
const AGENT_IDLE_MS = 5_000;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

function alive(native: object): boolean {
  return (native as NodeRequest)._closed !== true;
}

export class Client {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #at: ClientSites;
  readonly #records = makeSlot<RequestRecord>();
  /** Seen, and without a record. */
  readonly #known = makeSlot<true>();
  /** Some clause is enabled on one of its probes. */
  #probed = false;
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
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
    const wanted = this.#host.graph !== undefined || this.#probed;
    hooks.ensure('client functions', wanted, () => this.#patchFunctions());
    hooks.ensure('client channel', wanted, () => this.#subscribe());
    const { ClientRequest } = this.#host.builtins.http;
    const has = (name: string) => this.#sites.anyEnabled('client', '', name);
    const later = ['headers', 'done', 'error', 'close'].some(has);
    const hears = this.#host.graph !== undefined || later || (wanted && this.#host.frames.wanted);
    hooks.ensure('client emit', hears, () =>
      patchEmit(this.#host, 'ClientRequest', ClientRequest.prototype, 'close', this.#emitted),
    );
  }

  #patchFunctions(): () => void {
    const client = this;
    const { http, https } = this.#host.builtins;
    const wrap = (original: AnyFunction): AnyFunction =>
      function (this: unknown): unknown {
        const request = Reflect.apply(original, this, arguments);
        client.#begun(request, arguments);
        return request;
      };
    const names = ['request', 'get'];
    const undo = [
      patchExports(this.#host, [['http', http]], names, wrap),
      patchExports(this.#host, [['https', https]], names, wrap),
    ];
    return () => {
      for (const one of undo.reverse()) one();
    };
  }

  #subscribe(): () => void {
    const { channels } = this.#host.builtins;
    const onStart = (message: unknown): void => {
      const request = (message as { request?: unknown }).request;
      this.#begun(request, undefined);
    };
    channels.subscribe('http.client.request.start', onStart);
    return this.#host.patch.action('channel http.client.request.start', () =>
      channels.unsubscribe('http.client.request.start', onStart),
    );
  }

  #begun(native: unknown, args: IArguments | undefined): void {
    const { graph } = this.#host;
    if (typeof native !== 'object' || native === null || this.#host.busy() || this.#isKnown(native)) return;
    const recording = graph?.recording === true;
    const probed = this.#probed;
    if (!recording && !probed) return;
    try {
      if (!probed) this.#known.set(native, true);
      const request = native as NodeRequest;
      const method = String(request.method);
      const authority = this.#authorityOf(native, String(request.host));
      if (recording) {
        const options = optionsOf(args, this.#host.builtins.types.isProxy);
        graph.started(native, {
          kind: 'http',
          label: `${method} ${request.protocol}//${authority}${pathOf(String(request.path))}`,
          signal: own(options, 'signal'),
          bounded: typeof request.timeout === 'number' && request.timeout > 0,
          writes: !SAFE.has(method),
          alive,
        });
      }
      if (!probed) return;
      const url = `${request.protocol}//${authority}${String(request.path)}`;
      const id = graph?.idOf(native) ?? ++this.#ids;
      const record = new RequestRecord(this.#host, id, method, url, authority, this.#host.now());
      this.#records.set(native, record);
      record.fire(this.#at.start, true);
    } catch (error) {
      this.#host.trouble('http', error);
    }
  }

  #isKnown(native: object): boolean {
    return this.#records.get(native) !== undefined || this.#known.get(native) === true;
  }

  readonly #emitted = (native: object, name: unknown, args: IArguments): Frame | undefined => {
    if (typeof name !== 'string') return undefined;
    const record = this.#records.get(native);
    if (record === undefined && this.#known.get(native) !== true) return undefined;
    this.#heard(native, name, args, record);
    return record?.frame;
  };

  #heard(native: object, name: string, args: IArguments, record: RequestRecord | undefined): void {
    const { graph } = this.#host;
    try {
      switch (name) {
        case 'response':
          graph?.answered(native);
          if (record !== undefined) {
            const response = args[1] as NodeAnswer;
            record.status = typeof response.statusCode === 'number' ? response.statusCode : 0;
          }
          return record?.fire(this.#at.headers);
        case 'timeout':
          if (this.#timeoutWasAskedFor(native as NodeRequest)) graph?.timedOut(native);
          return;
        case 'error':
          return record?.fire(this.#at.error);
        case 'abort':
          if (record !== undefined) record.aborted = 1;
          return;
        case 'close':
          graph?.ended(native, (native as NodeRequest).destroyed);
          this.#known.delete(native);
          this.#records.delete(native);
          if (record === undefined) return;
          if (this.#isWhole(native as NodeRequest, record)) record.fire(this.#at.done);
          else record.aborted = 1;
          return record.fire(this.#at.close);
      }
    } catch (error) {
      this.#host.trouble('http', error);
    }
  }

  /** Host and port: the request keeps its port nowhere but in the header that Node makes of both. */
  #authorityOf(native: object, host: string): string {
    const { getHeader } = this.#host.builtins.http.OutgoingMessage.prototype;
    const header: unknown = Reflect.apply(getHeader, native, ['host']);
    const name = host.includes(':') ? `[${host}]` : host;
    return typeof header === 'string' && header.startsWith(name) ? header : name;
  }

  /** Node's global agent gives its sockets a limit for the time between requests, which the request hears too. */
  #timeoutWasAskedFor({ timeout, agent, socket, _events }: NodeRequest): boolean {
    const { http, https } = this.#host.builtins;
    if (agent !== http.globalAgent && agent !== https.globalAgent) return true;
    return timeout !== undefined || _events?.timeout !== undefined || socket?.timeout !== AGENT_IDLE_MS;
  }

  /** Answered to the end; without an answer (an upgrade): not destroyed. */
  #isWhole(request: NodeRequest, record: RequestRecord): boolean {
    const { res: answer } = request;
    if (answer !== undefined && answer !== null) return answer.complete;
    return record.status !== 0 || !request.destroyed;
  }
}

/** http.request(url, options, callback) or (options, callback). */
function optionsOf(args: IArguments | undefined, isProxy: (value: unknown) => boolean): Options | undefined {
  if (args === undefined) return undefined;
  for (const value of [args[1], args[0]] as unknown[])
    if (typeof value === 'object' && value !== null && !isProxy(value) && !(value instanceof URL))
      return value as Options;
  return undefined;
}

/** An own data property, or one of its prototypes': options may be made by Object.create(). No getter runs. */
function own(options: Options | undefined, key: string): unknown {
  for (let at: object | null = options ?? null; at !== null; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, key);
    if (found !== undefined) return found.value;
  }
  return undefined;
}
