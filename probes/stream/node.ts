// hot path: see docs/hot-path.md
/**
 * Node's own streams: pipes, destruction, and the extent in which a stream's own methods run. Node destroys a stream at
 * its end through the same public method: what it has read and written by then tells that from a cancellation.
 */
import type { Host, Sites } from '../../wire/host.js';
import type { HookSet } from '../support/hooks.js';
import { type OperationSites, watched } from '../support/jobs.js';
import { type AnyFunction, sameShape } from '../support/replace.js';
import type { Lives } from './lives.js';
import { ProgramMade } from './program-made.js';

/** Node's states of a stream, as far as we look at them. */
type NodeStream = {
  readonly _readableState?: {
    readonly destroyed: boolean;
    readonly endEmitted: boolean;
    readonly errored: unknown;
    readonly pipes: readonly object[];
  };
  readonly _writableState?: {
    readonly destroyed: boolean;
    readonly finished: boolean;
    readonly errored: unknown;
  };
};
type Wrap = (original: AnyFunction) => AnyFunction;

export class NodeStreams {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #lives: Lives;
  readonly #pipeAt: OperationSites;
  /** What stands for a pipe, by its two ends. */
  readonly #pipes = new WeakMap<object, WeakMap<object, object>>();
  #made: ProgramMade | undefined;
  /** The stream whose methods run now. */
  #running: object | undefined;

  constructor(host: Host, sites: Sites, lives: Lives) {
    this.#host = host;
    this.#sites = sites;
    this.#lives = lives;
    const done = sites.site('node', 'pipe', 'done');
    // A pipe does not fail: its streams do.
    this.#pipeAt = { start: sites.site('node', 'pipe', 'start'), done, error: done };
  }

  update(hooks: HookSet): void {
    const graph = this.#host.graph !== undefined;
    const pipes = graph || this.#sites.anyEnabled('node', 'pipe', '');
    hooks.ensure('pipe', pipes, () => this.#patchPipes());
    hooks.ensure('destroy', graph || this.#lives.wanted, () => this.#patchDestroy());
    hooks.ensure('runs', graph, () => this.#patchRuns());
  }

  /** Replaces a method in several prototypes; where they share one they share the replacement. */
  #patch(
    key: string,
    classes: readonly (keyof Host['builtins']['stream'] & string)[],
    wrap: Wrap,
  ): () => void {
    const made = new Map<AnyFunction, AnyFunction>();
    const undo: (() => void)[] = [];
    for (const name of classes) {
      const { prototype } = this.#host.builtins.stream[name] as unknown as { prototype: object };
      if (typeof Object.getOwnPropertyDescriptor(prototype, key)?.value !== 'function') continue;
      undo.unshift(
        this.#host.patch.property(`${name}.prototype.${key}`, prototype, key, (old) => {
          const original = old?.value as AnyFunction;
          const value = made.get(original) ?? sameShape(wrap(original), original);
          made.set(original, value);
          return { ...old, value };
        }),
      );
    }
    return () => {
      for (const one of undo) one();
    };
  }

  // ---- pipes

  #patchPipes(): () => void {
    const streams = this;
    const undo = [
      this.#patch(
        'pipe',
        ['Readable'],
        (original) =>
          function (this: object, to: unknown): unknown {
            const result = Reflect.apply(original, this, arguments);
            streams.#piped(this, to as object, endsWith(arguments[1]));
            return result;
          },
      ),
      this.#patch(
        'unpipe',
        ['Readable'],
        (original) =>
          function (this: object, to: unknown): unknown {
            streams.#unpiping(this, to);
            return Reflect.apply(original, this, arguments);
          },
      ),
    ];
    return () => {
      for (const one of undo.reverse()) one();
    };
  }

  #piped(from: object, to: object, ends: boolean): void {
    if (this.#host.busy()) return;
    this.#host.graph?.piped(from, to, ends);
    if (!watched(this.#pipeAt)) return;
    const pipe = {};
    let pipes = this.#pipes.get(from);
    if (pipes === undefined) this.#pipes.set(from, (pipes = new WeakMap()));
    pipes.set(to, pipe);
    this.#lives.begin(pipe, 'pipe', this.#pipeAt, from);
  }

  #unpiping(from: object, to: unknown): void {
    try {
      const pipes = (from as NodeStream)._readableState?.pipes;
      if (!Array.isArray(pipes)) return;
      for (const end of pipes as readonly object[])
        if (to === undefined || to === null || to === end) this.#unpiped(from, end);
    } catch (error) {
      this.#host.trouble('stream', error);
    }
  }

  #unpiped(from: object, to: object): void {
    this.#host.graph?.unpiped(from, to);
    const pipe = this.#pipes.get(from)?.get(to);
    if (pipe !== undefined) this.#lives.end(pipe, false);
  }

  // ---- destruction

  #patchDestroy(): () => void {
    const streams = this;
    return this.#patch(
      'destroy',
      ['Readable', 'Writable', 'Duplex'],
      (original) =>
        function (this: object, error: unknown): unknown {
          streams.#destroying(this, error);
          return Reflect.apply(original, this, arguments);
        },
    );
  }

  #destroying(stream: object, error: unknown): void {
    try {
      const { _readableState: readable, _writableState: writable } = stream as NodeStream;
      if (readable?.destroyed === true || writable?.destroyed === true) return;
      const { graph } = this.#host;
      const ended = readable?.endEmitted !== false && writable?.finished !== false;
      // Its own methods have failed, or the system has: nobody cancels it.
      const failed = present(readable?.errored) || present(writable?.errored) || this.#ofSystem(error);
      if (ended || failed) graph?.streamClosed(stream);
      else if (!this.#host.busy()) graph?.destroyed(stream, false);
      this.#lives.end(stream, failed || present(error));
    } catch (caught) {
      this.#host.trouble('stream', caught);
    }
  }

  /** An error of a system call, or of the other side of a connection. */
  #ofSystem(error: unknown): boolean {
    if (typeof error !== 'object' || error === null || this.#host.builtins.types.isProxy(error)) return false;
    if (Object.hasOwn(error, 'syscall')) return true;
    return Object.getOwnPropertyDescriptor(error, 'code')?.value === 'ECONNRESET';
  }

  // ---- a stream's own methods

  #patchRuns(): () => void {
    const made = (this.#made ??= new ProgramMade(this.#host));
    const streams = this;
    const bracket: Wrap = (original) =>
      function (this: object): unknown {
        const { graph } = streams.#host;
        // What is not followed first: it is most.
        if (graph?.recording !== true || streams.#running === this || !made.has(this))
          return Reflect.apply(original, this, arguments);
        const outer = streams.#running;
        streams.#running = this;
        const leave = graph.runsFor(this);
        try {
          return Reflect.apply(original, this, arguments);
        } finally {
          leave();
          streams.#running = outer;
        }
      };
    const undo = [
      this.#patch('read', ['Readable'], bracket),
      this.#patch('write', ['Writable', 'Duplex'], bracket),
      this.#patch('end', ['Writable', 'Duplex'], bracket),
      // What was buffered reaches a Transform from Node's own loop.
      this.#patch('_write', ['Transform'], bracket),
    ];
    return () => {
      for (const one of undo.reverse()) one();
    };
  }
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The option `end` of pipe(): true unless it is false. */
function endsWith(options: unknown): boolean {
  if (typeof options !== 'object' || options === null) return true;
  return Object.getOwnPropertyDescriptor(options, 'end')?.value !== false;
}
