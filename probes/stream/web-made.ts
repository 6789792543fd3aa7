// hot path: see docs/hot-path.md
/**
 * The ReadableStreams that the program makes: its source's methods run as they are, in the extent of their stream; what
 * closes, fails or cancels a stream is seen by its controller and its source.
 */
import type { Host, Sites } from '../../wire/host.js';
import { type OperationSites, operationSites } from '../support/jobs.js';
import { type AnyFunction, sameShape } from '../support/replace.js';
import type { Lives } from './lives.js';
import type { MethodPatch, WebStates } from './web-states.js';

type Wrapped = { readonly source: object; handedOut(stream: object): void };

export class MadeStreams {
  readonly #host: Host;
  readonly #lives: Lives;
  readonly #states: WebStates;
  readonly #at: OperationSites;

  constructor(host: Host, sites: Sites, lives: Lives, states: WebStates) {
    this.#host = host;
    this.#lives = lives;
    this.#states = states;
    this.#at = operationSites(sites, 'web', 'readable');
  }

  patchConstructor(): () => void {
    const streams = this;
    const { global, webStreams, module } = this.#host.builtins;
    const original = webStreams.ReadableStream;
    function ReadableStream(this: unknown, source: unknown): object {
      if (new.target === undefined)
        return Reflect.apply(original as unknown as AnyFunction, this, arguments) as object;
      const target = new.target === (ReadableStream as unknown) ? original : new.target;
      if (streams.#host.busy()) return Reflect.construct(original, arguments, target) as object;
      const wrapped = streams.#wrap(source);
      const args = wrapped === undefined ? arguments : [wrapped.source, ...Array.from(arguments).slice(1)];
      const made = Reflect.construct(original, args, target) as object;
      streams.#made(made, wrapped);
      return made;
    }
    const value = sameShape(ReadableStream, original);
    const put = (target: object, label: string, key: string) =>
      this.#host.patch.property(label, target, key, (old) =>
        old?.get === undefined
          ? { ...old, value }
          : { configurable: true, enumerable: old.enumerable ?? false, writable: true, value },
      );
    const undo = [
      // Logged first, so undone last: named imports follow what the property is by then.
      this.#host.patch.action('ES exports of stream/web', () => module.syncBuiltinESMExports()),
      put(global, 'globalThis.ReadableStream', 'ReadableStream'),
      put(webStreams, 'stream/web.ReadableStream', 'ReadableStream'),
      put(original.prototype as object, 'ReadableStream.prototype.constructor', 'constructor'),
    ];
    module.syncBuiltinESMExports();
    return () => {
      for (const one of undo.reverse()) one();
    };
  }

  #made(stream: object, wrapped: Wrapped | undefined): void {
    this.#states.quietly(() => {
      const failed = this.#states.handedOut(stream);
      wrapped?.handedOut(stream);
      this.#lives.begin(stream, 'readable', this.#at);
      if (failed === undefined) return;
      this.#host.graph?.streamClosed(stream);
      this.#lives.end(stream, failed);
    });
  }

  /**
   * For the graph, a source whose members are read from the given one when Node reads them, and whose methods run those
   * with their own `this`. In start() the stream is known by the controller only.
   */
  #wrap(source: unknown): Wrapped | undefined {
    if (this.#host.graph?.recording !== true || typeof source !== 'object' || source === null)
      return undefined;
    if (this.#host.builtins.types.isProxy(source)) return undefined;
    const streams = this;
    let stream: object | undefined;
    let started: object | undefined;
    const read = (name: string): unknown => (source as Record<string, unknown>)[name];
    const running = (name: string): unknown => {
      const method = read(name);
      if (typeof method !== 'function') return method;
      return function (this: unknown, controller: unknown): unknown {
        const { graph } = streams.#host;
        const owner = stream ?? streams.#states.streamOf(controller);
        if (graph === undefined || owner === undefined) return Reflect.apply(method, source, arguments);
        started ??= owner;
        const leave = graph.runsFor(owner);
        try {
          return Reflect.apply(method, source, arguments);
        } finally {
          leave();
        }
      };
    };
    return {
      source: {
        get type() {
          return read('type');
        },
        get autoAllocateChunkSize() {
          return read('autoAllocateChunkSize');
        },
        get start() {
          return running('start');
        },
        get pull() {
          return running('pull');
        },
        get cancel() {
          const cancel = read('cancel');
          if (typeof cancel !== 'function') return cancel;
          return function (this: unknown): unknown {
            // Also by what no public method shows: `break` out of a for await, a pipe whose end has failed.
            if (stream !== undefined && streams.#states.cancelling !== stream)
              streams.cancelled(stream, stream);
            return Reflect.apply(cancel, source, arguments);
          };
        },
      },
      handedOut(made) {
        stream = made;
        if (started !== undefined && started !== made) streams.#host.graph?.belongs(made, started);
      },
    };
  }

  /** @param by the stream, or its reader */
  cancelled(by: object, stream: object): void {
    this.#states.quietly(() => {
      this.#host.graph?.cancelled(by);
      this.#lives.end(stream, false);
    });
  }

  patchControllers(): () => void {
    const { ReadableStreamDefaultController, ReadableByteStreamController } = this.#host.builtins.webStreams;
    const states = this.#states;
    const over = (controller: object, failed: boolean): void =>
      states.quietly(() => {
        const stream = states.streamOf(controller);
        if (!states.isOpen(stream)) return;
        states.closes(stream, failed);
        this.#host.graph?.streamClosed(stream);
        this.#lives.end(stream, failed);
      });
    const closes = (original: AnyFunction): Record<string, AnyFunction> => ({
      close(this: object): unknown {
        over(this, false);
        return Reflect.apply(original, this, arguments);
      },
    });
    const fails = (original: AnyFunction): Record<string, AnyFunction> => ({
      error(this: object): unknown {
        over(this, true);
        return Reflect.apply(original, this, arguments);
      },
    });
    return states.patch(
      [ReadableStreamDefaultController, ReadableByteStreamController].flatMap(
        ({ prototype, name }): MethodPatch[] => [
          [prototype, name, 'close', closes],
          [prototype, name, 'error', fails],
        ],
      ),
    );
  }
}
