/** http: HTTP/1 requests, those that the process answers (server) and those that it sends (client). */
import type { Host, Sites } from '../wire/host.js';
import { Client } from './http/client.js';
import { REQUEST, requestProbes } from './http/records.js';
import { Server } from './http/server.js';
import type { Enabling, Provider } from './provider.js';
import { HookSet } from './support/hooks.js';

class HttpEnabling implements Enabling {
  readonly #hooks = new HookSet();
  readonly #client: Client;
  readonly #server: Server;

  constructor(host: Host, sites: Sites) {
    this.#client = new Client(host, sites);
    this.#server = new Server(host, sites);
  }

  update(): void {
    this.#client.update(this.#hooks);
    this.#server.update(this.#hooks);
  }
}

export const http: Provider = {
  name: 'http',
  doc: 'HTTP/1 requests: server for those that the process answers, client for those that it sends.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Requests that began before the attach are not seen. HTTP/2 is the provider `http2`, fetch() and undici are `fetch`.',
    "A server's request that its client has left has a `close` with `aborted` 1 and no `done`.",
    "Requests are seen through Node's channel and the `emit` of Node's classes: no listener stands among the application's.",
  ],
  example:
    'http:server:request:close { @[args[0]->route, args[0]->status] = quantize(args[0]->durationMs); }',
  feedsGraph: true,
  types: [REQUEST],
  probes: requestProbes('http'),
  enable: (host, sites) => new HttpEnabling(host, sites),
};
