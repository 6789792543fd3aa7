/**
 * D's own memory, as the manual has it: bytes by address, little end first. There are three regions; what lies in
 * none of them is a bad address, and a value of several bytes begins at a multiple of its size. Only the bases are
 * those of wire/memory.ts: addresses are part of the checked program.
 */
import { LOCAL_BASE, SCRATCH_BASE, STATIC_BASE } from '../../wire/memory.js';
import { ClauseFault, FAULT, type Register } from './registers.js';
import type { Text } from './strings.js';

export type Sizes = { readonly statics: number; readonly locals: number; readonly scratch: number };

const PAGE = 4096;

type Region = { readonly base: bigint; end: bigint };

export class OracleMemory {
  readonly #bytes = new Map<bigint, number>();
  readonly #statics: Region;
  readonly #locals: Region;
  /** Grows by alloca(), up to its limit. */
  readonly #scratch: Region;
  readonly #scratchLimit: bigint;

  constructor({ statics, locals, scratch }: Sizes) {
    const region = (base: number, size: number): Region => ({ base: BigInt(base), end: BigInt(base + size) });
    // Behind the variables zeros follow to the end of a page.
    this.#statics = region(STATIC_BASE, Math.ceil(statics / PAGE) * PAGE);
    this.#locals = region(LOCAL_BASE, locals);
    this.#scratch = region(SCRATCH_BASE, 0);
    this.#scratchLimit = BigInt(SCRATCH_BASE + scratch);
  }

  beginFiring(): void {
    this.#zero(this.#locals.base, this.#locals.end);
  }

  beginClause(): void {
    this.#scratch.end = this.#scratch.base;
  }

  #zero(from: bigint, to: bigint): void {
    for (let at = from; at < to; at++) this.#bytes.delete(at);
  }

  /** Whole units of eight bytes, all zero. */
  alloca(size: Register): Register {
    const start = this.#scratch.end;
    if (start + size > this.#scratchLimit) throw new ClauseFault(FAULT.scratch);
    const end = start + ((size + 7n) / 8n) * 8n;
    this.#scratch.end = end < this.#scratchLimit ? end : this.#scratchLimit;
    this.#zero(start, this.#scratch.end);
    return start;
  }

  #regionOf(address: Register): Region | undefined {
    return [this.#statics, this.#locals, this.#scratch].find(
      ({ base, end }) => address >= base && address < end,
    );
  }

  /** The region that holds all of it. */
  #within(address: Register, size: bigint, unit = 1n): Region {
    const region = this.#regionOf(address);
    if (region === undefined || address + size > region.end) throw new ClauseFault(FAULT.address, address);
    if (address % unit !== 0n) throw new ClauseFault(FAULT.alignment, address);
    return region;
  }

  #get(address: bigint): number {
    return this.#bytes.get(address) ?? 0;
  }

  /** The low `bits` bits of a value of `size` bytes; `unit`: what its address is a multiple of. */
  load(address: Register, size: number, unit: number): Register {
    this.#within(address, BigInt(size), BigInt(unit));
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = value * 256n + BigInt(this.#get(address + BigInt(i)));
    return value;
  }

  store(address: Register, size: number, unit: number, value: Register): void {
    this.#within(address, BigInt(size), BigInt(unit));
    for (let i = 0, rest = value; i < size; i++, rest /= 256n)
      this.#bytes.set(address + BigInt(i), Number(rest % 256n));
  }

  /** Up to a NUL, `limit` bytes or the end of the region. */
  text(address: Register, limit: number): Text {
    const { end } = this.#within(address, 1n);
    let text = '';
    for (let at = address; at < end && text.length < limit && this.#get(at) !== 0; at++)
      text += String.fromCharCode(this.#get(at));
    return text;
  }

  raw(address: Register, size: number): Text {
    if (size > 0) this.#within(address, BigInt(size));
    else this.#within(address, 0n);
    return Array.from({ length: size }, (_, i) => String.fromCharCode(this.#get(address + BigInt(i)))).join(
      '',
    );
  }

  /** The bytes, then zeros. */
  setRaw(address: Register, size: number, bytes: Text | null): void {
    this.#within(address, BigInt(size));
    for (let i = 0; i < size; i++)
      this.#bytes.set(address + BigInt(i), bytes !== null && i < bytes.length ? bytes.charCodeAt(i) : 0);
  }

  copy(from: Register, to: Register, size: Register): void {
    if (size === 0n) return;
    const ends = [this.#within(from, 1n).end - from, this.#within(to, 1n).end - to] as const;
    if (size > ends[0] || size > ends[1]) throw new ClauseFault(FAULT.size, size);
    const bytes = this.raw(from, Number(size));
    this.setRaw(to, Number(size), bytes);
  }
}
