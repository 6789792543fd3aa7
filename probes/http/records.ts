/** The typed argument `request` of http probes. */
import type { Host } from '../../wire/host.js';
import { ArgRecord } from '../support/record.js';

export class RequestRecord extends ArgRecord {
  readonly id: number;
  readonly method: string;
  readonly url: string;
  readonly remote: string;
  readonly startNs: number;
  readonly #host: Host;
  status = 0;
  aborted = 0;

  constructor(host: Host, id: number, method: string, url: string, remote: string, startNs: number) {
    super();
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

  /** The path, numbers and identifiers folded. */
  get route(): string {
    return routeOf(pathOf(this.url));
  }
}

/** Without query and fragment. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** `/orders/42/items/6ba7b810-9dad-11d1-80b4-00c04fd430c8` is `/orders/:n/items/:id`. */
export function routeOf(path: string): string {
  return path
    .replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}(?=\/|$)|\/[0-9a-f]{24,}(?=\/|$)/gi, '/:id')
    .replace(/\/\d+(?=\/|$)/g, '/:n');
}
