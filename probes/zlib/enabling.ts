// hot path: see docs/hot-path.md
/**
 * The hooks of zlib: replaced one-shot functions; streams by their common base, whose constructor assigns
 * `_maxOutputLength`, `_transform` for what they are given and `emit` for their end.
 */
import type { Host, Sites } from '../../wire/host.js';
import type { Enabling } from '../provider.js';
import { HookSet } from '../support/hooks.js';
import {
  byteLength,
  Jobs,
  OperationRecord,
  type OperationSites,
  operationSites,
  watched,
} from '../support/jobs.js';
import { type AnyFunction, replaceMethod, sameShape } from '../support/replace.js';
import { hookBirth } from '../support/stamp.js';

/** Operations by the name of their stream's class. */
const BY_CLASS: Readonly<Record<string, string>> = {
  Deflate: 'deflate',
  DeflateRaw: 'deflateRaw',
  Gzip: 'gzip',
  Gunzip: 'gunzip',
  Inflate: 'inflate',
  InflateRaw: 'inflateRaw',
  Unzip: 'unzip',
  BrotliCompress: 'brotliCompress',
  BrotliDecompress: 'brotliDecompress',
  ZstdCompress: 'zstdCompress',
  ZstdDecompress: 'zstdDecompress',
};
export const OPS: readonly string[] = Object.values(BY_CLASS);

/** Node's ZlibBase, as far as we look at it: own properties. */
type NodeZlib = {
  readonly _handle: object | null;
  readonly bytesWritten: number;
  readonly _writableState?: { readonly errored?: unknown };
};

/** Its native half is gone as soon as it is destroyed, or at its end. */
function alive(native: object): boolean {
  return (native as NodeZlib)._handle !== null;
}

/** Prototype of ZlibBase, which Node does not export. */
export function zlibBase(host: Host): object {
  const { Deflate } = host.builtins.zlib as unknown as { Deflate: { prototype: object } };
  return Object.getPrototypeOf(Object.getPrototypeOf(Deflate.prototype)) as object;
}

export class ZlibEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #jobs: Jobs;
  readonly #streams = new Map<object, { readonly op: string; readonly at: OperationSites }>();
  readonly #followed = new WeakSet<object>();
  readonly #records = new WeakMap<object, OperationRecord>();
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#jobs = new Jobs(host, sites, 'zlib', (_op, args) => byteLength(args[0], host.builtins.types));
  }

  update(): void {
    const graph = this.#host.graph !== undefined;
    const streams = graph || this.#sites.anyEnabled('stream', '', '');
    // Wanted for streams too: a job makes one, which its call tells from the application's.
    const jobs = streams || this.#sites.anyEnabled('job', '', '');
    this.#hooks.ensure('jobs', jobs, () => this.#jobs.patch('zlib', this.#host.builtins.zlib, OPS));
    this.#hooks.ensure('birth', streams, () => this.#birth());
    this.#hooks.ensure('emit', streams, () => this.#patchEmit());
    this.#hooks.ensure('transform', graph, () => this.#patchTransform());
  }

  #birth(): (() => void) | undefined {
    const { zlib } = this.#host.builtins;
    for (const [name, op] of Object.entries(BY_CLASS)) {
      const found: unknown = Object.getOwnPropertyDescriptor(zlib, name)?.value;
      if (typeof found === 'function')
        this.#streams.set(found.prototype as object, { op, at: operationSites(this.#sites, 'stream', op) });
    }
    const undo = hookBirth(
      this.#host.patch,
      'birth of ZlibBase',
      zlibBase(this.#host),
      '_maxOutputLength',
      this.#born,
      () => this.#host.hidden(() => zlib.createDeflate().destroy()),
    );
    if (undo === undefined)
      this.#host.trouble('zlib', new Error("this Node's zlib streams cannot be seen being made"));
    return undo;
  }

  readonly #born = (stream: object): void => {
    if (this.#jobs.depth > 0 || this.#host.busy()) return;
    try {
      const known = this.#kindOf(stream);
      const { graph } = this.#host;
      if (known === undefined) return;
      const { op, at } = known;
      if (graph?.recording === true) {
        this.#followed.add(stream);
        graph.started(stream, { kind: 'stream', label: `${op} stream`, holder: true, alive });
      }
      if (!watched(at)) return;
      const id = graph?.idOf(stream) ?? ++this.#ids;
      const record = new OperationRecord(this.#host, id, op, 0);
      this.#records.set(stream, record);
      record.fire(at.start, true);
    } catch (error) {
      this.#host.trouble('zlib', error);
    }
  };

  /** By its class, or the one that its class extends. */
  #kindOf(stream: object): { readonly op: string; readonly at: OperationSites } | undefined {
    for (
      let at = Object.getPrototypeOf(stream) as object | null;
      at !== null;
      at = Object.getPrototypeOf(at)
    ) {
      const known = this.#streams.get(at);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  #patchTransform(): () => void {
    const enabling = this;
    const base = zlibBase(this.#host);
    const label = 'ZlibBase.prototype._transform';
    return replaceMethod(this.#host.patch, label, base, '_transform', (original) => ({
      _transform(this: object, chunk: unknown): unknown {
        if (enabling.#followed.has(this)) {
          const bytes = byteLength(chunk, enabling.#host.builtins.types);
          if (bytes > 0) enabling.#host.graph?.moved(this, bytes);
        }
        return Reflect.apply(original, this, arguments);
      },
    }));
  }

  #patchEmit(): () => void {
    const enabling = this;
    const base = zlibBase(this.#host);
    return this.#host.patch.property('ZlibBase.prototype.emit', base, 'emit', () => {
      // What it inherits is looked up at each call: somebody may replace that.
      const inherited = Object.getPrototypeOf(base) as { emit: AnyFunction };
      const emit = function (this: object, name: unknown): unknown {
        if (name === 'close') enabling.#closed(this);
        return Reflect.apply(inherited.emit, this, arguments);
      };
      const value = sameShape(emit, inherited.emit);
      return { configurable: true, enumerable: true, writable: true, value };
    });
  }

  #closed(stream: object): void {
    try {
      const { _writableState: state, bytesWritten } = stream as NodeZlib;
      const failed = state?.errored !== null && state?.errored !== undefined;
      if (this.#followed.delete(stream)) this.#host.graph?.ended(stream, failed);
      const record = this.#records.get(stream);
      const known = record === undefined ? undefined : this.#kindOf(stream);
      if (record === undefined || known === undefined) return;
      this.#records.delete(stream);
      record.bytes = bytesWritten;
      if (!this.#host.busy()) record.fire(failed ? known.at.error : known.at.done);
      if (record.frame !== undefined) this.#host.frames.end(record.frame);
    } catch (error) {
      this.#host.trouble('zlib', error);
    }
  }
}
