// hot path: see docs/hot-path.md
/** HTTP/2 requests that the process answers: servers emit each before the application sees it. */
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import { pathOf, RequestRecord } from '../http/records.js';
import { patchEmit } from '../support/emit.js';
import type { HookSet } from '../support/hooks.js';
import { symbolNamed } from '../support/stamp.js';
import type { NodeStream, StreamEvents } from './stream-events.js';

type Headers = { readonly [name: string]: unknown };

export class Server {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #events: StreamEvents;
  readonly #at: Readonly<Record<'start' | 'headers' | 'done' | 'close', Site>>;
  readonly #records = new WeakMap<object, RequestRecord>();
  #probed = false;
  #ids = 0;

  constructor(host: Host, sites: Sites, events: StreamEvents) {
    this.#host = host;
    this.#sites = sites;
    this.#events = events;
    const site = (name: string) => sites.site('server', 'request', name);
    this.#at = { start: site('start'), headers: site('headers'), done: site('done'), close: site('close') };
  }

  update(hooks: HookSet): void {
    this.#probed = this.#sites.anyEnabled('server', '', '');
    hooks.ensure('server emit', this.#host.graph !== undefined || this.#probed, () => this.#patchEmit());
  }

  #patchEmit(): () => void {
    const { http2 } = this.#host.builtins;
    const prototypes = this.#host.hidden(() =>
      [http2.createServer(), http2.createSecureServer()].map(
        (server) => Object.getPrototypeOf(server) as object,
      ),
    );
    const undo = prototypes.map((prototype) =>
      patchEmit(this.#host, 'Http2Server', prototype, '', (_server, name, args) => {
        if (name !== 'stream') return undefined;
        this.#started(args[1] as NodeStream, args[2] as Headers);
        return this.#records.get(args[1] as object)?.frame;
      }),
    );
    return () => {
      for (const one of undo.reverse()) one();
    };
  }

  #started(stream: NodeStream, headers: Headers): void {
    if (this.#host.busy()) return;
    try {
      const { graph } = this.#host;
      const method = String(headers[':method']);
      const path = String(headers[':path']);
      const label = `${method} ${pathOf(path)}`;
      const asyncId = idOf(stream);
      const followed = graph?.requestStarted(stream, { label, method, transport: 'http2', asyncId }) === true;
      if (this.#probed) {
        const id = graph?.idOf(stream) ?? ++this.#ids;
        const remote = stream.session?.socket?.remoteAddress ?? '';
        const record = new RequestRecord(this.#host, id, method, path, remote, this.#host.now());
        this.#records.set(stream, record);
        record.fire(this.#at.start, true);
      }
      if (followed || this.#probed) this.#events.follow(stream, this.#told);
    } catch (error) {
      this.#host.trouble('http2', error);
    }
  }

  readonly #told = (stream: NodeStream, name: string): Frame | undefined => {
    const record = this.#records.get(stream);
    if (name === 'close') this.#closed(stream, record);
    return record?.frame;
  };

  #closed(stream: NodeStream, record: RequestRecord | undefined): void {
    try {
      const left = stream.aborted;
      const { graph } = this.#host;
      if (stream.headersSent) graph?.responseBegun(stream);
      graph?.requestClosed(stream, left, left && this.#events.byProgram(stream));
      graph?.requestGone(stream);
      if (record === undefined || this.#host.busy()) return;
      this.#records.delete(stream);
      record.status = Number(stream.sentHeaders?.[':status'] ?? 0);
      record.aborted = left ? 1 : 0;
      if (stream.headersSent) record.fire(this.#at.headers);
      if (!left) record.fire(this.#at.done);
      record.fire(this.#at.close);
    } catch (error) {
      this.#host.trouble('http2', error);
    }
  }
}

/** Of the native stream: its data comes in callbacks of that. */
function idOf(stream: object): number | undefined {
  const key = symbolNamed(stream, 'async_id_symbol');
  const id: unknown = key === undefined ? undefined : (stream as Record<symbol, unknown>)[key];
  return typeof id === 'number' && id > 0 ? id : undefined;
}
