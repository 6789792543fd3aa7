/** inet_ntoa() and its kin: addresses in D's memory as text. They fault where the memory or the family is none. */
import { FAULTS, fault } from './fault.js';
import type { Memory } from './memory.js';
import type { ByteString, Int } from './value.js';

const AF_INET = 2;
const AF_INET6 = 10;
const ARPHRD_ETHER = 1;
const ARPHRD_INFINIBAND = 32;

function bytesAt(memory: Memory, address: Int, size: number, span: number): number[] {
  return Array.from(memory.ldBytes(address, size, span), (byte) => byte.charCodeAt(0));
}

export function inetNtoa(memory: Memory, address: Int, strsize: number, span: number): ByteString {
  return bytesAt(memory, address, 4, span).join('.').slice(0, strsize);
}

/** `strict`: an IPv4 address inside keeps its IPv6 prefix. */
export function inetNtoa6(
  memory: Memory,
  address: Int,
  strict: Int,
  strsize: number,
  span: number,
): ByteString {
  return ipv6Text(bytesAt(memory, address, 16, span), strict !== 0).slice(0, strsize);
}

export function inetNtop(
  memory: Memory,
  family: Int,
  address: Int,
  strsize: number,
  span: number,
): ByteString {
  if (family === AF_INET6) return inetNtoa6(memory, address, 1, strsize, span);
  return family === AF_INET
    ? inetNtoa(memory, address, strsize, span)
    : fault(FAULTS['illegal-operation'], span);
}

export function linkNtop(
  memory: Memory,
  hardware: Int,
  address: Int,
  strsize: number,
  span: number,
): ByteString {
  const size = hardware === ARPHRD_ETHER ? 6 : hardware === ARPHRD_INFINIBAND ? 20 : 0;
  if (size === 0) return fault(FAULTS['illegal-operation'], span);
  return bytesAt(memory, address, size, span)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(':')
    .slice(0, strsize);
}

/** The longest run of two or more zero groups is `::`; what holds an IPv4 address ends in its four numbers. */
function ipv6Text(bytes: readonly number[], strict: boolean): ByteString {
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[2 * i]! << 8) | bytes[2 * i + 1]!);
  const embedded = embeddedPrefix(groups);
  if (embedded !== undefined) return `${strict ? embedded : ''}${bytes.slice(12).join('.')}`;
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; ) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
    start = Math.max(end, start + 1);
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.start === -1) return text(groups);
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}

/** `::` or `::ffff:` before an IPv4 address; the addresses :: and ::1 are none. */
function embeddedPrefix(groups: readonly number[]): string | undefined {
  if (groups.slice(0, 5).some((group) => group !== 0)) return undefined;
  if (groups[5] === 0xffff) return '::ffff:';
  return groups[5] === 0 && groups[6] !== 0 ? '::' : undefined;
}
