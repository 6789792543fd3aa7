/**
 * D's string subroutines, byte by byte from the manual's words and Oracle's comments; nothing of wire/bytes.ts.
 * A text is a JavaScript string whose chars are bytes. NULL is refused by the caller.
 */
import { ClauseFault, FAULT } from './registers.js';

export type Text = string;

/** -1, 0 or 1: the first byte that differs decides, else the length. */
export function order(a: Text, b: Text): number {
  for (let i = 0; i < a.length && i < b.length; i++)
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.charCodeAt(i) < b.charCodeAt(i) ? -1 : 1;
  return Math.sign(a.length - b.length);
}

function part(s: Text, from: number, to: number): Text {
  let result = '';
  for (let i = from; i < to; i++) result += s.charAt(i);
  return result;
}

function occursAt(s: Text, t: Text, at: number): boolean {
  if (at + t.length > s.length) return false;
  for (let i = 0; i < t.length; i++) if (s.charAt(at + i) !== t.charAt(i)) return false;
  return true;
}

export function join(a: Text, b: Text, size: number): Text {
  return part(a + b, 0, Math.min(size, a.length + b.length));
}

/** The tail from the first (or last) byte `code` on; null if there is none. */
export function tailFrom(s: Text, code: number, last: boolean): Text | null {
  let found = -1;
  for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) === code && (last || found === -1)) found = i;
  return found === -1 ? null : part(s, found, s.length);
}

export function tailAt(s: Text, t: Text): Text | null {
  const at = index(s, t, 0);
  return at === -1 ? null : part(s, at, s.length);
}

/** The lowest place at or after `from`; where nothing is looked for, `from` itself, at most the end. */
export function index(s: Text, t: Text, from: number): number {
  const start = Math.max(0, from);
  if (t === '') return Math.min(start, s.length);
  for (let at = start; at <= s.length - t.length; at++) if (occursAt(s, t, at)) return at;
  return -1;
}

/** The highest place at or before `from`; before the start only the empty text is found. */
export function rindex(s: Text, t: Text, from: number): number {
  if (from < 0) return t === '' ? 0 : -1;
  for (let at = Math.min(from, s.length - t.length); at >= 0; at--) if (occursAt(s, t, at)) return at;
  return -1;
}

export function substr(s: Text, start: number, count: number): Text {
  let [from, wanted] = [start, count];
  if (from < 0) {
    from += s.length;
    if (from < 0) {
      // Nothing of it lies inside the text unless the count reaches over the start.
      if (wanted <= -from) return '';
      wanted += from;
      from = 0;
    }
  }
  if (from >= s.length) return '';
  const to = wanted < 0 ? s.length + wanted : from + wanted;
  return part(s, from, Math.min(to, s.length));
}

/** The token that begins at or after the start of `left`, and what remains of it; null when there is none. */
export function token(left: Text, delimiters: Text): { readonly found: Text | null; readonly rest: Text } {
  const isDelimiter = (i: number) => index(delimiters, left.charAt(i), 0) !== -1;
  let start = 0;
  while (start < left.length && isDelimiter(start)) start++;
  if (start === left.length) return { found: null, rest: '' };
  let end = start;
  while (end < left.length && !isDelimiter(end)) end++;
  return { found: part(left, start, end), rest: part(left, end, left.length) };
}

/** The path without slashes at its end. */
function trimmed(path: Text): Text {
  return path.endsWith('/') ? trimmed(part(path, 0, path.length - 1)) : path;
}

export function basename(path: Text): Text {
  if (path === '') return '.';
  const names = path.split('/').filter((name) => name !== '');
  return names.length === 0 ? '/' : (names[names.length - 1] as Text);
}

export function dirname(path: Text): Text {
  if (path === '') return '.';
  const body = trimmed(path);
  if (body === '') return '/';
  let end = body.length;
  while (end > 0 && body.charAt(end - 1) !== '/') end--;
  if (end === 0) return '.';
  const directory = trimmed(part(body, 0, end));
  return directory === '' ? '/' : directory;
}

/** By rewriting, as the manual describes it: `//` and `/./` to `/`, `/name/../` to `/`, until nothing changes. */
export function cleanpath(path: Text): Text {
  if (path === '') return '';
  const rooted = path.charAt(0) === '/';
  let text = `/${path}/`;
  for (;;) {
    const next = text
      .replace('//', '/')
      .replace('/./', '/')
      .replace(/\/(?!\.\.\/)[^/]+\/\.\.\//, '/');
    const settled = rooted && next.startsWith('/../') ? part(next, 3, next.length) : next;
    if (settled === text) break;
    text = settled;
  }
  const inner = trimmed(part(text, 1, text.length));
  return rooted ? `/${inner}` : inner === '' ? '.' : inner;
}

export function changeCase(s: Text, from: 'a' | 'A', by: number): Text {
  let result = '';
  for (let i = 0; i < s.length; i++) {
    const offset = s.charCodeAt(i) - from.charCodeAt(0);
    result += offset >= 0 && offset < 26 ? String.fromCharCode(s.charCodeAt(i) + by) : s.charAt(i);
  }
  return result;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

export function radix(base: bigint): bigint {
  if (base < 2n || base > 36n) throw new ClauseFault(FAULT.illegal);
  return base;
}

/** Blanks, a sign, `0x` where the base is 16, digits; the value wraps. */
export function parseInteger(s: Text, by: bigint): bigint {
  let at = 0;
  while (at < s.length && [9, 10, 11, 12, 13, 32].includes(s.charCodeAt(at))) at++;
  const negative = s.charAt(at) === '-';
  if (negative || s.charAt(at) === '+') at++;
  const digit = (i: number): bigint => {
    const value = i < s.length ? DIGITS.indexOf(changeCase(s.charAt(i), 'A', 32)) : -1;
    return value >= 0 && BigInt(value) < by ? BigInt(value) : -1n;
  };
  if (
    by === 16n &&
    s.charAt(at) === '0' &&
    (s.charAt(at + 1) === 'x' || s.charAt(at + 1) === 'X') &&
    digit(at + 2) >= 0n
  )
    at += 2;
  let sum = 0n;
  for (; digit(at) >= 0n; at++) sum = sum * by + digit(at);
  return negative ? -sum : sum;
}

/** Base ten is signed, all others show the register; 16 and 8 have C's prefixes. */
export function formatInteger(signed: bigint, unsigned: bigint, base: bigint, size: number): Text {
  const by = radix(base);
  const negative = by === 10n && signed < 0n;
  let digits = '';
  let rest = by === 10n ? (negative ? -signed : signed) : unsigned;
  do {
    digits = DIGITS.charAt(Number(rest % by)) + digits;
    rest /= by;
  } while (rest > 0n);
  const prefix = negative ? '-' : by === 16n ? '0x' : by === 8n && unsigned !== 0n ? '0' : '';
  return join(prefix, digits, size);
}
