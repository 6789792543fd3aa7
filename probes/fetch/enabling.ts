// hot path: see docs/hot-path.md
/**
 * Requests of undici: Node's own behind fetch(), and those of the npm package. undici tells their whole life through
 * diagnostics channels, the beginning in the caller's synchronous extent; the wrapper around the global fetch adds
 * what only the call shows: the signal it was given.
 */
import type { Moment } from '../../wire/graph-feed.js';
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import { pathOf } from '../http/records.js';
import type { Enabling } from '../provider.js';
import { HookSet } from '../support/hooks.js';
import { ArgRecord } from '../support/record.js';
import { type AnyFunction, replaceMethod } from '../support/replace.js';
import { makeSlot } from '../support/slots.js';
import { symbolNamed } from '../support/stamp.js';
import { undiciLoaded } from '../support/undici.js';

/** undici's Request, as far as we look at it. */
type UndiciRequest = {
  readonly method: unknown;
  readonly origin: unknown;
  readonly path: unknown;
  readonly completed?: boolean;
  readonly aborted?: boolean;
};
type Message = { readonly request: object; readonly response?: { readonly statusCode?: number } };
type Call = {
  readonly signal: unknown;
  readonly moment: Moment | undefined;
  made: UndiciRequest | undefined;
};

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const MOST_ANSWERED = 64;

export class FetchRecord extends ArgRecord {
  readonly id: number;
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly startNs: number;
  /** Of self->. */
  readonly frame: Frame | undefined;
  readonly #host: Host;
  status = 0;

  constructor(host: Host, id: number, method: string, origin: string, path: string) {
    super();
    this.#host = host;
    this.id = id;
    this.method = method;
    this.origin = origin;
    this.path = path;
    this.startNs = host.now();
    this.frame = host.frames.wanted ? host.frames.open(host.frames.current()) : undefined;
  }

  fire(site: Site, opening = false): void {
    if (site.enabledCount === 0) return;
    if (this.frame === undefined) this.#host.fire(site, this);
    else this.#host.fireIn(this.frame, opening, site, this);
  }

  get durationMs(): number {
    return Math.max(0, Math.round((this.#host.now() - this.startNs) / 1e6));
  }
}

function alive(native: object): boolean {
  const { completed, aborted } = native as UndiciRequest;
  return completed !== true && aborted !== true;
}

export class FetchEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #at: Readonly<Record<'start' | 'headers' | 'done' | 'error', Site>>;
  readonly #records = makeSlot<FetchRecord>();
  /** The call of fetch() whose synchronous extent runs. */
  #call: Call | undefined;
  /** Answered, newest last: whose body somebody may ask for. */
  #answered: { readonly url: string; readonly request: WeakRef<object> }[] = [];
  /** Some clause is enabled on one of its probes. */
  #probed = false;
  /** The global fetch() was called. */
  #fetched = false;
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    const site = (name: string) => sites.site('undici', 'request', name);
    this.#at = { start: site('start'), headers: site('headers'), done: site('done'), error: site('error') };
  }

  update(): void {
    const graph = this.#host.graph !== undefined;
    this.#probed = this.#sites.anyEnabled('', '', '');
    const wanted = graph || this.#probed;
    const channel = (name: string, take: (message: Message) => void): void =>
      this.#hooks.ensure(name, wanted, () => this.#subscribe(`undici:request:${name}`, take));
    channel('create', ({ request }) => this.#created(request as UndiciRequest));
    channel('headers', ({ request, response }) => this.#answer(request, response?.statusCode));
    channel('trailers', ({ request }) => this.#ended(request, false));
    channel('error', ({ request }) => this.#ended(request, true));
    this.#hooks.ensure('fetch', graph, () => this.#patchFetch());
    this.#hooks.ensure('body', graph && (this.#fetched || undiciLoaded(this.#host.builtins.global)), () =>
      this.#patchBody(),
    );
  }

  #subscribe(name: string, take: (message: Message) => void): () => void {
    const { channels } = this.#host.builtins;
    const listener = (message: unknown): void => {
      try {
        take(message as Message);
      } catch (error) {
        this.#host.trouble('fetch', error);
      }
    };
    channels.subscribe(name, listener);
    return this.#host.patch.action(`channel ${name}`, () => channels.unsubscribe(name, listener));
  }

  #created(request: UndiciRequest): void {
    const { graph } = this.#host;
    if (this.#host.busy()) return;
    const method = String(request.method);
    const origin = String(request.origin);
    const path = String(request.path);
    const call = this.#call;
    if (call !== undefined) call.made = request;
    if (graph?.recording === true)
      graph.started(request, {
        kind: 'fetch',
        label: `${method} ${origin}${pathOf(path)}`,
        signal: call?.signal ?? signalOf(request, this.#host.builtins.types.isProxy),
        writes: !SAFE.has(method),
        alive,
        ...(call?.moment === undefined ? {} : { moment: call.moment }),
      });
    if (!this.#probed) return;
    const id = graph?.idOf(request) ?? ++this.#ids;
    const record = new FetchRecord(this.#host, id, method, origin, path);
    this.#records.set(request, record);
    record.fire(this.#at.start, true);
  }

  #answer(request: object, status: number | undefined): void {
    const { graph } = this.#host;
    if (graph !== undefined) {
      graph.answered(request);
      const { origin, path } = request as UndiciRequest;
      this.#answered.push({ url: `${String(origin)}${String(path)}`, request: new WeakRef(request) });
      if (this.#answered.length > MOST_ANSWERED) this.#answered.shift();
    }
    const record = this.#records.get(request);
    if (record === undefined) return;
    record.status = status ?? 0;
    record.fire(this.#at.headers);
  }

  #ended(request: object, failed: boolean): void {
    this.#host.graph?.ended(request, failed);
    const record = this.#records.get(request);
    if (record === undefined) return;
    this.#records.delete(request);
    record.fire(failed ? this.#at.error : this.#at.done);
    if (record.frame !== undefined) this.#host.frames.end(record.frame);
  }

  #patchFetch(): (() => void) | undefined {
    const enabling = this;
    const { global } = this.#host.builtins;
    if (typeof Object.getOwnPropertyDescriptor(global, 'fetch')?.value !== 'function') return undefined;
    return replaceMethod(this.#host.patch, 'globalThis.fetch', global, 'fetch', (original) => ({
      fetch(this: unknown): unknown {
        const args = arguments;
        return enabling.#calling(args, () => Reflect.apply(original, this, args));
      },
    }));
  }

  #calling(args: IArguments, call: () => unknown): unknown {
    const { graph } = this.#host;
    if (graph?.recording !== true) return call();
    const outer = this.#call;
    // undici is deep: from inside it the caller is often out of sight.
    const own: Call = { signal: this.#signalOf(args), moment: graph.moment(), made: undefined };
    this.#call = own;
    let promise: unknown;
    try {
      promise = call();
    } finally {
      this.#call = outer;
    }
    if (!this.#fetched) {
      this.#fetched = true;
      this.update();
    }
    if (own.made !== undefined && typeof promise === 'object' && promise !== null)
      graph.promised(own.made, promise);
    // Refused before it was begun: a start all the same, on a signal that had fired.
    if (
      own.made === undefined &&
      own.signal !== undefined &&
      typeof promise === 'object' &&
      promise !== null
    ) {
      const facts = { kind: 'fetch', label: 'fetch', signal: own.signal } as const;
      if (graph.hasFired(own.signal as object) && graph.started(promise, facts) !== undefined)
        graph.ended(promise, true);
    }
    return promise;
  }

  /** `init.signal`, else that of a Request. */
  #signalOf([input, init]: IArguments): unknown {
    const { isProxy } = this.#host.builtins.types;
    if (typeof init === 'object' && init !== null && !isProxy(init)) {
      const given: unknown = Object.getOwnPropertyDescriptor(init, 'signal')?.value;
      if (given !== undefined) return given;
    }
    return typeof input === 'object' && input !== null ? this.#host.graph?.signalOfRequest(input) : undefined;
  }

  /** The body of a response is fed by the request that was answered so. */
  #patchBody(): (() => void) | undefined {
    const enabling = this;
    const { global } = this.#host.builtins;
    const response = Object.getOwnPropertyDescriptor(global, 'Response');
    if (response === undefined) return undefined;
    const { Response } = global;
    const { prototype } = Response;
    const url = Object.getOwnPropertyDescriptor(prototype, 'url')?.get as AnyFunction | undefined;
    if (url === undefined) return undefined;
    return this.#host.patch.property('Response.prototype.body', prototype, 'body', (old) => {
      const original = old?.get as AnyFunction;
      const like = Object.getOwnPropertyDescriptor(
        {
          get body(): unknown {
            const body = Reflect.apply(original, this, []);
            if (typeof body === 'object' && body !== null)
              enabling.#bodyOf(String(Reflect.apply(url, this, [])), body);
            return body;
          },
        },
        'body',
      );
      return { ...old, get: like?.get as () => unknown };
    });
  }

  readonly #bodies = new WeakSet<object>();

  #bodyOf(url: string, body: object): void {
    if (this.#bodies.has(body) || this.#host.graph?.recording !== true) return;
    this.#bodies.add(body);
    const at = this.#answered.findIndex((answered) => url.startsWith(answered.url));
    const [found] = at < 0 ? [] : this.#answered.splice(at, 1);
    const request = found?.request.deref();
    if (request !== undefined) this.#host.graph.belongs(body, request);
  }
}

/** Of a request of the npm package: its handler keeps the signal. */
function signalOf(request: object, isProxy: (value: unknown) => boolean): unknown {
  const key = symbolNamed(request, 'handler');
  let handler: unknown = key === undefined ? undefined : (request as Record<symbol, unknown>)[key];
  for (let depth = 0; depth < 3 && typeof handler === 'object' && handler !== null; depth++) {
    if (isProxy(handler)) return undefined;
    const signalKey = symbolNamed(handler, 'kSignal');
    const found: unknown =
      Object.getOwnPropertyDescriptor(handler, 'signal')?.value ??
      (signalKey === undefined ? undefined : Object.getOwnPropertyDescriptor(handler, signalKey)?.value);
    if (typeof found === 'object' && found !== null) return found;
    handler = Object.getOwnPropertyDescriptor(handler, 'handler')?.value;
  }
  return undefined;
}
