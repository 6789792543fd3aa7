/**
 * One conversion of a printf format with its width and precision resolved: a value as text. Signs and widths
 * of integers come from the type of the value, as in DTrace, not from letters of the format.
 */
import { type FormatConversion, MAX_FIELD_WIDTH } from '../../../wire/format.js';
import { narrow } from '../../../wire/tally.js';
import type { Int, ValueType } from '../../../wire/value.js';
import type { Datum, Stack } from '../exporter.js';
import { escapeBytes } from './escapes.js';
import { floatText } from './floats.js';
import { stackText } from './frames.js';
import { signed, unsigned } from './integers.js';
import { stringOf } from './strings.js';
import { calendarTime, mailTime } from './times.js';

export type Typed = { readonly type: ValueType; readonly value: Datum };

const FLOATS = new Set(['e', 'E', 'f', 'g', 'G']);
const INTEGERS = new Set(['d', 'i', 'o', 'u', 'x', 'X']);
const REGISTER = { kind: 'int', bytes: 8, signed: true } as const;

export class Field {
  readonly #conversion: FormatConversion;
  readonly #left: boolean;
  readonly #width: number;
  readonly #precision: number;

  constructor(conversion: FormatConversion, width: number, precision: number) {
    this.#conversion = conversion;
    this.#left = conversion.flags.includes('-') || width < 0;
    this.#width = Math.min(Math.abs(width), MAX_FIELD_WIDTH);
    // DTrace takes a precision of 0 for none.
    this.#precision = Math.min(Math.max(0, precision), MAX_FIELD_WIDTH);
  }

  text({ type, value }: Typed): string {
    const { conversion } = this.#conversion;
    if (type.kind === 'stack') return this.#stack(value as Stack);
    if (FLOATS.has(conversion)) return this.#float(Number(value ?? 0));
    if (type.kind !== 'int') {
      const text = stringOf(type, value);
      const number = type.kind === 'js' && INTEGERS.has(conversion) ? wholeNumber(text) : undefined;
      if (number !== undefined) return this.#ofInteger(number, REGISTER);
      return this.#string(conversion === 'S' ? escapeBytes(text) : text);
    }
    return this.#ofInteger(value as Int, type);
  }

  #ofInteger(number: Int, type: Extract<ValueType, { kind: 'int' }>): string {
    switch (this.#conversion.conversion) {
      case 'd':
      case 'i':
        return this.#integer(
          (type.signed ? signed : unsigned)(number, type.bytes),
          type.signed ? this.#sign(number) : '',
          10,
        );
      case 'u':
        return this.#integer(unsigned(number, type.bytes), '', 10);
      case 'o':
        return this.#octal(unsigned(number, type.bytes));
      case 'x':
      case 'p':
        return this.#integer(unsigned(number, type.bytes), this.#alternate('0x', number), 16);
      case 'X':
        return this.#integer(unsigned(number, type.bytes), this.#alternate('0X', number), 16).toUpperCase();
      case 'c':
        return this.#pad(String.fromCharCode(Number(unsigned(number, 1))));
      case 'C':
        return this.#string(escapeBytes(String.fromCharCode(Number(unsigned(number, 1)))));
      case 'Y':
        return this.#string(calendarTime(number));
      case 'T':
        return this.#string(mailTime(number));
      case 'a':
      case 'A':
        return this.#string(`0x${unsigned(number, 8).toString(16)}`);
      default:
        return this.#string(String(number));
    }
  }

  #has(flag: string): boolean {
    return this.#conversion.flags.includes(flag);
  }

  #sign(value: number | bigint): string {
    if (value < 0) return '';
    return this.#has('+') ? '+' : this.#has(' ') ? ' ' : '';
  }

  #alternate(prefix: string, value: Int): string {
    return this.#has('#') && value !== 0 ? prefix : '';
  }

  #integer(value: Int, prefix: string, radix: number): string {
    const minus = value < 0 ? '-' : '';
    const digits = (value < 0 ? -value : value).toString(radix).padStart(this.#precision, '0');
    return this.#zeroPad(minus + prefix, digits, this.#precision === 0);
  }

  /** `#` of %o asks for a leading zero, wherever that comes from. */
  #octal(value: Int): string {
    const digits = value.toString(8).padStart(this.#precision, '0');
    const shown = this.#has('#') && !digits.startsWith('0') ? `0${digits}` : digits;
    return this.#zeroPad('', shown, this.#precision === 0);
  }

  #float(value: number): string {
    const { conversion, precision } = this.#conversion;
    const digits = Math.min(precision === undefined || this.#precision === 0 ? 6 : this.#precision, 100);
    const text = floatText(value, conversion.toLowerCase(), digits, this.#has('#'));
    const shown = conversion < 'a' ? text.toUpperCase() : text;
    const minus = shown.startsWith('-') ? '-' : this.#sign(value);
    return this.#zeroPad(minus, shown.replace(/^-/, ''), Number.isFinite(value));
  }

  #zeroPad(start: string, digits: string, allowed: boolean): string {
    if (allowed && this.#has('0') && !this.#left)
      return start + digits.padStart(this.#width - start.length, '0');
    return this.#pad(start + digits);
  }

  #string(bytes: string): string {
    return this.#pad(this.#cut(bytes));
  }

  #cut(bytes: string): string {
    return this.#precision > 0 ? bytes.slice(0, this.#precision) : bytes;
  }

  #pad(text: string): string {
    return this.#left ? text.padEnd(this.#width) : text.padStart(this.#width);
  }

  /** With `-` the width is the indent, else each frame is padded to it. */
  #stack(stack: Stack): string {
    return this.#left
      ? stackText(stack, this.#width, (frame) => this.#cut(frame))
      : stackText(stack, 0, (frame) => this.#cut(frame).padStart(this.#width));
  }
}

/** A number or bigint of JavaScript, which comes as its text; undefined for what is none. */
function wholeNumber(text: string): Int | undefined {
  if (/^-?\d+n?$/.test(text)) return narrow(BigInt.asIntN(64, BigInt(text.replace('n', ''))));
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number)
    ? undefined
    : narrow(BigInt.asIntN(64, BigInt(Math.trunc(number))));
}
