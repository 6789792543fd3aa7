/** Where a socket goes to, and on whose behalf: read from what Socket.prototype.connect is given. */
import type { Host } from '../../wire/host.js';

/** What the code that runs next connects for a Client of undici. */
type Announced = { readonly connectParams?: { readonly hostname?: unknown; readonly port?: unknown } };

export type Place = {
  readonly remote: string;
  readonly port: number;
  readonly signal: unknown;
  /** An agent of http connects it. */
  readonly ofAgent: boolean;
};

/** connect(options), (port, host), (path); Node itself gives [options, callback]. */
export function placeOf(first: unknown, second: unknown, isProxy: (value: unknown) => boolean): Place {
  const given: unknown = Array.isArray(first) && !isProxy(first) ? first[0] : first;
  if (typeof given === 'object' && given !== null && !isProxy(given)) {
    const read = (key: string): unknown => Object.getOwnPropertyDescriptor(given, key)?.value;
    const path = read('path');
    const host = read('host');
    const isPath = typeof path === 'string';
    return {
      remote: isPath ? path : typeof host === 'string' ? host : 'localhost',
      port: isPath ? 0 : Number(read('port')) || 0,
      signal: read('signal'),
      ofAgent: read('_agentKey') !== undefined,
    };
  }
  const port = Number(given);
  const isPath = Number.isNaN(port);
  const remote = isPath ? String(given) : typeof second === 'string' ? second : 'localhost';
  return { remote, port: isPath ? 0 : port, signal: undefined, ofAgent: false };
}

export function nameOf({ remote, port }: Place): string {
  return port > 0 ? `${remote}:${port}` : remote;
}

/** undici says that a client of its is about to connect; its connector does so in the same turn. */
export class UndiciConnects {
  readonly #host: Host;
  #hostname = '';
  /** 0: that of the protocol. */
  #port = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  subscribe(): () => void {
    const { channels } = this.#host.builtins;
    const name = 'undici:client:beforeConnect';
    const announced = (message: unknown): void => {
      const { hostname, port } = (message as Announced).connectParams ?? {};
      this.#hostname = typeof hostname === 'string' ? hostname : '';
      this.#port = Number(port) || 0;
    };
    channels.subscribe(name, announced);
    return this.#host.patch.action(`channel ${name}`, () => channels.unsubscribe(name, announced));
  }

  /** Is it the socket that was announced? */
  takes({ remote, port }: Place): boolean {
    if (this.#hostname === '' || remote !== this.#hostname) return false;
    if (this.#port !== 0 && port !== this.#port) return false;
    this.#hostname = '';
    return true;
  }
}
