/**
 * What Http2Streams tell. Node exports none of their classes: the prototypes are found by the first stream that comes,
 * and are replaced from then on.
 */
import type { Frame, Host } from '../../wire/host.js';
import { patchEmit } from '../support/emit.js';
import { type AnyFunction, sameShape } from '../support/replace.js';

/** Node's Http2Stream, as far as we look at it. */
export type NodeStream = object & {
  readonly closed: boolean;
  readonly destroyed: boolean;
  /** It was closed before the program had ended it. */
  readonly aborted: boolean;
  readonly headersSent: boolean;
  readonly rstCode: number;
  readonly sentHeaders?: { readonly [name: string]: unknown };
  readonly session?: { readonly destroyed: boolean; readonly socket?: { readonly remoteAddress?: string } };
};

/** @returns the frame to run the listeners in */
type Told = (stream: NodeStream, name: string, args: IArguments) => Frame | undefined;

export class StreamEvents {
  readonly #host: Host;
  readonly #told = new WeakMap<object, Told>();
  /** The program itself closed or destroyed them. */
  readonly #local = new WeakSet<object>();
  #undo: (() => void)[] = [];

  constructor(host: Host) {
    this.#host = host;
  }

  /** `told` hears of the stream's events, before the application does. */
  follow(stream: NodeStream, told: Told): void {
    this.#told.set(stream, told);
    if (this.#undo.length > 0) return;
    const prototype = Object.getPrototypeOf(Object.getPrototypeOf(stream)) as object;
    const emit = patchEmit(this.#host, 'Http2Stream', prototype, 'close', (native, name, args) =>
      typeof name === 'string' ? this.#told.get(native)?.(native as NodeStream, name, args) : undefined,
    );
    const close = this.#noticing(prototype, 'close', () => true);
    // Node destroys what the other side has closed, and what a lost session leaves.
    const isLocal = (it: NodeStream): boolean => !it.closed && it.session?.destroyed === false;
    this.#undo = [this.#noticing(prototype, 'destroy', isLocal), close, emit];
  }

  /** Nobody wants to hear of anything any more. */
  stop(): void {
    for (const one of this.#undo.splice(0)) one();
  }

  byProgram(stream: NodeStream): boolean {
    return this.#local.has(stream);
  }

  #noticing(prototype: object, name: string, isLocal: (stream: NodeStream) => boolean): () => void {
    const events = this;
    return this.#host.patch.property(`Http2Stream.prototype.${name}`, prototype, name, (old) => {
      const original = (prototype as Record<string, unknown>)[name] as AnyFunction;
      const value = function (this: NodeStream): unknown {
        try {
          if (events.#told.has(this) && !this.destroyed && isLocal(this)) events.#local.add(this);
        } catch (error) {
          events.#host.trouble('http2', error);
        }
        return Reflect.apply(original, this, arguments);
      };
      return {
        ...(old ?? { configurable: true, enumerable: false, writable: true }),
        value: sameShape(value, original),
      };
    });
  }
}
