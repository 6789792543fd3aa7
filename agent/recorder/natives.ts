/** What the graph knows of native objects: by identity, weakly; and what it may ask them. */
import type { Answer, Native, Scope } from '../../graph/model.js';
import { dataProperty } from '../safe-reads.js';

/** `alive` is asked of the object as long as it exists. */
export class WeakNative<T extends object> implements Native {
  readonly #reference: WeakRef<T>;
  readonly #alive: ((native: T) => boolean) | undefined;
  readonly #ref: ((native: T) => boolean) | undefined;
  readonly #named: ((native: T, scope: Scope) => boolean | undefined) | undefined;
  #names: boolean | undefined;

  /** @param named undefined: not now */
  constructor(
    native: T,
    alive: ((native: T) => boolean) | undefined,
    ref?: (native: T) => boolean,
    named?: (native: T, scope: Scope) => boolean | undefined,
  ) {
    this.#reference = new WeakRef(native);
    this.#alive = alive;
    this.#ref = ref;
    this.#named = named;
  }

  /** Asked once: what it began in is one request. */
  names(scope: Scope): boolean {
    const native = this.#reference.deref();
    if (native !== undefined) this.#names ??= this.#named?.(native, scope);
    return this.#names === true;
  }

  alive(): boolean {
    const native = this.#reference.deref();
    // Collected: nobody can be waiting for it.
    return native !== undefined && (this.#alive === undefined || this.#alive(native));
  }

  ref(): boolean {
    const native = this.#reference.deref();
    return native !== undefined && (this.#ref === undefined || this.#ref(native));
  }
}

/** A response of Node's HTTP/1 server: what it has sent is read of its own fields. */
export class WeakAnswer implements Answer {
  readonly #reference: WeakRef<object>;

  constructor(response: object) {
    this.#reference = new WeakRef(response);
  }

  status(): number {
    const response = this.#reference.deref();
    if (typeof dataProperty(response, '_header') !== 'string') return -1;
    const status = dataProperty(response, 'statusCode');
    return typeof status === 'number' ? status : -1;
  }
}

/** Node's Timeout, as far as we look at it. */
export type NodeTimer = {
  readonly _destroyed: boolean;
  readonly _idleTimeout: number;
  readonly _repeat: number | null;
  readonly _onTimeout: unknown;
  readonly hasRef: () => boolean;
  readonly [key: symbol]: unknown;
};

export function timerAlive(timer: NodeTimer): boolean {
  return !timer._destroyed;
}

/** The handle of fs.watch or fs.watchFile. */
export type WatchHandle = { readonly initialized?: boolean; readonly hasRef: () => boolean };

/** fs.watch tells itself; of fs.watchFile a handle that keeps nothing alive counts as closed. */
export function watchAlive(handle: WatchHandle): boolean {
  return handle.initialized ?? handle.hasRef();
}

/** What it calls when something has changed: the first listener of the object that owns it. */
export function watchCallback(handle: WatchHandle): unknown {
  const key = Object.getOwnPropertySymbols(handle).find(({ description }) => description === 'owner_symbol');
  const owner: unknown = key === undefined ? undefined : (handle as { [key: symbol]: unknown })[key];
  const listeners = dataProperty(dataProperty(owner, '_events'), 'change');
  return typeof listeners === 'function' ? listeners : dataProperty(listeners, 0);
}
