/**
 * printf and printa by parsed formats (wire/format.ts): widths and signs come from the type of the argument,
 * as dtrace does, not from letters of the format.
 */
import { type Format, type FormatConversion, MAX_FIELD_WIDTH } from '../../../wire/format.js';
import type { Int, ValueType } from '../../../wire/value.js';
import type { Datum, Row, RowCell, Stack } from '../exporter.js';
import { barsText } from './bars.js';
import { scalarOf, stringOf } from './columns.js';
import { stackText } from './frames.js';
import { signed, unsigned } from './integers.js';

type Typed = { readonly type: ValueType; readonly value: Datum };
const INT: ValueType = { kind: 'int', bytes: 8, signed: true };
const UINT: ValueType = { kind: 'int', bytes: 8, signed: false };

export function printfText(format: Format, types: readonly ValueType[], values: readonly Datum[]): string {
  return formatText(
    format,
    types.map((type, i) => ({ type, value: values[i] ?? null })),
    [],
  );
}

/** One row through a printa format: key parts are the arguments, `%@` takes the aggregations in turn. */
export function printaText(format: Format, row: Row): string {
  const types = row.cells[0]?.def.key ?? [];
  return formatText(
    format,
    row.key.map((value, i) => ({ type: types[i]!, value })),
    row.cells,
  );
}

/** No printf is longer, whatever its widths say. */
const MAX_TEXT = 64 * 1024 * 1024;

function formatText(format: Format, args: readonly Typed[], cells: readonly RowCell[]): string {
  let next = 0;
  let cell = 0;
  let out = '';
  for (const segment of format.segments) {
    if (out.length > MAX_TEXT) break;
    if (segment.kind === 'literal') {
      out += segment.text;
      continue;
    }
    const star = (of: number | '*' | undefined): number =>
      of === '*' ? Number(signed((args[next++]?.value ?? 0) as Int, 4)) : (of ?? 0);
    const width = star(segment.width);
    const precision = star(segment.precision);
    const field = new Field(segment, width, precision);
    if (!segment.aggregation) {
      const arg = args[next++];
      if (arg !== undefined) out += field.text(arg);
      continue;
    }
    const current = cells[Math.min(cell++, cells.length - 1)];
    if (current === undefined) continue;
    const scalar = scalarOf(current);
    // count() alone counts as unsigned; a picture ignores the conversion.
    if (scalar === undefined) out += barsText(current);
    else out += field.text({ type: current.def.function === 'count' ? UINT : INT, value: scalar });
  }
  return out;
}

/** One conversion with its width and precision resolved. */
class Field {
  readonly #conversion: FormatConversion;
  readonly #left: boolean;
  readonly #width: number;
  readonly #precision: number;

  constructor(conversion: FormatConversion, width: number, precision: number) {
    this.#conversion = conversion;
    this.#left = conversion.flags.includes('-') || width < 0;
    this.#width = Math.min(Math.abs(width), MAX_FIELD_WIDTH);
    this.#precision = Math.min(Math.max(0, precision), MAX_FIELD_WIDTH);
  }

  text({ type, value }: Typed): string {
    const { conversion } = this.#conversion;
    if (type.kind === 'stack') return this.#stack(value as Stack);
    if (FLOATS.has(conversion)) return this.#float(Number(value ?? 0));
    if (type.kind !== 'int')
      return this.#string(conversion === 'S' ? escapeBytes(stringOf(type, value)) : stringOf(type, value));
    const number = value as Int;
    switch (conversion) {
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
        return this.#integer(unsigned(number, type.bytes), this.#alternate('0', number), 8);
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
    const start = minus + prefix;
    if (this.#has('0') && !this.#left && this.#precision === 0)
      return start + digits.padStart(this.#width - start.length, '0');
    return this.#pad(start + digits);
  }

  /** D has no such numbers, JavaScript has: they come as their text. */
  #float(value: number): string {
    const { conversion, precision } = this.#conversion;
    const digits = Math.min(precision === undefined ? 6 : this.#precision, 100);
    const text = floatText(value, conversion.toLowerCase(), digits);
    return this.#pad(this.#sign(value) + (conversion < 'a' ? text.toUpperCase() : text));
  }

  #string(bytes: string): string {
    return this.#pad(this.#precision > 0 ? bytes.slice(0, this.#precision) : bytes);
  }

  #pad(text: string): string {
    return this.#left ? text.padEnd(this.#width) : text.padStart(this.#width);
  }

  /** With `-` the width is the indent, else each frame is padded to it. */
  #stack(stack: Stack): string {
    return this.#left
      ? stackText(stack, this.#width, (frame) => frame)
      : stackText(stack, 0, (frame) => frame.padStart(this.#width));
  }
}

const FLOATS = new Set(['e', 'E', 'f', 'g', 'G']);

/** As C prints a double: at least two digits of exponent, and %g without needless zeros. */
function floatText(value: number, conversion: string, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  const exponential = (fraction: number): string =>
    value.toExponential(fraction).replace(/e([+-])(\d)$/, 'e$10$2');
  if (conversion === 'e') return exponential(digits);
  if (conversion === 'f') return value.toFixed(digits);
  const significant = Math.max(digits, 1);
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const text =
    exponent < -4 || exponent >= significant
      ? exponential(significant - 1)
      : value.toFixed(Math.max(0, significant - 1 - exponent));
  return text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** C escapes for what is not printable ASCII. */
export function escapeBytes(bytes: string): string {
  let out = '';
  for (const c of bytes) {
    const escape = ESCAPES[c];
    if (escape !== undefined) out += escape;
    else if (c < ' ' || c > '~') out += `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
    else out += c;
  }
  return out;
}

function dateOf(ns: Int): Date {
  return new Date(Number(BigInt(ns) / 1_000_000n));
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');
const clock = (date: Date): string =>
  [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');

/** `2004 Jan 25 13:00:00`, local time. */
function calendarTime(ns: Int): string {
  const date = dateOf(ns);
  return `${date.getFullYear()} ${MONTHS[date.getMonth()]} ${String(date.getDate()).padStart(2)} ${clock(date)}`;
}

/** `Sun, 25 Jan 2004 13:00:00 PST`. */
function mailTime(ns: Int): string {
  const date = dateOf(ns);
  const zone = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' })
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName')?.value;
  const day = `${DAYS[date.getDay()]}, ${two(date.getDate())} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`;
  return `${day} ${clock(date)} ${zone ?? 'UTC'}`;
}
