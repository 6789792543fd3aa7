/** json() and the texts of network addresses, from the manual's words. */
import { isIP } from 'node:net';
import { type Machine, NotInterpreted } from './machine.js';
import { ClauseFault, FAULT, type Register } from './registers.js';
import type { Text } from './strings.js';

type Value = {
  readonly raw: Text;
  readonly members?: ReadonlyMap<string, Value>;
  readonly elements?: readonly Value[];
};

/** Of a text that is JSON; what illumos makes of others is not for the oracle to say. */
export function json(text: Text, path: Text): Text | null {
  if (!/^[ \t\n\v\f\r]*[[{]/.test(text)) return null;
  try {
    JSON.parse(text);
  } catch {
    throw new NotInterpreted('json() of what is no JSON');
  }
  let value: Value | undefined = parse(text);
  for (const selector of path.replace(/^\[/, '').replaceAll(']', '').split(/[.[]/)) {
    if (value?.members !== undefined) value = value.members.get(selector);
    else value = value?.elements?.[/^-?\d+$/.test(selector) ? Number(selector) : 0];
  }
  return value === undefined ? null : value.raw.replace(/^"(.*)"$/s, '$1');
}

/** A value with its own text; the text is known to be JSON. */
function parse(text: Text): Value {
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}[\],:]/g)];
  let next = 0;
  const take = () => tokens[next++] as RegExpExecArray;
  const value = (): Value => {
    const first = take();
    if (first[0] !== '{' && first[0] !== '[') return { raw: first[0] };
    const members = new Map<string, Value>();
    const elements: Value[] = [];
    while (tokens[next]?.[0] !== '}' && tokens[next]?.[0] !== ']') {
      if (first[0] === '[') elements.push(value());
      else {
        const name = take()[0].slice(1, -1);
        take(); // the colon
        const found = value();
        if (!members.has(name)) members.set(name, found);
      }
      if (tokens[next]?.[0] === ',') next++;
    }
    const raw = text.slice(first.index, take().index + 1);
    return first[0] === '{' ? { raw, members } : { raw, elements };
  };
  return value();
}

function bytesAt(address: Register, size: number, { memory }: Machine): number[] {
  return [...memory.raw(address, size)].map((char) => char.charCodeAt(0));
}

export function ipv4(address: Register, machine: Machine): Text {
  return bytesAt(address, 4, machine).join('.');
}

/** As URLs write it; what holds an IPv4 address ends in that, behind `::` or `::ffff:` when strict. */
export function ipv6(address: Register, strict: boolean, machine: Machine): Text {
  const bytes = bytesAt(address, 16, machine);
  const inner = bytes.slice(12).join('.');
  const lead = bytes.slice(0, 10).every((byte) => byte === 0);
  if (lead && bytes[10] === 255 && bytes[11] === 255) return `${strict ? '::ffff:' : ''}${inner}`;
  if (lead && bytes[10] === 0 && bytes[11] === 0 && (bytes[12] !== 0 || bytes[13] !== 0))
    return `${strict ? '::' : ''}${inner}`;
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((bytes[2 * i] as number) * 256 + (bytes[2 * i + 1] as number)).toString(16),
  );
  const host = new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
  if (isIP(host) !== 6) throw new Error(host);
  return host;
}

export function ofFamily(family: bigint, address: Register, machine: Machine): Text {
  if (family === 2n) return ipv4(address, machine);
  if (family === 10n) return ipv6(address, true, machine);
  throw new ClauseFault(FAULT.illegal);
}

export function ofLink(hardware: bigint, address: Register, machine: Machine): Text {
  const size = hardware === 1n ? 6 : hardware === 32n ? 20 : 0;
  if (size === 0) throw new ClauseFault(FAULT.illegal);
  return bytesAt(address, size, machine)
    .map((byte) => (byte + 256).toString(16).slice(1))
    .join(':');
}
