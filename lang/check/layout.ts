/**
 * Where members of structures lie: as C lays them out on a 64-bit machine. A bit-field begins at a byte of its own and is
 * aligned like an integer of its width, as dtrace does it and C compilers do not; it is not part of what a structure is
 * padded to. So sizes and offsets are gcc's where there are no bit-fields, dtrace's where there are.
 */
import { type Member, type Structure, sizeOfType, type Type } from '../types.js';

/** Gathers the members of one structure. */
export class Layout {
  readonly members: Member[] = [];
  readonly #keyword: Structure['keyword'];
  readonly #strsize: number;
  /** In bytes: the end of the last member, the end of the longest. */
  #end = 0;
  #size = 0;
  #align = 1;

  constructor(keyword: Structure['keyword'], strsize: number) {
    this.#keyword = keyword;
    this.#strsize = strsize;
  }

  add(name: string, type: Type, bits: number | null): void {
    const size =
      bits === null ? (sizeOfType(type, this.#strsize) ?? 0) : 2 ** Math.ceil(Math.log2(bytesFor(bits)));
    const align = bits === null ? alignOf(type) : size;
    if (bits === null) this.#align = Math.max(this.#align, align);
    const offset = this.#keyword === 'union' ? 0 : roundUp(this.#end, align);
    this.#place({ name, type, offset, bits }, size);
  }

  /** Members of a structure inside this one that has no name are this one's. */
  addAll(structure: Structure): void {
    const { align, size } = structure;
    this.#align = Math.max(this.#align, align);
    const base = this.#keyword === 'union' ? 0 : roundUp(this.#end, align);
    for (const member of structure.members ?? [])
      this.members.push({ ...member, offset: base + member.offset });
    this.#end = base + size;
    this.#size = Math.max(this.#size, this.#end);
  }

  /** Completes the structure: everybody who has its tag sees the members from now on. */
  finish(structure: Structure): void {
    structure.align = this.#align;
    structure.size = roundUp(this.#size, this.#align);
    structure.members = this.members;
  }

  #place(member: Member, size: number): void {
    this.members.push(member);
    this.#end = member.offset + (member.bits === null ? size : bytesFor(member.bits));
    this.#size = Math.max(this.#size, member.offset + size);
  }
}

export function bytesFor(bits: number): number {
  return Math.ceil(bits / 8);
}

export function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}

export function alignOf(type: Type): number {
  switch (type.kind) {
    case 'int':
    case 'float':
      return type.bytes;
    case 'pointer':
      return 8;
    case 'struct':
      return type.structure.align;
    case 'array':
      return alignOf(type.element);
    default:
      return 1;
  }
}
