/**
 * http2: HTTP/2 streams, those that the process answers (server) and those that it sends (client); by the stream API
 * of core and by the one that is compatible to HTTP/1.
 */
import type { Host, Sites } from '../wire/host.js';
import { REQUEST, requestProbes } from './http/records.js';
import { Client } from './http2/client.js';
import { Server } from './http2/server.js';
import { StreamEvents } from './http2/stream-events.js';
import type { Enabling, Provider } from './provider.js';
import { HookSet } from './support/hooks.js';

class Http2Enabling implements Enabling {
  readonly #hooks = new HookSet();
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #events: StreamEvents;
  readonly #parts: readonly { update(hooks: HookSet): void }[];

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#events = new StreamEvents(host);
    this.#parts = [new Client(host, sites, this.#events), new Server(host, sites, this.#events)];
  }

  update(): void {
    if (this.#host.graph === undefined && !this.#sites.anyEnabled('', '', '')) this.#events.stop();
    for (const part of this.#parts) part.update(this.#hooks);
  }
}

export const http2: Provider = {
  name: 'http2',
  doc: 'HTTP/2 requests: server for those that the process answers, client for those that it sends.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Sessions that a client opened before the trace are not seen.',
    'Node exports none of its classes: the hooks are put in by the first session or stream that comes.',
  ],
  example: 'http2:server:request:close { @[args[0]->route] = quantize(args[0]->durationMs); }',
  feedsGraph: true,
  types: [REQUEST],
  probes: requestProbes('http2'),
  enable: (host, sites) => new Http2Enabling(host, sites),
};
