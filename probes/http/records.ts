/** The probes of HTTP requests and their typed argument `request`, the same for HTTP/1 and HTTP/2. */
import type { Frame, Host, Site } from '../../wire/host.js';
import type { ProbeDef, RecordType } from '../../wire/probe.js';
import { probesOf, record } from '../support/define.js';
import { ArgRecord } from '../support/record.js';

export const REQUEST: RecordType = {
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

export function requestProbes(provider: string): ProbeDef[] {
  const args = [record('request', REQUEST)];
  return [
    ...probesOf(provider, ['server'], 'request', [
      { name: 'start', args, doc: 'Its head was read; the application gets it next.' },
      { name: 'headers', args, doc: 'The head of the response was written.' },
      { name: 'done', args, doc: 'The response was ended by the application and is closed.' },
      { name: 'close', args, doc: 'It is over, whether or not it was answered.' },
    ]),
    ...probesOf(provider, ['client'], 'request', [
      { name: 'start', args, doc: 'It was made.' },
      { name: 'headers', args, doc: 'The head of the response was read.' },
      { name: 'done', args, doc: 'It is over and was answered to the end.' },
      { name: 'error', args, doc: 'It failed.' },
      { name: 'close', args, doc: 'It is over, whether or not it was answered.' },
    ]),
  ];
}

export class RequestRecord extends ArgRecord {
  readonly id: number;
  readonly method: string;
  readonly url: string;
  readonly remote: string;
  readonly startNs: number;
  readonly #host: Host;
  /** Of self->: what the request causes runs below it. */
  readonly frame: Frame | undefined;
  status = 0;
  aborted = 0;

  constructor(host: Host, id: number, method: string, url: string, remote: string, startNs: number) {
    super();
    this.frame = host.frames.wanted ? host.frames.open(host.frames.current()) : undefined;
    this.#host = host;
    this.id = id;
    this.method = method;
    this.url = url;
    this.remote = remote;
    this.startNs = startNs;
  }

  get durationMs(): number {
    return Math.max(0, Math.round((this.#host.now() - this.startNs) / 1e6));
  }

  fire(site: Site, opening = false): void {
    if (site.enabledCount === 0) return;
    if (this.frame === undefined) this.#host.fire(site, this);
    else this.#host.fireIn(this.frame, opening, site, this);
  }

  /** The path, numbers and identifiers folded. */
  get route(): string {
    return routeOf(pathOf(this.url));
  }
}

/** Without query and fragment. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  const fragment = path.indexOf('#');
  return fragment < 0 ? path : path.slice(0, fragment);
}

/** Most paths have nothing to fold: one look instead of two replacements. */
const FOLDABLE = /\/(?:\d|[0-9a-f]{8})/i;

/** `/orders/42/items/6ba7b810-9dad-11d1-80b4-00c04fd430c8` is `/orders/:n/items/:id`. */
export function routeOf(path: string): string {
  if (!FOLDABLE.test(path)) return path;
  return path
    .replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}(?=\/|$)|\/[0-9a-f]{24,}(?=\/|$)/gi, '/:id')
    .replace(/\/\d+(?=\/|$)/g, '/:n');
}
