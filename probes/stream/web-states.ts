// hot path: see docs/hot-path.md
/** Node's own state of web streams, by its symbol; and which stream of the program a state belongs to. */
import type { Host } from '../../wire/host.js';
import { type AnyFunction, replaceMethod } from '../support/replace.js';
import { symbolNamed } from '../support/stamp.js';

type State = { readonly state?: string; readonly stream?: object; readonly reader?: object };
export type MethodPatch = readonly [
  target: object,
  className: string,
  key: string,
  make: (original: AnyFunction) => Record<string, AnyFunction>,
];

export class WebStates {
  readonly #host: Host;
  #key: symbol | undefined;
  /** By its state: on Node 20 the stream that a controller knows is another object than the one that is handed out. */
  readonly #streams = new WeakMap<object, object>();
  /** Closed before it was handed out, in start(): did it fail? */
  readonly #early = new WeakMap<object, boolean>();
  /** Whose cancel() was called: that of its source follows at once. */
  cancelling: object | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Of a stream, reader or controller of Node; undefined of anything else. */
  of(object: unknown): State | undefined {
    const { types, webStreams } = this.#host.builtins;
    if (typeof object !== 'object' || object === null || types.isProxy(object)) return undefined;
    this.#key ??= symbolNamed(
      this.#host.hidden(() => new webStreams.ReadableStream()),
      'kState',
    );
    return this.#key === undefined ? undefined : (object as Record<symbol, State | undefined>)[this.#key];
  }

  /** The stream of a reader or controller, as the program knows it. */
  streamOf(object: unknown): object | undefined {
    const stream = this.of(object)?.stream;
    const state = this.of(stream);
    return state === undefined ? stream : (this.#streams.get(state) ?? stream);
  }

  /** May it still give something? */
  isOpen(stream: unknown): stream is object {
    return this.of(stream)?.state === 'readable';
  }

  /** @returns whether it was closed before: undefined, or whether it failed */
  handedOut(stream: object): boolean | undefined {
    const state = this.of(stream);
    if (state === undefined) return undefined;
    this.#streams.set(state, stream);
    return this.#early.get(state);
  }

  /** Its source has closed it, or failed it. */
  closes(stream: object, failed: boolean): void {
    const state = this.of(stream);
    if (state !== undefined && !this.#streams.has(state)) this.#early.set(state, failed);
  }

  /** Runs beside a call of the application; nothing of it reaches that. */
  quietly(work: () => void): void {
    if (this.#host.busy()) return;
    try {
      work();
    } catch (error) {
      this.#host.trouble('stream', error);
    }
  }

  patch(patches: readonly MethodPatch[]): () => void {
    const undo = patches.map(([target, className, key, make]) =>
      replaceMethod(this.#host.patch, `${className}.prototype.${key}`, target, key, make),
    );
    return () => {
      for (const one of undo.reverse()) one();
    };
  }
}
