// hot path: see docs/hot-path.md
/**
 * Web streams: who reads which stream, and who leaves it before its end. No promise of the application is touched: what
 * has ended is read from Node's own state of a stream.
 */
import type { Host, Sites } from '../../wire/host.js';
import type { HookSet } from '../support/hooks.js';
import { type AnyFunction, sameShape } from '../support/replace.js';
import type { Lives } from './lives.js';
import { MadeStreams } from './web-made.js';
import { type MethodPatch, WebStates } from './web-states.js';

type Methods = Record<string, AnyFunction>;

export class WebStreams {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #states: WebStates;
  readonly #made: MadeStreams;

  constructor(host: Host, sites: Sites, lives: Lives) {
    this.#host = host;
    this.#sites = sites;
    this.#states = new WebStates(host);
    this.#made = new MadeStreams(host, sites, lives, this.#states);
  }

  update(hooks: HookSet): void {
    const graph = this.#host.graph !== undefined;
    const wanted = graph || this.#sites.anyEnabled('web', '', '');
    hooks.ensure('web streams', wanted, () => this.#made.patchConstructor());
    hooks.ensure('web controllers', wanted, () => this.#made.patchControllers());
    hooks.ensure('web cancels', wanted, () => this.#patchCancels());
    hooks.ensure('web readers', graph, () => this.#patchReaders());
    hooks.ensure('web iterators', graph, () => this.#patchIterators());
    hooks.ensure('web branches', graph, () => this.#patchBranches());
  }

  #classes() {
    const { ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader } =
      this.#host.builtins.webStreams;
    return { stream: ReadableStream, readers: [ReadableStreamDefaultReader, ReadableStreamBYOBReader] };
  }

  /** `part` is what a method of `whole` has given. */
  #belongs(part: object, whole: object): void {
    this.#states.quietly(() => this.#host.graph?.belongs(part, whole));
  }

  #patchReaders(): () => void {
    const web = this;
    const { stream, readers } = this.#classes();
    const gets = (original: AnyFunction): Methods => ({
      getReader(this: object): unknown {
        const reader = Reflect.apply(original, this, arguments) as object;
        web.#belongs(reader, this);
        return reader;
      },
    });
    const releases = (original: AnyFunction): Methods => ({
      releaseLock(this: object): unknown {
        web.#states.quietly(() => {
          const read = web.#states.of(this)?.stream;
          if (web.#states.isOpen(read)) web.#host.graph?.released(this);
          else if (read !== undefined) web.#host.graph?.streamClosed(this);
        });
        return Reflect.apply(original, this, arguments);
      },
    });
    return this.#states.patch([
      [stream.prototype, 'ReadableStream', 'getReader', gets],
      ...readers.map(({ prototype, name }): MethodPatch => [prototype, name, 'releaseLock', releases]),
    ]);
  }

  /** values() and [Symbol.asyncIterator] are one function, and stay one. */
  #patchIterators(): () => void {
    const web = this;
    const { prototype } = this.#classes().stream;
    let value: AnyFunction | undefined;
    const iterates = (original: AnyFunction): AnyFunction =>
      ({
        values(this: object): unknown {
          const iterator = Reflect.apply(original, this, arguments) as object;
          web.#belongs(iterator, this);
          return iterator;
        },
      }).values;
    const undo = ['values', Symbol.asyncIterator].map((key) =>
      this.#host.patch.property(`ReadableStream.prototype[${String(key)}]`, prototype, key, (old) => {
        value ??= sameShape(iterates(old?.value as AnyFunction), old?.value);
        return { ...old, value };
      }),
    );
    return () => {
      for (const one of undo.reverse()) one();
    };
  }

  #patchBranches(): () => void {
    const web = this;
    const { prototype } = this.#classes().stream;
    const through = (original: AnyFunction): Methods => ({
      pipeThrough(this: object): unknown {
        const branch = Reflect.apply(original, this, arguments) as object;
        web.#belongs(branch, this);
        return branch;
      },
    });
    const pipes = (original: AnyFunction): Methods => ({
      pipeTo(this: object, to: unknown): unknown {
        const result = Reflect.apply(original, this, arguments);
        web.#states.quietly(() => {
          if (web.#states.of(this) !== undefined && web.#states.of(to) !== undefined)
            web.#host.graph?.piped(this, to as object, true);
        });
        return result;
      },
    });
    const tees = (original: AnyFunction): Methods => ({
      tee(this: object): unknown {
        const branches = Reflect.apply(original, this, arguments) as readonly object[];
        for (const branch of branches) web.#belongs(branch, this);
        return branches;
      },
    });
    return this.#states.patch([
      [prototype, 'ReadableStream', 'pipeThrough', through],
      [prototype, 'ReadableStream', 'pipeTo', pipes],
      [prototype, 'ReadableStream', 'tee', tees],
    ]);
  }

  #patchCancels(): () => void {
    const { stream, readers } = this.#classes();
    return this.#states.patch(
      [stream, ...readers].map(
        ({ prototype, name }): MethodPatch => [
          prototype,
          name,
          'cancel',
          (original) => this.#cancels(original),
        ],
      ),
    );
  }

  #cancels(original: AnyFunction): Methods {
    const states = this.#states;
    const made = this.#made;
    return {
      cancel(this: object): unknown {
        const outer = states.cancelling;
        states.quietly(() => {
          const state = states.of(this);
          // Node refuses it of a stream that has a reader.
          const stream = states.streamOf(this) ?? (state?.reader === undefined ? this : undefined);
          if (!states.isOpen(stream)) return;
          made.cancelled(this, stream);
          states.cancelling = stream;
        });
        try {
          return Reflect.apply(original, this, arguments);
        } finally {
          states.cancelling = outer;
        }
      },
    };
  }
}
