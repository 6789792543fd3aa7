// hot path: see docs/hot-path.md
/** The operations that D sees: a stream's life and a pipe; births of Node's streams through setters. */
import type { Host, Sites } from '../../wire/host.js';
import type { HookSet } from '../support/hooks.js';
import { OperationRecord, type OperationSites, operationSites, watched } from '../support/jobs.js';
import { hookBirth } from '../support/stamp.js';

export const NODE_KINDS = ['readable', 'writable', 'duplex'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** The typed argument `stream`. */
export class StreamRecord extends OperationRecord {
  readonly at: OperationSites;
  readonly class: string;

  constructor(host: Host, id: number, op: string, at: OperationSites, className: string) {
    super(host, id, op, 0);
    this.at = at;
    this.class = className;
  }
}

export class Lives {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #at: Readonly<Record<NodeKind, OperationSites>>;
  readonly #records = new WeakMap<object, StreamRecord>();
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#at = {
      readable: operationSites(sites, 'node', 'readable'),
      writable: operationSites(sites, 'node', 'writable'),
      duplex: operationSites(sites, 'node', 'duplex'),
    };
  }

  /** Is any probe of the life of Node's streams enabled? */
  get wanted(): boolean {
    return NODE_KINDS.some((kind) => this.#sites.anyEnabled('node', kind, ''));
  }

  update(hooks: HookSet): void {
    hooks.ensure('births', this.wanted, () => this.#births());
  }

  #births(): () => void {
    const { Readable, Writable, Duplex } = this.#host.builtins.stream;
    const isDuplex = (stream: object): boolean =>
      Object.prototype.isPrototypeOf.call(Duplex.prototype as object, stream);
    const undo = [
      this.#birth(
        Readable.prototype,
        '_readableState',
        () => new Readable(),
        (stream) => this.#born(stream, isDuplex(stream) ? 'duplex' : 'readable'),
      ),
      this.#birth(
        Writable.prototype,
        '_writableState',
        () => new Writable(),
        (stream) => this.#born(stream, 'writable'),
      ),
    ];
    return () => {
      for (const one of undo) one?.();
    };
  }

  #birth(prototype: object, key: string, sample: () => unknown, born: (stream: object) => void) {
    const undo = hookBirth(this.#host.patch, `birth by ${key}`, prototype, key, born, () =>
      this.#host.hidden(sample),
    );
    if (undo === undefined) this.#host.trouble('stream', new Error(`no stream is seen being made by ${key}`));
    return undo;
  }

  #born(stream: object, kind: NodeKind): void {
    if (!this.#host.busy() && !this.#host.ownExecution()) this.begin(stream, kind, this.#at[kind]);
  }

  /** @param key what ends it, later: the stream, or what stands for a pipe */
  begin(key: object, op: string, at: OperationSites, named = key): void {
    if (!watched(at)) return;
    try {
      const id = this.#host.graph?.idOf(key) ?? ++this.#ids;
      const record = new StreamRecord(this.#host, id, op, at, classOf(named, this.#host.builtins.types));
      this.#records.set(key, record);
      record.fire(at.start, true);
    } catch (error) {
      this.#host.trouble('stream', error);
    }
  }

  end(key: object, failed: boolean): void {
    const record = this.#records.get(key);
    if (record === undefined) return;
    try {
      this.#records.delete(key);
      record.bytes = counted(key);
      if (!this.#host.busy()) record.fire(failed ? record.at.error : record.at.done);
      if (record.frame !== undefined) this.#host.frames.end(record.frame);
    } catch (error) {
      this.#host.trouble('stream', error);
    }
  }
}

/** Data properties only: no code of the application runs. */
function own(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

function classOf(object: object, types: Host['builtins']['types']): string {
  for (let at: object | null = object; at !== null && !types.isProxy(at); at = Object.getPrototypeOf(at)) {
    const made = own(at, 'constructor');
    if (typeof made !== 'function' || types.isProxy(made)) continue;
    const name = own(made, 'name');
    return typeof name === 'string' ? name : '';
  }
  return '';
}

function counted(stream: object): number {
  const count = own(stream, 'bytesRead') ?? own(stream, 'bytesWritten');
  return typeof count === 'number' ? count : 0;
}
