/** What print() shows: a value member by member, zeros left out, in dtrace's own layout. */
import type { Shape, ShapeMember } from '../../../wire/shape.js';
import { shapeSize } from '../../../wire/shape.js';
import { fieldBytes, fieldFloat, fieldInt, fieldString } from '../../../wire/structures.js';
import type { ByteString, Int } from '../../../wire/value.js';

const INDENT = 44;
/** Structures inside structures are shown so deep. */
const MAX_DEPTH = 10;
const ADDRESS = 8;

/** `printsize` bytes of the value are shown. */
export function printText(shape: Shape, recorded: ByteString, printsize: number): string {
  const visit = new Visit(recorded.slice(ADDRESS), printsize);
  visit.value('', shape, 0, 0, null);
  return `0x${addressOf(recorded).toString(16)} = *\n${visit.text()}`;
}

export function addressOf(recorded: ByteString): Int {
  return fieldInt(recorded, 0, 64, false);
}

/** Goes through a value, and remembers what it has opened. */
class Visit {
  readonly #bytes: ByteString;
  readonly #size: number;
  #out = '';
  /** Depth of the last thing shown: structures are closed when something further out follows. */
  #last = 0;
  #structured = false;

  constructor(bytes: ByteString, printsize: number) {
    this.#bytes = bytes;
    this.#size = Math.min(bytes.length, printsize);
  }

  text(): string {
    if (!this.#structured) return this.#out;
    this.#close(0, Math.max(this.#last, 1));
    return this.#out;
  }

  /** False: the room is used up, and nothing more is shown. */
  value(name: string, shape: Shape, offset: number, depth: number, bits: number | null): boolean {
    if (offset >= this.#size || depth >= MAX_DEPTH) {
      this.#line(depth, '...');
      return false;
    }
    if (this.#last > depth) this.#close(depth, this.#last);
    if (depth > 0 && this.#isZero(shape, offset, bits)) return true;
    if (shape.kind === 'float') return true;
    this.#last = depth;
    const label = depth > 0 && name !== '' ? `.${name} = ` : '';
    if (shape.kind === 'struct') {
      if (depth === 0) this.#structured = true;
      this.#line(depth, `${label}(${shape.name}) {`);
      return shape.members.every((member) => this.#member(member, offset, depth));
    }
    if (shape.kind === 'array') return this.#array(label, shape, offset, depth);
    this.#line(depth, `${label}${this.#scalar(shape, offset, bits)},`);
    return true;
  }

  #member({ name, shape, offset, bits }: ShapeMember, base: number, depth: number): boolean {
    return this.value(name, shape, base + offset, depth + 1, bits);
  }

  /** The elements count as one level of their own: what follows them is no deeper. */
  #array(label: string, shape: Shape & { kind: 'array' }, offset: number, depth: number): boolean {
    this.#line(depth, `${label}(${shape.name}) [${shape.count === 0 ? '],' : ''}`);
    const size = shapeSize(shape.element);
    const chars = shape.element.kind === 'int' && shape.element.bytes === 1 && shape.element.names === null;
    let complete = true;
    for (let i = 0; i < shape.count && complete; i++) {
      if (chars && this.#bytes.charCodeAt(offset + i) === 0) break;
      complete = this.value('', shape.element, offset + i * size, depth + 1, null);
      if (this.#last > depth + 1) this.#close(depth + 1, this.#last);
    }
    this.#last = depth;
    if (shape.count > 0 && complete) this.#line(depth, '],');
    return complete;
  }

  #scalar(shape: Shape, offset: number, bits: number | null): string {
    if (shape.kind === 'int') {
      const value = fieldInt(this.#bytes, offset, bits ?? shape.bytes * 8, shape.signed);
      const name = shape.names?.[String(value)];
      if (name !== undefined) return `(${shape.name})${name}`;
      // Only what is called char is shown as one.
      return shape.name === 'char'
        ? `(char)'${String.fromCharCode(Number(value) & 0xff)}'`
        : `(${shape.name})${value}`;
    }
    if (shape.kind === 'string') return `(string) "${fieldString(this.#bytes, offset, shape.size)}"`;
    if (shape.kind === 'pointer')
      return `(${shape.name})0x${fieldInt(this.#bytes, offset, 64, false).toString(16)}`;
    return '';
  }

  #isZero(shape: Shape, offset: number, bits: number | null): boolean {
    if (bits !== null) return fieldInt(this.#bytes, offset, bits, false) === 0;
    return /^\0*$/.test(fieldBytes(this.#bytes, offset, shapeSize(shape)));
  }

  #close(depth: number, from: number): void {
    for (let i = from - depth; i > 0; i--) this.#line(depth + i - 1, depth > 0 || i > 1 ? '},' : '}');
    this.#last = depth;
  }

  #line(depth: number, text: string): void {
    this.#out += `${' '.repeat(INDENT + depth)}${text}\n`;
  }
}

/** The same for programs: structures are objects, char arrays are text, integers past 2^53 strings. */
export function printValue(shape: Shape, bytes: ByteString, offset = 0, bits: number | null = null): unknown {
  switch (shape.kind) {
    case 'int': {
      const value = fieldInt(bytes, offset, bits ?? shape.bytes * 8, shape.signed);
      return shape.names?.[String(value)] ?? (typeof value === 'bigint' ? value.toString() : value);
    }
    case 'pointer':
      return `0x${fieldInt(bytes, offset, 64, false).toString(16)}`;
    case 'float':
      return fieldFloat(bytes, offset, shape.bytes);
    case 'string':
      return fieldString(bytes, offset, shape.size);
    case 'array':
      if (shape.element.kind === 'int' && shape.element.name === 'char')
        return fieldString(bytes, offset, shape.count);
      return Array.from({ length: shape.count }, (_, i) =>
        printValue(shape.element, bytes, offset + i * shapeSize(shape.element)),
      );
    case 'struct':
      return Object.fromEntries(
        shape.members.map((member) => [
          member.name,
          printValue(member.shape, bytes, offset + member.offset, member.bits),
        ]),
      );
  }
}
