/** fetch: requests of undici, Node's own behind fetch() and those of the npm package. */
import type { RecordType } from '../wire/probe.js';
import { FetchEnabling } from './fetch/enabling.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';

const REQUEST: RecordType = {
  name: 'fetch',
  doc: 'The request.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number: that of the cancel graph while that is on.' },
    { name: 'method', type: 'string', doc: 'GET, POST, …' },
    { name: 'origin', type: 'string', doc: 'http://host:port' },
    { name: 'path', type: 'string', doc: 'With its query.' },
    { name: 'status', type: 'int32', doc: 'Status code; 0 before the response has begun.' },
    { name: 'durationMs', type: 'int64', doc: 'ms since it began.', readsClock: true },
  ],
};
const ARG = [record('request', REQUEST)];

export const fetch: Provider = {
  name: 'fetch',
  doc: 'Requests of undici: those of fetch() and those of the npm package.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'undici tells of its requests by `diagnostics_channel`: those that are made through early references are seen too. Requests that began before the attach are not.',
    'A redirect is a request of its own.',
  ],
  example: 'fetch:::headers { @[args[0]->origin, args[0]->status] = quantize(args[0]->durationMs); }',
  feedsGraph: true,
  types: [REQUEST],
  probes: probesOf('fetch', ['undici'], 'request', [
    { name: 'start', args: ARG, doc: 'It was made; a redirect makes another one.' },
    { name: 'headers', args: ARG, doc: 'The head of the response was read: fetch() settles.' },
    { name: 'done', args: ARG, doc: 'The response was read to its end.' },
    { name: 'error', args: ARG, doc: 'It failed or was aborted.' },
  ]),
  enable: (host, sites) => new FetchEnabling(host, sites),
};
