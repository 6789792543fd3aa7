/** Values of literals: integers with their C type, characters, strings with their escapes. */
import { toBytes } from '../wire/bytes.js';
import type { ByteString, Int } from '../wire/value.js';

const LIMITS: readonly (readonly [type: string, max: bigint])[] = [
  ['int', 2n ** 31n - 1n],
  ['unsigned int', 2n ** 32n - 1n],
  ['long', 2n ** 63n - 1n],
  ['unsigned long', 2n ** 64n - 1n],
  ['long long', 2n ** 63n - 1n],
  ['unsigned long long', 2n ** 64n - 1n],
];

/**
 * An integer takes the first type from its suffix on that holds it; a decimal one passes over the unsigned
 * types that nobody asked for, save the last that can hold it at all.
 */
export function literalInt(
  digits: string,
  suffix: string,
): { value: Int; type: string } | 'overflow' | 'digit' {
  // The usual one: nine decimal digits fit an int.
  if (suffix === '' && digits.length < 10 && (digits[0] !== '0' || digits === '0'))
    return { value: Number(digits), type: 'int' };
  if (/^0[0-7]*[89]/.test(digits)) return 'digit';
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const lower = suffix.toLowerCase();
  const first = (lower.includes('ll') ? 4 : lower.includes('l') ? 2 : 0) + (lower.includes('u') ? 1 : 0);
  const signedOnly = !digits.startsWith('0') && !lower.includes('u');
  const fits = LIMITS.slice(first).filter(([, max]) => value <= max);
  const type = (signedOnly ? fits.find(([name]) => !name.startsWith('unsigned')) : undefined) ?? fits[0];
  if (type === undefined) return 'overflow';
  const small = Number(value);
  return { value: Number.isSafeInteger(small) ? small : value, type: type[0] };
}

/** Up to eight bytes, the first one the highest; null when there are more. */
export function literalChar(bytes: ByteString): Int | null {
  if (bytes.length > 8) return null;
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte.charCodeAt(0));
  // One char is a C char: signed.
  const signed = BigInt.asIntN(bytes.length === 1 ? 8 : 64, value);
  const small = Number(signed);
  return Number.isSafeInteger(small) ? small : signed;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.?))|([^\\]+)/gs;

/**
 * Bytes of the text between the quotes; numbers are bytes, all else is UTF-8. A backslash before a char that
 * it does not change stays, as in dtrace.
 */
export function unescape(raw: string): ByteString {
  let bytes = '';
  for (const [, octal, hex, escaped, plain] of raw.matchAll(ESCAPE)) {
    if (octal !== undefined) bytes += String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    else if (hex !== undefined) bytes += String.fromCharCode(Number.parseInt(hex, 16));
    else {
      // In a character constant too: '\"' is one byte and '\'' are two, as in dtrace.
      const own = escaped === '"' || escaped === '\\' ? escaped : undefined;
      const text = plain ?? own ?? ESCAPES[escaped as string] ?? `\\${escaped}`;
      bytes += toBytes(text, text.length * 4);
    }
  }
  return bytes;
}

/** A D string ends at its first NUL. */
export function literalString(raw: string): ByteString {
  const bytes = unescape(raw);
  const end = bytes.indexOf('\0');
  return end === -1 ? bytes : bytes.slice(0, end);
}
