/** Subroutines by name. */
import { type Datum, type Machine, NotInterpreted } from './machine.js';
import { ClauseFault, FAULT, type Register, register, signedValue, swapBytes } from './registers.js';
import type { Text } from './strings.js';
import * as strings from './strings.js';
import * as texts from './texts.js';

type Subroutine = (args: readonly Datum[], machine: Machine) => Datum;

const text = (value: Datum): Text => {
  if (value === null) throw new ClauseFault(FAULT.address);
  return value as Text;
};
const number = (value: Datum): bigint => signedValue(value as Register);
/** A length or place. */
const small = (value: Datum): number => Number(number(value));
const cut = (value: Text, { strsize }: Machine): Text => strings.join(value, '', strsize);
const result = (value: number): Register => register(BigInt(value));

/** The manual counts arguments that are wrong before it looks at any: all texts are asked for, left to right. */
const SUBROUTINES: Readonly<Record<string, Subroutine>> = {
  basename: ([s]) => strings.basename(text(s as Datum)),
  dirname: ([s]) => strings.dirname(text(s as Datum)),
  cleanpath: ([s]) => strings.cleanpath(text(s as Datum)),
  strlen: ([s]) => result(text(s as Datum).length),
  strjoin: ([a, b], { strsize }) => strings.join(text(a as Datum), text(b as Datum), strsize),
  strchr: ([s, c]) => strings.tailFrom(text(s as Datum), Number((c as Register) % 256n), false),
  strrchr: ([s, c]) => strings.tailFrom(text(s as Datum), Number((c as Register) % 256n), true),
  strstr: ([s, t]) => strings.tailAt(text(s as Datum), text(t as Datum)),
  index: ([s, t, from]) => result(strings.index(text(s as Datum), text(t as Datum), small(from as Datum))),
  rindex: ([s, t, from]) => result(strings.rindex(text(s as Datum), text(t as Datum), small(from as Datum))),
  substr: ([s, from, count]) => strings.substr(text(s as Datum), small(from as Datum), small(count as Datum)),
  toupper: ([s]) => strings.changeCase(text(s as Datum), 'a', -32),
  tolower: ([s]) => strings.changeCase(text(s as Datum), 'A', 32),
  // The base is looked at first, as illumos does.
  strtoll: ([s, base]) => {
    const by = strings.radix(number(base as Datum));
    return register(strings.parseInteger(text(s as Datum), by));
  },
  lltostr: ([n, base], { strsize }) =>
    strings.formatInteger(number(n as Datum), n as Register, number(base as Datum), strsize),
  htons: ([n]) => swapBytes(n as Register, 2),
  htonl: ([n]) => swapBytes(n as Register, 4),
  htonll: ([n]) => swapBytes(n as Register, 8),
  ntohs: ([n]) => swapBytes(n as Register, 2),
  ntohl: ([n]) => swapBytes(n as Register, 4),
  ntohll: ([n]) => swapBytes(n as Register, 8),
  json: ([s, path], { strsize }) => {
    const found = texts.json(text(s as Datum), text(path as Datum));
    return found === null ? null : strings.join(found, '', strsize);
  },
  inet_ntoa: ([at], machine) => cut(texts.ipv4(at as Register, machine), machine),
  inet_ntoa6: ([at, strict], machine) => cut(texts.ipv6(at as Register, strict !== 0n, machine), machine),
  inet_ntop: ([family, at], machine) =>
    cut(texts.ofFamily(number(family as Datum), at as Register, machine), machine),
  link_ntop: ([hardware, at], machine) =>
    cut(texts.ofLink(number(hardware as Datum), at as Register, machine), machine),
  getmajor: ([device]) => (device as Register) / 2n ** 20n,
  getminor: ([device]) => (device as Register) % 2n ** 20n,
  speculation: (_, { speculations }) => result(speculations.open()),
  commit: ([id], { speculations }) => {
    for (const release of speculations.end(id as Register)) release();
    return 0n;
  },
  discard: ([id], { speculations }) => {
    speculations.end(id as Register);
    return 0n;
  },
};

/** Subroutines that the oracle knows. */
export const KNOWN: readonly string[] = Object.keys(SUBROUTINES);

export function call(name: string, args: readonly Datum[], machine: Machine): Datum {
  const subroutine = SUBROUTINES[name];
  if (subroutine === undefined) throw new NotInterpreted(`${name}()`);
  return subroutine(args, machine);
}
