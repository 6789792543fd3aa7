/** http: HTTP/1 requests, those that the process answers (server) and those that it sends (client). */
import type { Host, Sites } from '../wire/host.js';
import type { RecordType } from '../wire/probe.js';
import { Client } from './http/client.js';
import { Server } from './http/server.js';
import type { Enabling, Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';

const REQUEST: RecordType = {
  name: 'request',
  doc: 'The HTTP request.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number: that of the cancel graph while that is on.' },
    { name: 'method', type: 'string', doc: 'GET, POST, …' },
    { name: 'url', type: 'string', doc: 'As sent, with its query.' },
    {
      name: 'route',
      type: 'string',
      doc: 'The path without query, numbers and identifiers folded: /orders/:n.',
    },
    { name: 'status', type: 'int32', doc: 'Status code; 0 before the response has begun.' },
    { name: 'durationMs', type: 'int64', doc: 'ms since it began.', readsClock: true },
    { name: 'aborted', type: 'int32', doc: '1: it ended before its response did.' },
    { name: 'remote', type: 'string', doc: 'The other side: address of the client, host of the server.' },
  ],
};
const ARG = [record('request', REQUEST)];

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
  feedsGraph: true,
  types: [REQUEST],
  probes: [
    ...probesOf('http', ['server'], 'request', [
      { name: 'start', args: ARG, doc: 'Its head was read; the application gets it next.' },
      { name: 'headers', args: ARG, doc: 'The head of the response was written.' },
      { name: 'done', args: ARG, doc: 'The response was ended by the application and is closed.' },
      { name: 'close', args: ARG, doc: 'It is over, whether or not it was answered.' },
    ]),
    ...probesOf('http', ['client'], 'request', [
      { name: 'start', args: ARG, doc: 'It was made.' },
      { name: 'headers', args: ARG, doc: 'The head of the response was read.' },
      { name: 'done', args: ARG, doc: 'It is over and was answered.' },
      { name: 'error', args: ARG, doc: 'It failed.' },
      { name: 'close', args: ARG, doc: 'It is over, whether or not it was answered.' },
    ]),
  ],
  enable: (host, sites) => new HttpEnabling(host, sites),
};
