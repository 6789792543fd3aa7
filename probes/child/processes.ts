// hot path: see docs/hot-path.md
/**
 * All asynchronous ways to a child process go through ChildProcess.prototype.spawn; its `emit` tells how it ended, so
 * that no listener of ours stands among the application's.
 */
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import { patchEmit } from '../support/emit.js';
import type { HookSet } from '../support/hooks.js';
import { OperationRecord, type OperationSites, operationSites } from '../support/jobs.js';
import { type AnyFunction, sameShape } from '../support/replace.js';

/** Node's ChildProcess, as far as we look at it. */
type NodeChild = {
  readonly pid?: number;
  readonly exitCode: number | null;
  readonly signalCode: string | null;
};
type SpawnOptions = {
  readonly file?: unknown;
  readonly signal?: unknown;
  readonly timeout?: unknown;
  readonly detached?: unknown;
};

/** The typed argument `child`. */
class ChildRecord extends OperationRecord {
  readonly file: string;
  pid = 0;
  code = -1;
  signal = '';

  constructor(host: Host, id: number, file: string) {
    super(host, id, 'spawn', 0);
    this.file = file;
  }
}

function alive(native: object): boolean {
  const { exitCode, signalCode } = native as NodeChild;
  return exitCode === null && signalCode === null;
}

export class Children {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #at: OperationSites;
  readonly #killed: Site;
  readonly #records = new WeakMap<object, ChildRecord>();
  #probed = false;
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#at = operationSites(sites, 'process', 'spawn');
    this.#killed = sites.site('process', 'kill', 'start');
  }

  update(hooks: HookSet): void {
    this.#probed = this.#sites.anyEnabled('', '', '');
    const wanted = this.#host.graph !== undefined || this.#probed;
    hooks.ensure('spawn', wanted, () =>
      this.#replace('spawn', (original) => {
        const children = this;
        return function (this: object, options: unknown): unknown {
          const result = Reflect.apply(original, this, arguments);
          children.#begun(this, options, result);
          return result;
        };
      }),
    );
    hooks.ensure('kill', wanted, () =>
      this.#replace('kill', (original) => {
        const children = this;
        return function (this: object, signal: unknown): unknown {
          children.#killing(this, signal);
          return Reflect.apply(original, this, arguments);
        };
      }),
    );
    const { ChildProcess } = this.#host.builtins.childProcess;
    hooks.ensure('emit', wanted, () =>
      patchEmit(this.#host, 'ChildProcess', ChildProcess.prototype, 'exit', this.#emitted),
    );
  }

  #replace(name: string, wrap: (original: AnyFunction) => AnyFunction): () => void {
    const { ChildProcess } = this.#host.builtins.childProcess;
    const prototype = ChildProcess.prototype as unknown as Record<string, AnyFunction>;
    return this.#host.patch.property(`ChildProcess.prototype.${name}`, prototype, name, (old) => {
      const original = prototype[name] as AnyFunction;
      const value = sameShape(wrap(original), original);
      return { ...(old ?? { configurable: true, enumerable: true, writable: true }), value };
    });
  }

  /** @param result 0, or the error number of a start that failed */
  #begun(native: object, given: unknown, result: unknown): void {
    const { graph } = this.#host;
    const recording = graph?.recording === true;
    if ((!recording && !this.#probed) || this.#host.busy()) return;
    try {
      // Node's own object, made of what the application gave.
      const options = given as SpawnOptions;
      const file = typeof options.file === 'string' ? options.file : '';
      if (recording && result === 0)
        graph.started(native, {
          kind: 'child',
          label: `spawn ${file.slice(file.lastIndexOf('/') + 1)}`,
          signal: options.signal,
          bounded: typeof options.timeout === 'number' && options.timeout > 0,
          holder: options.detached === true,
          alive,
        });
      if (!this.#probed) return;
      const record = new ChildRecord(this.#host, graph?.idOf(native) ?? ++this.#ids, file);
      record.pid = (native as NodeChild).pid ?? 0;
      this.#records.set(native, record);
      record.fire(this.#at.start, true);
    } catch (error) {
      this.#host.trouble('child', error);
    }
  }

  /** Whoever sends it a signal has told it. */
  #killing(native: object, signal: unknown): void {
    try {
      if (signal !== 0) this.#host.graph?.ended(native, true);
      const record = this.#records.get(native);
      if (record === undefined || this.#killed.enabledCount === 0 || this.#host.busy()) return;
      record.signal = typeof signal === 'string' || typeof signal === 'number' ? String(signal) : 'SIGTERM';
      record.fire(this.#killed);
    } catch (error) {
      this.#host.trouble('child', error);
    }
  }

  /** @returns the frame to run the listeners in */
  readonly #emitted = (native: object, name: unknown, args: IArguments): Frame | undefined => {
    if (name !== 'exit' && name !== 'error') return undefined;
    try {
      const record = this.#records.get(native);
      if (name === 'exit' || !alive(native))
        this.#host.graph?.ended(native, name === 'error' || args[1] !== 0);
      if (record === undefined || this.#host.busy()) return undefined;
      if (name === 'error') {
        record.fire(this.#at.error);
        return record.frame;
      }
      this.#records.delete(native);
      record.code = typeof args[1] === 'number' ? args[1] : -1;
      record.signal = typeof args[2] === 'string' ? args[2] : '';
      record.fire(this.#at.done);
      return record.frame;
    } catch (error) {
      this.#host.trouble('child', error);
      return undefined;
    }
  };
}
