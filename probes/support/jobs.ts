// hot path: see docs/hot-path.md
/**
 * Jobs of the thread pool with a callback at the end (zlib, crypto): seen being given by a replaced export, ending by
 * a wrapper of the callback. The wrapper stands for the job: Node holds it exactly as long as the job lasts.
 */
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import type { RecordType } from '../../wire/probe.js';
import { patchExports } from './exports.js';
import { ArgRecord } from './record.js';
import { type AnyFunction, sameShape } from './replace.js';

/** The record type of a provider's operations. */
export function operationType(name: string, doc: string, bytes: string): RecordType {
  return {
    name,
    doc,
    integer: 'id',
    members: [
      { name: 'id', type: 'int64', doc: 'Its number: that of the cancel graph while that is on.' },
      { name: 'op', type: 'string', doc: 'What it does, as the function of the probe.' },
      { name: 'durationMs', type: 'int64', doc: 'ms since it began.', readsClock: true },
      { name: 'bytes', type: 'int64', doc: bytes },
    ],
  };
}

/** The typed argument of such an operation's probes. */
export class OperationRecord extends ArgRecord {
  readonly id: number;
  readonly op: string;
  readonly #host: Host;
  readonly #startNs: number;
  bytes: number;
  frame: Frame | undefined;

  constructor(host: Host, id: number, op: string, bytes: number) {
    super();
    this.#host = host;
    this.#startNs = host.now();
    this.id = id;
    this.op = op;
    this.bytes = bytes;
    if (host.frames.wanted) this.frame = host.frames.open(host.frames.current());
  }

  get durationMs(): number {
    return Math.round(this.durationNs / 1e6);
  }

  get durationNs(): number {
    return Math.max(0, this.#host.now() - this.#startNs);
  }

  fire(site: Site, opening = false): void {
    if (site.enabledCount === 0) return;
    if (this.frame === undefined) this.#host.fire(site, this);
    else this.#host.fireIn(this.frame, opening, site, this);
  }
}

export type OperationSites = Readonly<Record<'start' | 'done' | 'error', Site>>;

export function operationSites(sites: Sites, module: string, op: string): OperationSites {
  return {
    start: sites.site(module, op, 'start'),
    done: sites.site(module, op, 'done'),
    error: sites.site(module, op, 'error'),
  };
}

/** Is some probe of the operation enabled? */
export function watched(at: OperationSites): boolean {
  return at.start.enabledCount !== 0 || at.done.enabledCount !== 0 || at.error.enabledCount !== 0;
}

export class Jobs {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #provider: string;
  readonly #sizeOf: (op: string, args: readonly unknown[]) => number;
  #ids = 0;
  /** Inside a function that gives a job: what it makes for that is not the application's. */
  depth = 0;

  /** @param sizeOf bytes that a job was given; 0 when that says nothing */
  constructor(
    host: Host,
    sites: Sites,
    provider: string,
    sizeOf: (op: string, args: readonly unknown[]) => number,
  ) {
    this.#host = host;
    this.#sites = sites;
    this.#provider = provider;
    this.#sizeOf = sizeOf;
  }

  /** Replaces the functions of a builtin module whose last argument is the callback. */
  patch(label: string, target: object, names: readonly string[]): () => void {
    return patchExports(this.#host, [[label, target]], names, (original, op) => {
      const at = operationSites(this.#sites, 'job', op);
      const jobs = this;
      return function (this: unknown, ...args: unknown[]): unknown {
        const job = jobs.#prepare(op, at, args);
        jobs.depth++;
        try {
          const result = Reflect.apply(original, this, args);
          job?.begin();
          return result;
        } finally {
          jobs.depth--;
        }
      };
    });
  }

  /** Puts the wrapper in the callback's place; without one the call is synchronous, or an error of its own. */
  #prepare(op: string, at: OperationSites, args: unknown[]): Job | undefined {
    const last = args.length - 1;
    const job = this.#job(op, at, args[last], args);
    if (job !== undefined) args[last] = job.wrapper;
    return job;
  }

  /** A job that is being given by no function that was replaced. @param put puts the callback's wrapper in its place */
  adopt(op: string, callback: unknown, put: (wrapper: AnyFunction) => void): void {
    const job = this.#job(op, operationSites(this.#sites, 'job', op), callback, []);
    if (job === undefined) return;
    put(job.wrapper);
    job.begin();
  }

  #job(op: string, at: OperationSites, callback: unknown, args: readonly unknown[]): Job | undefined {
    const host = this.#host;
    const recording = host.graph?.recording === true;
    if ((!recording && !watched(at)) || host.busy() || this.depth > 0) return undefined;
    if (typeof callback !== 'function') return undefined;
    try {
      const bytes = this.#sizeOf(op, args);
      return new Job(host, this.#provider, at, callback as AnyFunction, op, bytes, () => ++this.#ids);
    } catch (error) {
      host.trouble(this.#provider, error);
      return undefined;
    }
  }
}

class Job {
  readonly wrapper: AnyFunction;
  readonly #host: Host;
  readonly #provider: string;
  readonly #at: OperationSites;
  readonly #op: string;
  readonly #bytes: number;
  readonly #nextId: () => number;
  #record: OperationRecord | undefined;

  constructor(
    host: Host,
    provider: string,
    at: OperationSites,
    callback: AnyFunction,
    op: string,
    bytes: number,
    nextId: () => number,
  ) {
    this.#host = host;
    this.#provider = provider;
    this.#at = at;
    this.#op = op;
    this.#bytes = bytes;
    this.#nextId = nextId;
    const job = this;
    const wrapper = function (this: unknown, ...results: unknown[]): unknown {
      job.#end(results);
      const frame = job.#record?.frame;
      if (frame === undefined) return Reflect.apply(callback, this, results);
      try {
        return host.frames.run(frame, callback, this, results);
      } finally {
        host.frames.end(frame);
      }
    };
    this.wrapper = host.builtins.types.isProxy(callback) ? wrapper : sameShape(wrapper, callback);
  }

  /** The call was accepted: the job is on its way. */
  begin(): void {
    const { graph } = this.#host;
    try {
      graph?.started(this.wrapper, { kind: 'job', label: this.#op });
      if (!watched(this.#at)) return;
      const id = graph?.idOf(this.wrapper) ?? this.#nextId();
      this.#record = new OperationRecord(this.#host, id, this.#op, this.#bytes);
      this.#record.fire(this.#at.start, true);
    } catch (error) {
      this.#host.trouble(this.#provider, error);
    }
  }

  #end(results: readonly unknown[]): void {
    try {
      const failed = results[0] !== null && results[0] !== undefined;
      this.#host.graph?.ended(this.wrapper, failed);
      const record = this.#record;
      if (record === undefined) return;
      const made = results[1];
      if (!failed && typeof made === 'object')
        record.bytes = byteLength(made, this.#host.builtins.types) || record.bytes;
      record.fire(failed ? this.#at.error : this.#at.done);
    } catch (error) {
      this.#host.trouble(this.#provider, error);
    }
  }
}

/** Length in bytes of what Node takes for bytes; 0 of anything else. A string counts as one byte a character. */
export function byteLength(value: unknown, types: Host['builtins']['types']): number {
  if (typeof value === 'string') return value.length;
  if (types.isArrayBufferView(value)) return value.byteLength;
  return types.isAnyArrayBuffer(value) ? value.byteLength : 0;
}
