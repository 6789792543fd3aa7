/**
 * D's strings: JavaScript strings whose chars are bytes, at most `size` (option strsize) of them. The functions
 * follow DTrace's subroutines of the same name; one that is given NULL faults (bad address) at its `span`.
 * Nothing here looks at more of an application's string than the result can hold.
 */
import { FAULTS, fault } from './fault.js';
import { toI8 } from './int64.js';
import type { ByteString, Int } from './value.js';

export { json } from './json.js';

type Text = ByteString | null;

function text(value: Text, span: number): ByteString {
  return value === null ? fault(FAULTS['bad-address'], span) : value;
}

/** What is recorded: not NULL. */
export function present(value: Text, span: number): ByteString {
  return text(value, span);
}

/** UTF-8 bytes of an application's string, up to a NUL, cut at `size` before anything is converted. */
export function toBytes(value: string, size: number): ByteString {
  // One unit gives at least one byte, a pair four: one unit more than `size` decides every byte that is kept.
  const head = value.length > size + 1 ? value.slice(0, size + 1) : value;
  for (let i = 0; i < head.length; i++) {
    const code = head.charCodeAt(i);
    if (code === 0 || code > 0x7f) return encode(head, size);
  }
  return head.length > size ? head.slice(0, size) : head;
}

function encode(value: string, size: number): ByteString {
  let bytes = '';
  for (const char of value) {
    const code = char.codePointAt(0) as number;
    if (code === 0) break;
    if (code < 0x80) bytes += char;
    else if (code < 0x800) bytes += String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000) {
      const unit = code >= 0xd800 && code < 0xe000 ? 0xfffd : code; // a lone surrogate has no UTF-8
      bytes += String.fromCharCode(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
    } else {
      bytes += String.fromCharCode(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 0x3f),
        0x80 | ((code >> 6) & 0x3f),
        0x80 | (code & 0x3f),
      );
    }
    if (bytes.length >= size) break;
  }
  return bytes.slice(0, size);
}

/** Store into a string variable. */
export function cut(value: Text, size: number): Text {
  return value !== null && value.length > size ? value.slice(0, size) : value;
}

/** Order of strings that may be NULL: NULL comes first and equals only NULL. */
export function before(a: Text, b: Text): boolean {
  return b !== null && (a === null || a < b);
}

export function after(a: Text, b: Text): boolean {
  return a !== null && (b === null || a > b);
}

/** `s[i]`: a signed char, 0 past the end. */
export function byteAt(s: Text, index: Int, span: number): number {
  if (s === null) return fault(FAULTS['bad-address'], span, index);
  return typeof index === 'number' && index >= 0 && index < s.length ? toI8(s.charCodeAt(index)) : 0;
}

export function strlen(s: Text, span: number): number {
  return text(s, span).length;
}

export function strjoin(a: Text, b: Text, size: number, span: number): ByteString {
  const joined = text(a, span) + text(b, span);
  return joined.length > size ? joined.slice(0, size) : joined;
}

/** From the first place of a byte on; NULL if it is nowhere. */
export function strchr(s: Text, byte: Int, span: number): Text {
  return tail(text(s, span), text(s, span).indexOf(charOf(byte)));
}

export function strrchr(s: Text, byte: Int, span: number): Text {
  return tail(text(s, span), text(s, span).lastIndexOf(charOf(byte)));
}

export function strstr(s: Text, part: Text, span: number): Text {
  return tail(text(s, span), text(s, span).indexOf(text(part, span)));
}

function charOf(byte: Int): ByteString {
  return String.fromCharCode(toI8(byte) & 0xff);
}

function tail(s: ByteString, at: number): Text {
  return at === -1 ? null : s.slice(at);
}

/**
 * The next token of what is left, NULL when there is none; strtokRest gives what is left after it, beginning
 * with the delimiter that ended it (as Oracle's does: seen when the delimiters change).
 */
export function strtok(left: Text, delimiters: Text, span: number): Text {
  const value = text(left, span);
  const set = text(delimiters, span);
  const start = skipDelimiters(value, set);
  return start === value.length ? null : value.slice(start, tokenEnd(value, set, start));
}

export function strtokRest(left: Text, delimiters: Text, span: number): ByteString {
  const value = text(left, span);
  const set = text(delimiters, span);
  return value.slice(tokenEnd(value, set, skipDelimiters(value, set)));
}

function skipDelimiters(s: ByteString, set: ByteString): number {
  let at = 0;
  while (at < s.length && set.includes(s[at] as string)) at++;
  return at;
}

function tokenEnd(s: ByteString, set: ByteString, start: number): number {
  let at = start;
  while (at < s.length && !set.includes(s[at] as string)) at++;
  return at;
}

/** Perl's substr: a negative start counts from the end, a negative count stops that far before it. */
export function substr(s: Text, start: Int, count: Int, span: number): ByteString {
  const value = text(s, span);
  let at = Number(start);
  let left = Number(count);
  if (at < 0) {
    at += value.length;
    if (at < 0 && at + left > 0) {
      left += at;
      at = 0;
    }
  }
  if (at < 0 || at >= value.length) return '';
  return value.slice(at, left < 0 ? Math.max(at, value.length + left) : at + left);
}

/** Perl's index: a position before the start is the start; an empty part is found at the end at the latest. */
export function index(s: Text, part: Text, from: Int, span: number): number {
  return text(s, span).indexOf(text(part, span), Math.min(Number(from), Number.MAX_SAFE_INTEGER));
}

/** Perl's rindex: before the start only an empty part is found. */
export function rindex(s: Text, part: Text, from: Int, span: number): number {
  const value = text(s, span);
  const wanted = text(part, span);
  if (from < 0) return wanted === '' ? 0 : -1;
  return value.lastIndexOf(wanted, Number(from));
}

/** What follows the last slash, trailing slashes left out; '.' for '', '/' for nothing but slashes. */
export function basename(path: Text, span: number): ByteString {
  const value = text(path, span);
  if (value === '') return '.';
  const end = lastNonSlash(value, value.length);
  return end === 0 ? '/' : value.slice(value.lastIndexOf('/', end - 1) + 1, end);
}

export function dirname(path: Text, span: number): ByteString {
  const value = text(path, span);
  if (value === '') return '.';
  const end = lastNonSlash(value, value.length);
  if (end === 0) return '/';
  const slash = value.lastIndexOf('/', end - 1);
  return slash === -1 ? '.' : value.slice(0, Math.max(1, lastNonSlash(value, slash)));
}

/** Offset behind the last char before `end` that is no slash; 0 if there is none. */
function lastNonSlash(value: ByteString, end: number): number {
  let at = end;
  while (at > 0 && value[at - 1] === '/') at--;
  return at;
}

/** Takes out empty, `.` and `x/..` parts, by the text alone. */
export function cleanpath(path: Text, span: number): ByteString {
  const value = text(path, span);
  if (value === '') return '';
  const rooted = value.startsWith('/');
  const kept: string[] = [];
  for (const part of value.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop();
    else if (!rooted) kept.push(part);
  }
  const cleaned = kept.join('/');
  return rooted ? `/${cleaned}` : cleaned === '' ? '.' : cleaned;
}

const UPPER = /[a-z]+/g;
const LOWER = /[A-Z]+/g;

export function toupper(s: Text, span: number): ByteString {
  return text(s, span).replace(UPPER, (run) => run.toUpperCase());
}

export function tolower(s: Text, span: number): ByteString {
  return text(s, span).replace(LOWER, (run) => run.toLowerCase());
}

/** A signed integer at the start of a string, 0 if there is none; it wraps at 64 bits. */
export function strtoll(s: Text, base: Int, span: number): Int {
  const radix = Number(base);
  if (!(radix >= 2 && radix <= 36)) return fault(FAULTS['illegal-operation'], span);
  const value = text(s, span);
  const match = /^[ \t\n\v\f\r]*([-+]?)(0[xX](?=[0-9a-fA-F]))?/.exec(value) as RegExpExecArray;
  let at = match[0].length;
  if (match[2] !== undefined && radix !== 16) at -= 1; // the x is no digit: the 0 alone counts
  let sum = 0n;
  for (; at < value.length; at++) {
    const digit = Number.parseInt(value[at] as string, 36);
    if (!(digit < radix)) break;
    sum = BigInt.asIntN(64, sum * BigInt(radix) + BigInt(digit));
  }
  const result = BigInt.asIntN(64, match[1] === '-' ? -sum : sum);
  const small = Number(result);
  return Number.isSafeInteger(small) ? small : result;
}

export function lltostr(value: Int, base: Int, size: number, span: number): ByteString {
  const radix = Number(base);
  if (!(radix >= 2 && radix <= 36)) return fault(FAULTS['illegal-operation'], span);
  const digits = radix === 10 ? value.toString() : BigInt.asUintN(64, BigInt(value)).toString(radix);
  const prefix = radix === 16 ? '0x' : radix === 8 && value !== 0 ? '0' : '';
  return (prefix + digits).slice(0, size);
}
