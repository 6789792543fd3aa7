// hot path: see docs/hot-path.md
/**
 * json(): one member of a JSON text, as illumos finds it. The text is scanned up to the end of what is asked for
 * and no further; nothing is decoded, so that a string keeps its escapes and an object its blanks.
 */
import { FAULTS, fault } from './fault.js';
import type { ByteString } from './value.js';

type Text = ByteString | null;

const NOWHERE = -1;

/** NULL where there is no such member, or where the text before it is no JSON. */
export function json(s: Text, path: Text, size: number, span: number): Text {
  if (s === null || path === null) return fault(FAULTS['bad-address'], span);
  const selectors = selectorsOf(path);
  let at = skipBlanks(s, 0);
  for (let depth = 0; depth < selectors.length; depth++) {
    const selector = selectors[depth] as string;
    if (s[at] === '{') at = memberOf(s, at + 1, selector);
    else if (s[at] === '[') at = elementOf(s, at + 1, selector);
    else return null;
    if (at === NOWHERE) return null;
  }
  const end = endOfValue(s, at);
  if (end === NOWHERE) return null;
  return s[at] === '"' ? s.slice(at + 1, end - 1).slice(0, size) : s.slice(at, end).slice(0, size);
}

/** `a.b[0].c`: a, b, 0, c. A leading bracket opens nothing. */
function selectorsOf(path: ByteString): string[] {
  const selectors = [''];
  for (let at = path[0] === '[' ? 1 : 0; at < path.length; at++) {
    const c = path[at] as string;
    if (c === '.' || c === '[') selectors.push('');
    else if (c !== ']') selectors[selectors.length - 1] += c;
  }
  return selectors;
}

/** Where the value of the first member of that name begins. */
function memberOf(s: ByteString, start: number, name: string): number {
  for (let at = start; ; at++) {
    at = skipBlanks(s, at);
    if (s[at] !== '"') return NOWHERE;
    const end = endOfString(s, at);
    if (end === NOWHERE) return NOWHERE;
    const found = s.slice(at + 1, end - 1) === name;
    at = skipBlanks(s, end);
    if (s[at] !== ':') return NOWHERE;
    at = skipBlanks(s, at + 1);
    if (found) return at;
    at = skipValue(s, at);
    if (s[at] !== ',') return NOWHERE;
  }
}

/** Where an element begins; a selector that is no number is 0, as strtoll has it. */
function elementOf(s: ByteString, start: number, selector: string): number {
  const wanted = Number.parseInt(selector, 10) || 0;
  let at = skipBlanks(s, start);
  for (let position = 0; position !== wanted; position++) {
    at = skipValue(s, at);
    if (s[at] !== ',') return NOWHERE;
    at = skipBlanks(s, at + 1);
  }
  return at;
}

/** Behind a value and the blanks that follow it. */
function skipValue(s: ByteString, at: number): number {
  const end = endOfValue(s, at);
  return end === NOWHERE ? NOWHERE : skipBlanks(s, end);
}

function skipBlanks(s: ByteString, start: number): number {
  let at = start;
  while (at < s.length && ' \t\n\v\f\r'.includes(s[at] as string)) at++;
  return at;
}

function endOfValue(s: ByteString, at: number): number {
  const c = s[at];
  if (c === undefined) return NOWHERE;
  if (c === '"') return endOfString(s, at);
  if (c === '{' || c === '[') return endOfContainer(s, at);
  if (c === '-' || isDigit(c)) return endOfNumber(s, at + 1);
  return endOfWord(s, at);
}

function isDigit(c: string): boolean {
  return c >= '0' && c <= '9';
}

/** Behind the closing quote. */
function endOfString(s: ByteString, start: number): number {
  for (let at = start + 1; at < s.length; at++) {
    if (s[at] === '"') return at + 1;
    if (s[at] !== '\\') continue;
    at++;
    if (s[at] !== 'u') continue;
    if (!/^[0-9a-fA-F]{4}$/.test(s.slice(at + 1, at + 5))) return NOWHERE;
    at += 4;
  }
  return NOWHERE;
}

/** Braces and brackets are counted, not matched. */
function endOfContainer(s: ByteString, start: number): number {
  let braces = 0;
  let brackets = 0;
  for (let at = start; at < s.length; at++) {
    const c = s[at];
    if (c === '"') {
      const end = endOfString(s, at);
      if (end === NOWHERE) return NOWHERE;
      at = end - 1;
    } else if (c === '{') braces++;
    else if (c === '[') brackets++;
    else if (c === '}') braces--;
    else if (c === ']') brackets--;
    if (braces < 0 || brackets < 0) return NOWHERE;
    if (braces === 0 && brackets === 0) return at + 1;
  }
  return NOWHERE;
}

/** Of a number whose first char has been seen; something must follow it, if only the end of its container. */
function endOfNumber(s: ByteString, start: number): number {
  let part: 'whole' | 'fraction' | 'exponent' = 'whole';
  for (let at = start; at < s.length; at++) {
    const c = s[at] as string;
    if (isDigit(c)) continue;
    if (part === 'exponent') {
      if (c !== '+' && c !== '-') return at;
    } else if (c === 'e' || c === 'E') part = 'exponent';
    else if (c === '.' && part === 'whole') part = 'fraction';
    else if (c === '+' || c === '-' || (part === 'whole' && (c === 'x' || c === 'X'))) return NOWHERE;
    else return at;
  }
  return NOWHERE;
}

function endOfWord(s: ByteString, start: number): number {
  let end = start;
  while (end < s.length && (s[end] as string) >= 'a' && (s[end] as string) <= 'z') end++;
  const word = s.slice(start, end);
  return end < s.length && (word === 'true' || word === 'false' || word === 'null') ? end : NOWHERE;
}
