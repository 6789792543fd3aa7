/** Static types of D as ntrace has them, their names, and the rules of C that join them. */
import type { ScalarType } from '../wire/probe.js';
import type { ValueType } from '../wire/value.js';

export type IntType = {
  readonly kind: 'int';
  readonly bytes: 1 | 2 | 4 | 8;
  readonly signed: boolean;
  /** As the program or a prototype calls it; for messages only. */
  readonly name: string;
};

export type Type =
  | IntType
  | { readonly kind: 'string' }
  /** Only NULL and casts of integers: ntrace has no address space. */
  | { readonly kind: 'pointer'; readonly name: string }
  /** What an action gives. */
  | { readonly kind: 'void' }
  | { readonly kind: 'aggregation' }
  | { readonly kind: 'stack'; readonly user: boolean; readonly frames: number }
  | { readonly kind: 'symbol' }
  /** Any JavaScript value of the application. */
  | { readonly kind: 'js' }
  /** A typed probe argument as a whole. */
  | { readonly kind: 'record'; readonly name: string }
  /** Declared, but ntrace has no values of it: a struct, an array of fixed size, a float. */
  | { readonly kind: 'opaque'; readonly name: string; readonly hint: string }
  /** After a mistake that was reported; fits everywhere. */
  | { readonly kind: 'unknown' };

function int(bytes: 1 | 2 | 4 | 8, signed: boolean, name: string): IntType {
  return { kind: 'int', bytes, signed, name };
}

export const INT = int(4, true, 'int');
export const INT64 = int(8, true, 'int64_t');
export const UINT64 = int(8, false, 'uint64_t');
export const CHAR = int(1, true, 'char');
export const STRING: Type = { kind: 'string' };
export const VOID: Type = { kind: 'void' };
export const NULL_TYPE: Type = { kind: 'pointer', name: 'void *' };
export const UNKNOWN: Type = { kind: 'unknown' };

/** Integer types by name: C's own, in canonical spelling, and the usual typedefs. */
export const INTEGERS: ReadonlyMap<string, IntType> = new Map(
  (
    [
      [1, true, 'char', 'signed char', 'int8_t'],
      [1, false, 'unsigned char', 'uint8_t', 'uchar_t', '_Bool'],
      [2, true, 'short', 'int16_t'],
      [2, false, 'unsigned short', 'uint16_t', 'ushort_t'],
      [4, true, 'int', 'int32_t', 'pid_t', 'id_t', 'boolean_t'],
      [4, false, 'unsigned int', 'uint32_t', 'uint_t', 'uint', 'uid_t', 'gid_t', 'zoneid_t', 'mode_t'],
      [
        8,
        true,
        'long',
        'long long',
        'int64_t',
        'longlong_t',
        'ssize_t',
        'off_t',
        'time_t',
        'hrtime_t',
        'intptr_t',
        'ptrdiff_t',
        'offset_t',
      ],
      [
        8,
        false,
        'unsigned long',
        'unsigned long long',
        'uint64_t',
        'ulong_t',
        'u_longlong_t',
        'size_t',
        'uintptr_t',
        'pc_t',
      ],
    ] as readonly [1 | 2 | 4 | 8, boolean, ...string[]][]
  ).flatMap(([bytes, signed, ...names]) => names.map((name) => [name, int(bytes, signed, name)] as const)),
);

/** What may begin a declaration or a cast besides C's keywords. */
export const TYPEDEF_NAMES: ReadonlySet<string> = new Set(
  [...INTEGERS.keys()].filter((name) => !name.includes(' ')),
);

export function isInt(type: Type): type is IntType {
  return type.kind === 'int';
}

/** May stand where C wants a scalar: in a condition, in && and its like. */
export function isScalar(type: Type): boolean {
  return type.kind === 'int' || type.kind === 'pointer' || type.kind === 'symbol' || type.kind === 'unknown';
}

/** The operand of higher rank decides; nothing is promoted to int. */
export function promote(a: IntType, b: IntType): IntType {
  return rank(a) < rank(b) ? b : a;
}

function rank(type: IntType): number {
  return type.bytes * 8 + (type.signed ? 0 : 1);
}

/** Does a value of one type fit where another is declared: in a store, a key, an argument? */
export function compatible(to: Type, from: Type): boolean {
  if (to.kind === 'unknown' || from.kind === 'unknown') return true;
  if (to.kind === 'int') return from.kind === 'int';
  if (to.kind === 'string') return from.kind === 'string' || from.kind === 'pointer';
  if (to.kind === 'pointer') return from.kind === 'pointer';
  return to.kind === from.kind;
}

/** As messages call it. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'int':
    case 'pointer':
    case 'record':
    case 'opaque':
      return type.name;
    case 'js':
      return 'JavaScript value';
    default:
      return type.kind;
  }
}

export function scalarType(type: ScalarType): Type {
  if (type === 'string') return STRING;
  if (type === 'js') return { kind: 'js' };
  if (type === 'location') return { kind: 'symbol' };
  return INTEGERS.get(`${type}_t`) as IntType;
}

/** The type as printing and sorting need it; null where a value cannot leave the clause. */
export function valueType(type: Type): ValueType | null {
  switch (type.kind) {
    case 'int':
      return { kind: 'int', bytes: type.bytes, signed: type.signed };
    case 'pointer':
      return { kind: 'int', bytes: 8, signed: false };
    case 'string':
    case 'symbol':
    case 'js':
      return { kind: type.kind };
    case 'stack':
      return { kind: 'stack', user: type.user, frames: type.frames };
    default:
      return null;
  }
}
