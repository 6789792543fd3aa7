/** An inspector session inside the process: it opens no port and answers at once. */
import type { Host } from '../../wire/host.js';

type Session = import('node:inspector').Session;

export class OwnInspector {
  readonly #host: Host;
  readonly #session: Session;

  /** @throws Error where the inspector is missing or forbidden (permission model). */
  constructor(host: Host) {
    const { inspector } = host.builtins;
    if (inspector === undefined) throw new Error('this Node has no inspector');
    this.#host = host;
    this.#session = host.hidden(() => {
      const session = new inspector.Session();
      session.connect();
      return session;
    });
  }

  on(event: string, take: (message: never) => void): void {
    this.#session.on(event as 'inspectorNotification', take as () => void);
  }

  /** @throws Error with the inspector's own words. */
  call<T = object>(method: string, params: object = {}): T {
    let answer: T | undefined;
    let failed: Error | null = null;
    this.#host.hidden(() =>
      this.#session.post(method, params, (error, result) => {
        failed = error;
        answer = result as T;
      }),
    );
    if (failed !== null) throw failed;
    return answer as T;
  }

  close(): void {
    this.#host.hidden(() => this.#session.disconnect());
  }
}

/**
 * A session for the time of `work`. @param value is, meanwhile, what expressions of the inspector find under `key` of
 * the global object. @throws what the constructor and calls throw
 */
export function inspecting<T>(
  host: Host,
  key: symbol,
  value: unknown,
  work: (inspector: OwnInspector) => T,
): T {
  const { global } = host.builtins;
  const inspector = new OwnInspector(host);
  try {
    Object.defineProperty(global, key, { value, configurable: true });
    return work(inspector);
  } finally {
    Reflect.deleteProperty(global, key);
    // Its references to what was found go with it.
    inspector.close();
  }
}
