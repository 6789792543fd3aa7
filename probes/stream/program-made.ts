// hot path: see docs/hot-path.md
/** Which streams of Node's kind run code of the program when they are read or written. */
import type { Host } from '../../wire/host.js';
import { zlibBase } from '../zlib/enabling.js';

const METHODS = ['_read', '_write', '_writev', '_transform', '_flush', '_final'] as const;
/** Node's own classes that it does not export, or that it would load for us; all have a descriptor. */
const FILES: ReadonlySet<unknown> = new Set(['ReadStream', 'WriteStream', 'SyncWriteStream']);

export class ProgramMade {
  readonly #isProxy: (value: unknown) => boolean;
  readonly #streams = new WeakMap<object, boolean>();
  readonly #prototypes = new WeakMap<object, boolean>();

  /** Loads what other providers of the graph load too. */
  constructor(host: Host) {
    const { stream, net, http, types } = host.builtins;
    this.#isProxy = types.isProxy;
    const { Readable, Writable, Duplex, Transform, PassThrough } = stream;
    for (const made of [Readable, Writable, Duplex, Transform, PassThrough, net.Socket, http.IncomingMessage])
      this.#prototypes.set(made.prototype as object, false);
    this.#prototypes.set(zlibBase(host), false);
  }

  has(stream: object): boolean {
    let made = this.#streams.get(stream);
    if (made === undefined) this.#streams.set(stream, (made = this.#decide(stream)));
    return made;
  }

  #decide(stream: object): boolean {
    if (this.#isProxy(stream)) return false;
    if (METHODS.some((name) => Object.hasOwn(stream, name))) return true;
    const prototype = Object.getPrototypeOf(stream) as object | null;
    return prototype !== null && this.#ofClass(prototype, Object.hasOwn(stream, 'fd'));
  }

  #ofClass(prototype: object, file: boolean): boolean {
    const known = this.#prototypes.get(prototype);
    if (known !== undefined) return known;
    if (this.#isProxy(prototype)) return false;
    let made = METHODS.some((name) => Object.hasOwn(prototype, name));
    if (made && file) made = !FILES.has(nameOf(prototype));
    const next = Object.getPrototypeOf(prototype) as object | null;
    if (!made && next !== null) made = this.#ofClass(next, file);
    this.#prototypes.set(prototype, made);
    return made;
  }
}

function nameOf(prototype: object): unknown {
  const made: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof made === 'function' ? Object.getOwnPropertyDescriptor(made, 'name')?.value : undefined;
}
