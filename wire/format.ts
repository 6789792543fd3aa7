/**
 * Formats of printf and printa, parsed into typed segments: `%[#0-+ '?@][width|*][.precision|*][size]conversion`.
 * The compiler checks arguments against them, the consumer prints by them. Wording of the errors is DTrace's.
 */
import type { ByteString } from './value.js';

export type FormatLiteral = { readonly kind: 'literal'; readonly text: ByteString };

export type FormatConversion = {
  readonly kind: 'conversion';
  /** Those of `#0-+ '` that were given, each once, in that order; of `0` and `-` the one that came last. */
  readonly flags: string;
  /** `*`: an argument gives it, before the value. `%?` is width 16, that of a pointer. */
  readonly width?: number | '*';
  readonly precision?: number | '*';
  /** '', or h hh l ll L w: accepted and checked, but the argument's type decides. */
  readonly size: string;
  /** One letter: a A c C d i e E f g G k o p s S T u x X Y. */
  readonly conversion: string;
  /** `%@d`: the value of an aggregation. */
  readonly aggregation: boolean;
  /** Half-open offsets into the format. */
  readonly start: number;
  readonly end: number;
};

export type FormatSegment = FormatLiteral | FormatConversion;
export type Format = { readonly segments: readonly FormatSegment[] };
export type FormatError = { readonly error: string; readonly offset: number };

/** Sizes that each conversion takes; a conversion that is not here does not exist. */
const SIZES: Readonly<Record<string, readonly string[]>> = {
  a: [],
  A: [],
  C: [],
  k: [],
  p: [],
  S: [],
  T: [],
  Y: [],
  c: ['l', 'w'],
  s: ['l', 'w'],
  d: ['h', 'hh', 'l', 'll'],
  i: ['h', 'hh', 'l', 'll'],
  o: ['h', 'hh', 'l', 'll'],
  u: ['h', 'hh', 'l', 'll'],
  x: ['h', 'hh', 'l', 'll'],
  X: ['h', 'hh', 'l', 'll'],
  e: ['L', 'l'],
  E: ['L', 'l'],
  f: ['L', 'l'],
  g: ['L', 'l'],
  G: ['L', 'l'],
};

const FLAG_ORDER = "#0-+ '";
const POINTER_WIDTH = 16;
/** Wider fields are cut to this: a width is not a way to fill the consumer's memory. */
export const MAX_FIELD_WIDTH = 16_777_216;

export function parseFormat(text: ByteString): Format | FormatError {
  const segments: FormatSegment[] = [];
  let literal = '';
  let conversions = 0;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('%', at);
    if (next === -1) {
      literal += text.slice(at);
      break;
    }
    literal += text.slice(at, next);
    const parsed = parseConversion(text, next, ++conversions);
    if ('error' in parsed) return parsed;
    at = parsed.end;
    if (parsed.conversion === '%') {
      literal += '%';
      continue;
    }
    if (literal !== '') segments.push({ kind: 'literal', text: literal });
    literal = '';
    segments.push(parsed);
  }
  if (literal !== '') segments.push({ kind: 'literal', text: literal });
  return { segments };
}

/** Parses from the `%` at `start`. `%%` comes back as the conversion '%'. */
function parseConversion(text: ByteString, start: number, ordinal: number): FormatConversion | FormatError {
  const fail = (what: string, offset: number): FormatError => ({
    error: `format conversion #${ordinal} ${what}`,
    offset,
  });
  let given = '';
  let digits = 0;
  let width: number | '*' | undefined;
  let precision: number | '*' | undefined;
  let dot = false;
  let aggregation = false;
  let at = start + 1;
  for (; ; at++) {
    const c = text[at];
    if (c === undefined) return fail('name expected before end of format string', start);
    if (c === '@') aggregation = true;
    else if (c === '?') width = width === '*' ? '*' : POINTER_WIDTH;
    else if (c === '.') {
      if (dot) return fail("has more than one '.' specified", at);
      dot = true;
      digits = 0;
      precision = 0;
    } else if (c === '*') {
      if (dot ? precision === '*' : width === '*')
        return fail(`has more than one '*' specified for the output ${dot ? 'precision' : 'width'}`, at);
      if (dot) precision = '*';
      else width = '*';
    } else if (c >= '0' && c <= '9' && (c !== '0' || dot || digits > 0)) {
      const number = digitsAt(text, at);
      at += number.length - 1;
      digits++;
      const value = Math.min(Number(number), MAX_FIELD_WIDTH);
      if (dot) precision = precision === '*' ? '*' : value;
      else width = width === '*' ? '*' : value;
    } else if (c === '$') return fail('uses unsupported positional format (%n$)', at);
    else if (c === '-') given = `${given.replace('0', '')}-`;
    else if (c === '0') given = `${given.replace('-', '')}0`;
    else if (FLAG_ORDER.includes(c)) given += c;
    else break;
  }
  if (text[at] === '%') {
    if (at !== start + 1) return fail('cannot be combined with other format flags: %%', at);
    return { kind: 'conversion', flags: '', size: '', conversion: '%', aggregation, start, end: at + 1 };
  }
  const size = sizeAt(text, at);
  const conversion = text[at + size.length];
  if (conversion === undefined) return fail('name expected before end of format string', start);
  const sizes = Object.hasOwn(SIZES, conversion) ? SIZES[conversion] : undefined;
  if (sizes === undefined || (size !== '' && !sizes.includes(size)))
    return fail(`is undefined: %${size}${conversion}`, at);
  return {
    kind: 'conversion',
    flags: [...FLAG_ORDER].filter((flag) => given.includes(flag)).join(''),
    ...(width === undefined ? {} : { width }),
    ...(precision === undefined ? {} : { precision }),
    size,
    conversion,
    aggregation,
    start,
    end: at + size.length + 1,
  };
}

function digitsAt(text: string, at: number): string {
  let end = at;
  while (text[end] !== undefined && (text[end] as string) >= '0' && (text[end] as string) <= '9') end++;
  return text.slice(at, end);
}

function sizeAt(text: string, at: number): string {
  const two = text.slice(at, at + 2);
  if (two === 'hh' || two === 'll') return two;
  const one = text[at] ?? '';
  return one === 'h' || one === 'l' || one === 'L' || one === 'w' ? one : '';
}
