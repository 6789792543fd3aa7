// hot path: see docs/hot-path.md
/**
 * D's own memory: what pointers of a program point into. One per enabled program and isolate, a few regions of one byte
 * array at virtual addresses far above any small number; whatever lies outside of them faults with its address. Nothing
 * here allocates but what gives a byte string.
 */
import { FAULTS, fault } from './fault.js';
import { readFloat, writeFloat } from './floats.js';
import type { ByteString, Int } from './value.js';

/** Global structures and arrays, and copies whose address was taken. */
export const STATIC_BASE = 0x1000_0000;
/** Those of this->: zeroed before each firing. */
export const LOCAL_BASE = 0x2000_0000;
/** alloca(): empty again at the start of every clause. */
export const SCRATCH_BASE = 0x3000_0000;

/** Sizes of the regions, in bytes. */
export type MemorySize = { readonly statics: number; readonly locals: number; readonly scratch: number };

/** What a program reads behind its variables is zero to the end of a page, as it is in dtrace's maps. */
const PAGE = 4096;

const MAX = BigInt(Number.MAX_SAFE_INTEGER);

export class Memory {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** First address behind each region, and what turns an address into an index. */
  readonly #staticEnd: number;
  readonly #localEnd: number;
  readonly #localShift: number;
  readonly #scratchLimit: number;
  readonly #scratchShift: number;
  #scratchTop = SCRATCH_BASE;

  constructor({ statics: used, locals, scratch }: MemorySize) {
    const statics = Math.ceil(used / PAGE) * PAGE;
    const localStart = statics;
    const scratchStart = (localStart + locals + 7) & ~7;
    this.#bytes = new Uint8Array(scratchStart + scratch);
    this.#view = new DataView(this.#bytes.buffer);
    this.#staticEnd = STATIC_BASE + statics;
    this.#localEnd = LOCAL_BASE + locals;
    this.#localShift = LOCAL_BASE - localStart;
    this.#scratchLimit = SCRATCH_BASE + scratch;
    this.#scratchShift = SCRATCH_BASE - scratchStart;
  }

  /** A clause begins: what alloca() gave to the one before is gone. */
  begin(): void {
    this.#scratchTop = SCRATCH_BASE;
  }

  /** A firing begins. */
  zeroLocals(): void {
    this.#bytes.fill(0, LOCAL_BASE - this.#localShift, this.#localEnd - this.#localShift);
  }

  /** Address of `size` zeroed bytes, 8-byte aligned, until the clause ends. */
  alloca(size: Int, span: number): number {
    const at = this.#scratchTop;
    if (typeof size !== 'number' || size < 0 || at + size > this.#scratchLimit)
      return fault(FAULTS['no-scratch-space'], span);
    this.#scratchTop = Math.min(at + Math.ceil(size / 8) * 8, this.#scratchLimit);
    this.#bytes.fill(0, at - this.#scratchShift, this.#scratchTop - this.#scratchShift);
    return at;
  }

  /** Index of `size` bytes at an address, all inside one region; anything else faults. */
  #index(address: Int, size: number, span: number): number {
    if (typeof address === 'number') {
      const end = address + size;
      if (address >= STATIC_BASE && end <= this.#staticEnd) return address - STATIC_BASE;
      if (address >= LOCAL_BASE && end <= this.#localEnd) return address - this.#localShift;
      if (address >= SCRATCH_BASE && end <= this.#scratchTop) return address - this.#scratchShift;
    }
    return fault(FAULTS['bad-address'], span, address);
  }

  /** The same for a value that has to lie at a multiple of its size, or of 8. */
  #aligned(address: Int, size: number, span: number): number {
    const index = this.#index(address, size, span);
    return index % Math.min(size, 8) === 0 ? index : fault(FAULTS['bad-alignment'], span, address);
  }

  ldI8(address: Int, span: number): number {
    return this.#view.getInt8(this.#index(address, 1, span));
  }

  ldU8(address: Int, span: number): number {
    return this.#view.getUint8(this.#index(address, 1, span));
  }

  ldI16(address: Int, span: number): number {
    return this.#view.getInt16(this.#aligned(address, 2, span), true);
  }

  ldU16(address: Int, span: number): number {
    return this.#view.getUint16(this.#aligned(address, 2, span), true);
  }

  ldI32(address: Int, span: number): number {
    return this.#view.getInt32(this.#aligned(address, 4, span), true);
  }

  ldU32(address: Int, span: number): number {
    return this.#view.getUint32(this.#aligned(address, 4, span), true);
  }

  ldI64(address: Int, span: number): Int {
    const index = this.#aligned(address, 8, span);
    const high = this.#view.getInt32(index + 4, true);
    if (high >= -0x200000 && high < 0x200000) {
      const value = high * 0x1_0000_0000 + this.#view.getUint32(index, true);
      if (value !== Number.MIN_SAFE_INTEGER - 1) return value;
    }
    return this.#view.getBigInt64(index, true);
  }

  ldU64(address: Int, span: number): Int {
    const index = this.#aligned(address, 8, span);
    const high = this.#view.getUint32(index + 4, true);
    if (high < 0x200000) return high * 0x1_0000_0000 + this.#view.getUint32(index, true);
    return this.#view.getBigUint64(index, true);
  }

  st8(address: Int, value: Int, span: number): void {
    this.#view.setUint8(this.#index(address, 1, span), low32(value));
  }

  st16(address: Int, value: Int, span: number): void {
    this.#view.setUint16(this.#aligned(address, 2, span), low32(value), true);
  }

  st32(address: Int, value: Int, span: number): void {
    this.#view.setUint32(this.#aligned(address, 4, span), low32(value), true);
  }

  st64(address: Int, value: Int, span: number): void {
    const index = this.#aligned(address, 8, span);
    if (typeof value === 'bigint') this.#view.setBigUint64(index, BigInt.asUintN(64, value), true);
    else {
      this.#view.setUint32(index, value >>> 0, true);
      this.#view.setUint32(index + 4, Math.floor(value / 0x1_0000_0000) >>> 0, true);
    }
  }

  /** A bit-field of `bits` bits from the lowest bit of a byte on. */
  ldBits(address: Int, bits: number, signed: boolean, span: number): Int {
    const size = (bits + 7) >> 3;
    return bitsOf(this.#bytes, this.#index(address, size, span), bits, signed);
  }

  stBits(address: Int, bits: number, value: Int, span: number): void {
    const size = (bits + 7) >> 3;
    setBits(this.#bytes, this.#index(address, size, span), bits, value);
  }

  ldFloat(address: Int, size: number, span: number): number {
    return readFloat(this.#view, this.#aligned(address, size, span), size);
  }

  stFloat(address: Int, value: number, size: number, span: number): void {
    writeFloat(this.#view, this.#aligned(address, size, span), size, value);
  }

  /** Bytes up to a NUL, at most `limit`, at most to the end of the region. */
  ldString(address: Int, limit: number, span: number): ByteString {
    const start = this.#index(address, 1, span);
    const stop = Math.min(start + limit, this.#regionEnd(address as number));
    let text = '';
    for (let at = start; at < stop; at++) {
      const byte = this.#bytes[at] as number;
      if (byte === 0) break;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** Index behind the region that holds an address. */
  #regionEnd(address: number): number {
    if (address >= SCRATCH_BASE) return this.#scratchTop - this.#scratchShift;
    return address >= LOCAL_BASE ? this.#localEnd - this.#localShift : this.#staticEnd - STATIC_BASE;
  }

  ldBytes(address: Int, size: number, span: number): ByteString {
    const start = this.#index(address, size, span);
    let text = '';
    for (let at = start; at < start + size; at++) text += String.fromCharCode(this.#bytes[at] as number);
    return text;
  }

  /** For tracemem() and print(): `limit` bytes or, if that is less and not negative, `size`; behind the address if asked. */
  dump(address: Int, size: Int, limit: number, tagged: boolean, span: number): ByteString {
    const count = typeof size === 'number' && size >= 0 && size < limit ? size : limit;
    const bytes = count === 0 ? '' : this.ldBytes(address, count, span);
    if (!tagged) return bytes;
    let tag = '';
    for (let rest = address as number, i = 0; i < 8; rest = Math.floor(rest / 256), i++)
      tag += String.fromCharCode(rest % 256);
    return tag + bytes;
  }

  /** Stores bytes and fills up with zeros; null is all zeros. Also for strings, whose NUL fits into `size`. */
  stBytes(address: Int, value: ByteString | null, size: number, span: number): void {
    const start = this.#index(address, size, span);
    const length = value === null ? 0 : Math.min(value.length, size);
    for (let i = 0; i < length; i++) this.#bytes[start + i] = (value as ByteString).charCodeAt(i);
    this.#bytes.fill(0, start + length, start + size);
  }

  /** `*to = *from` of a structure: each address faults at a place of its own. */
  assign(from: Int, to: Int, size: number, fromSpan: number, toSpan: number): void {
    const source = this.#index(from, size, fromSpan);
    this.#bytes.copyWithin(this.#index(to, size, toSpan), source, source + size);
  }

  /** Copies between regions, or within one. What begins in a region and ends outside of it has a wrong size. */
  copy(from: Int, to: Int, size: Int, span: number): void {
    if (size === 0) return;
    const [source, target] = [this.#index(from, 1, span), this.#index(to, 1, span)];
    const room = Math.min(this.#regionEnd(from as number) - source, this.#regionEnd(to as number) - target);
    if (typeof size !== 'number' || size < 0 || size > room) return fault(FAULTS['bad-size'], span, size);
    this.#bytes.copyWithin(target, source, source + size);
  }

  /** Keeps a string or a structure at a place of its own, and gives its address; NULL has address 0. */
  spill(address: number, value: ByteString | null, size: number): number {
    if (value === null) return 0;
    this.stBytes(address, value, size, 0);
    return address;
  }
}

/** The low 32 bits; DataView takes them modulo the width. */
function low32(value: Int): number {
  return typeof value === 'number' ? value % 0x1_0000_0000 : Number(BigInt.asUintN(32, value));
}

export function bitsOf(bytes: Uint8Array, start: number, bits: number, signed: boolean): Int {
  let value = 0n;
  for (let i = (bits + 7) >> 3; i-- > 0; ) value = (value << 8n) | BigInt(bytes[start + i] as number);
  const wrapped = signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  return wrapped <= MAX && wrapped >= -MAX ? Number(wrapped) : wrapped;
}

/** Bits of the last byte that are not the field's stay. */
export function setBits(bytes: Uint8Array, start: number, bits: number, value: Int): void {
  let rest = BigInt.asUintN(bits, BigInt(value));
  for (let at = start, left = bits; left > 0; at++, left -= 8) {
    const mask = left >= 8 ? 0xff : 2 ** left - 1;
    bytes[at] = ((bytes[at] as number) & ~mask) | Number(rest & 0xffn);
    rest >>= 8n;
  }
}
