/** Types that every program has besides C's: network addresses, and the names of DTrace's structures about a kernel. */
import {
  arrayOf,
  INTEGERS,
  type IntType,
  OTHER_TYPEDEFS,
  type PointerType,
  pointerTo,
  type StructType,
  type Structure,
  type Type,
  VOID_POINTER,
} from '../types.js';
import { Layout } from './layout.js';

function int(name: string): IntType {
  return INTEGERS.get(name) as IntType;
}

function define(
  keyword: Structure['keyword'],
  tag: string | null,
  members: Readonly<Record<string, Type>>,
): StructType {
  const structure: Structure = { keyword, tag, size: 0, align: 1, members: null };
  const layout = new Layout(keyword, 0);
  for (const [name, type] of Object.entries(members)) layout.add(name, type, null);
  layout.finish(structure);
  return { kind: 'struct', structure };
}

const IN_ADDR = define('struct', 'in_addr', { s_addr: int('in_addr_t') });
const IN6_ADDR = define('struct', 'in6_addr', {
  in6_u: define('union', null, {
    u6_addr8: arrayOf(int('uint8_t'), 16, 0),
    u6_addr16: arrayOf(int('uint16_t'), 8, 0),
    u6_addr32: arrayOf(int('uint32_t'), 4, 0),
  }),
});

export const PRELUDE_TAGS: ReadonlyMap<string, StructType> = new Map([
  ['struct in_addr', IN_ADDR],
  ['struct in6_addr', IN6_ADDR],
]);

function kernelType(tag: string): StructType {
  return { kind: 'struct', structure: { keyword: 'struct', tag, size: 0, align: 1, members: null } };
}

export const PRELUDE_TYPEDEFS: ReadonlyMap<string, Type> = new Map<string, Type>([
  // The others can be named, and pointed to; nothing in Node is one of them.
  ...OTHER_TYPEDEFS.map((name) => [name, { ...kernelType(name), alias: name }] as const),
  ['caddr_t', { ...pointerTo(int('char')), alias: 'caddr_t' }],
  ['in6_addr_t', { ...IN6_ADDR, alias: 'in6_addr_t' }],
]);

/** Pointers that prototypes of built-in functions name. */
export const POINTERS: ReadonlyMap<string, PointerType> = new Map([
  ['void *', VOID_POINTER],
  ['ipaddr_t *', pointerTo(int('ipaddr_t'))],
  ['struct in6_addr *', pointerTo(IN6_ADDR)],
  // Nothing in Node is one: the functions that take them are refused.
  ['struct mutex *', pointerTo(kernelType('mutex'))],
  ['rwlock_t *', pointerTo({ ...kernelType('rwlock'), alias: 'rwlock_t' })],
]);
