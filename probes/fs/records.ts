/** The typed argument of the fs probes. */
import type { Host } from '../../wire/host.js';
import type { RecordType } from '../../wire/probe.js';
import { CALL_MEMBERS, CallRecord } from '../support/calls.js';
import { symbolNamed } from '../support/stamp.js';

export const FILE_OPERATION: RecordType = {
  name: 'fileOperation',
  doc: 'The operation.',
  integer: 'id',
  members: [
    ...CALL_MEMBERS,
    {
      name: 'path',
      type: 'string',
      doc: 'As it was given, where that is a string.',
    },
    { name: 'fd', type: 'int32', doc: 'The descriptor that was given, or that open made; -1 for none.' },
    {
      name: 'bytes',
      type: 'int64',
      doc: 'In done bytes that were read or written; 0 when that says nothing.',
    },
  ],
};

/** Operations whose second argument is what is written. */
const WRITES = new Set(['writeFile', 'appendFile']);

export class FileRecord extends CallRecord {
  readonly path: string;
  fd = -1;
  readonly #types: Host['builtins']['types'];

  constructor(host: Host, id: number, op: string, args: readonly unknown[], self: unknown) {
    super(host, id, op);
    this.#types = host.builtins.types;
    const [first, second] = args;
    this.path = this.#pathOf(first);
    if (typeof first === 'number') this.fd = first;
    const ofHandle = this.#types.isProxy(self) ? undefined : descriptorOf(self);
    if (ofHandle !== undefined) this.fd = ofHandle;
    if (WRITES.has(op)) this.bytes = this.#sizeOf(ofHandle === undefined ? second : first);
  }

  #pathOf(value: unknown): string {
    if (typeof value === 'string') return value;
    // Of a Buffer and a URL it is left out: the text would have to be made, by functions that may be replaced.
    return '';
  }

  take([value]: readonly unknown[]): void {
    if (this.op === 'open' && this.fd < 0) {
      this.fd = typeof value === 'number' ? value : (descriptorOf(value) ?? -1);
    } else if (typeof value === 'number') {
      if (/^(read|write)v?$/.test(this.op)) this.bytes = value;
    } else this.bytes = this.#moved(value) || this.bytes;
  }

  /** Promises of read and write give `{ bytesRead, buffer }`. */
  #moved(value: unknown): number {
    const moved = dataOf(value, 'bytesRead') ?? dataOf(value, 'bytesWritten');
    if (typeof moved === 'number') return moved;
    return this.op === 'readFile' ? this.#sizeOf(value) : 0;
  }

  #sizeOf(value: unknown): number {
    if (typeof value === 'string') return value.length;
    return this.#types.isArrayBufferView(value) ? value.byteLength : 0;
  }
}

/** FileHandle keeps it under a symbol; its `fd` is a getter. */
let fdKey: symbol | undefined;

function descriptorOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  fdKey ??= symbolNamed(value, 'kFd');
  const fd = fdKey === undefined ? undefined : Object.getOwnPropertyDescriptor(value, fdKey)?.value;
  return typeof fd === 'number' ? fd : undefined;
}

function dataOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const own = Object.getOwnPropertyDescriptor(value, key);
  return own?.value;
}
