/** Static types of D as ntrace has them, their names, and the rules of C that join them. */
import type { ScalarType } from '../wire/probe.js';
import type { FramePart, ValueType } from '../wire/value.js';

export type IntType = {
  readonly kind: 'int';
  readonly bytes: 1 | 2 | 4 | 8;
  readonly signed: boolean;
  /** As the program or a prototype calls it: for messages, and for print(). */
  readonly name: string;
  /** The values of an enumeration have names. */
  readonly enumeration?: Enumeration;
};

/** `enum tag { … }`; empty while only its tag is known. One object per definition. */
export type Enumeration = { readonly tag: string | null; readonly values: Map<string, number> };

/** A member of a structure; a bit-field has its width in bits, and begins at a byte of its own. */
export type Member = {
  readonly name: string;
  readonly type: Type;
  readonly offset: number;
  readonly bits: number | null;
};

/** What `struct tag` stands for: one object per tag or anonymous definition, filled in when it is defined. */
export type Structure = {
  readonly keyword: 'struct' | 'union';
  readonly tag: string | null;
  size: number;
  align: number;
  /** null: declared but not defined yet. */
  members: readonly Member[] | null;
};

export type StructType = {
  readonly kind: 'struct';
  readonly structure: Structure;
  /** The typedef by which the program calls it. */
  readonly alias?: string;
};
export type ArrayType = {
  readonly kind: 'array';
  readonly element: Type;
  /** null: `int a[]`, of unknown size. */
  readonly count: number | null;
  /** Of the whole array; null where that is not known. */
  readonly bytes: number | null;
  readonly alias?: string;
};
export type PointerType = { readonly kind: 'pointer'; readonly target: Type; readonly alias?: string };

export type Type =
  | IntType
  /** Declared, copied and printed; there is no arithmetic on it. */
  | { readonly kind: 'float'; readonly bytes: 4 | 8 | 16; readonly name: string }
  | { readonly kind: 'string' }
  | StructType
  | ArrayType
  | PointerType
  /** `xlate < T * > (…)`: there is no such pointer, only the members behind it. */
  | { readonly kind: 'translated'; readonly target: StructType }
  /** What a function pointer points to; D has no functions of the program. */
  | { readonly kind: 'function'; readonly result: Type }
  /** What an action gives. */
  | { readonly kind: 'void' }
  | { readonly kind: 'aggregation' }
  | { readonly kind: 'stack'; readonly user: boolean; readonly frames: number }
  | { readonly kind: 'symbol'; readonly part?: FramePart }
  /** Any JavaScript value of the application. */
  | { readonly kind: 'js' }
  /** A typed probe argument as a whole. */
  | { readonly kind: 'record'; readonly name: string }
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
export const UNKNOWN: Type = { kind: 'unknown' };
export const VOID_POINTER: PointerType = pointerTo(VOID);
export const CHAR_POINTER: PointerType = pointerTo(CHAR);

export function pointerTo(target: Type): PointerType {
  return { kind: 'pointer', target };
}

export function arrayOf(element: Type, count: number | null, strsize: number): ArrayType {
  const size = sizeOfType(element, strsize);
  return { kind: 'array', element, count, bytes: count === null || size === undefined ? null : size * count };
}

/** Integer types by name: C's own, in canonical spelling, and the usual typedefs. */
export const INTEGERS: ReadonlyMap<string, IntType> = new Map(
  (
    [
      [1, true, 'char', 'signed char', 'int8_t', '__s8'],
      [1, false, 'unsigned char', 'uint8_t', 'uchar_t', 'u_char', '__u8', '_Bool', 'bool'],
      [2, true, 'short', 'int16_t', '__s16'],
      [2, false, 'unsigned short', 'uint16_t', 'ushort_t', 'u_short', 'in_port_t', '__u16', '__be16'],
      [4, true, 'int', 'int32_t', 'pid_t', 'id_t', 'boolean_t', '__s32'],
      [
        4,
        false,
        'unsigned int',
        'uint32_t',
        'uint_t',
        'uint',
        'uid_t',
        'gid_t',
        'zoneid_t',
        'mode_t',
        'u_int',
        'dev_t',
        'ipaddr_t',
        'in_addr_t',
        '__u32',
        '__be32',
      ],
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
        '__s64',
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
        'u_long',
        '__u64',
        '__be64',
      ],
    ] as readonly [1 | 2 | 4 | 8, boolean, ...string[]][]
  ).flatMap(([bytes, signed, ...names]) => names.map((name) => [name, int(bytes, signed, name)] as const)),
);

/** Names of types that are no integers; check/prelude.ts says what they are. */
export const OTHER_TYPEDEFS = [
  'bufinfo_t',
  'caddr_t',
  'conninfo_t',
  'cpuinfo_t',
  'devinfo_t',
  'fileinfo_t',
  'in6_addr_t',
  'lwpsinfo_t',
  'psinfo_t',
] as const;

/** What may begin a declaration or a cast besides C's keywords. */
export const TYPEDEF_NAMES: ReadonlySet<string> = new Set([
  ...[...INTEGERS.keys()].filter((name) => !name.includes(' ')),
  ...OTHER_TYPEDEFS,
]);

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
  if (isInt(to) || isInt(from)) return isInt(to) && isInt(from);
  if (isTextual(to) && isTextual(from)) return true;
  if (to.kind === 'struct') return from.kind === 'struct' && to.structure === from.structure;
  if (isAddress(to) || isAddress(from)) return pointersFit(to, from);
  return to.kind === from.kind;
}

/** Values that are addresses: of D's own memory, or what a cast made. */
export function isAddress(type: Type): type is PointerType | ArrayType {
  return type.kind === 'pointer' || type.kind === 'array';
}

/** What a pointer points to, what an array holds. A string counts as an array of char where C would say so. */
export function targetOf(type: Type): Type | null {
  if (type.kind === 'pointer') return type.target;
  if (type.kind === 'array') return type.element;
  return type.kind === 'string' ? CHAR : null;
}

/** Strings, and what is read as one: `char *`, `char [n]`. */
export function isTextual(type: Type): boolean {
  const target = targetOf(type);
  return target !== null && isChar(target);
}

export function isChar(type: Type): boolean {
  return isInt(type) && type.bytes === 1 && type.enumeration === undefined;
}

/** Same target, or one of them a `void *`. */
export function pointersFit(a: Type, b: Type): boolean {
  const [x, y] = [targetOf(a), targetOf(b)];
  if (x === null || y === null) return false;
  return x.kind === 'void' || y.kind === 'void' || sameType(x, y);
}

/** The same type under whatever name; the sign of a char does not matter, as in dtrace. */
export function sameType(a: Type, b: Type): boolean {
  if (a.kind === 'unknown' || b.kind === 'unknown') return true;
  if (isInt(a) && isInt(b))
    return a.enumeration === b.enumeration && a.bytes === b.bytes && (a.signed === b.signed || a.bytes === 1);
  if (a.kind === 'float' && b.kind === 'float') return a.bytes === b.bytes;
  if (a.kind === 'struct' && b.kind === 'struct') return a.structure === b.structure;
  if (a.kind === 'array' && b.kind === 'array') return a.count === b.count && sameType(a.element, b.element);
  if (a.kind === 'pointer' && b.kind === 'pointer') return sameType(a.target, b.target);
  return a.kind === b.kind;
}

/** Bytes in memory; undefined where there is no size: void, functions, what is not defined yet. */
export function sizeOfType(type: Type, strsize: number): number | undefined {
  switch (type.kind) {
    case 'int':
    case 'float':
      return type.bytes;
    case 'pointer':
      return 8;
    case 'string':
      return strsize;
    case 'struct':
      return type.structure.members === null ? undefined : type.structure.size;
    case 'array':
      return type.bytes ?? undefined;
    case 'unknown':
      return 0;
    default:
      return undefined;
  }
}

/** As messages call it. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'int':
    case 'float':
    case 'record':
      return type.name;
    case 'js':
      return 'JavaScript value';
    case 'translated':
      return 'pointer to translated data';
    case 'struct':
    case 'array':
    case 'pointer':
    case 'function':
      return declaration(type, '');
    default:
      return type.kind;
  }
}

/** C's declaration of a name with a type; of no name, the type itself: `int (*)[5]`. */
function declaration(type: Type, name: string): string {
  const alias = 'alias' in type ? type.alias : undefined;
  const spaced = (base: string) => (name === '' ? base : `${base} ${name}`);
  if (alias !== undefined) return spaced(alias);
  switch (type.kind) {
    case 'struct':
      return spaced(`${type.structure.keyword} ${type.structure.tag ?? '(anon)'}`);
    case 'pointer': {
      const inner = type.target.kind === 'array' || type.target.kind === 'function';
      return declaration(type.target, inner ? `(*${name})` : `*${name}`);
    }
    case 'array':
      return declaration(type.element, `${name}[${type.count ?? ''}]`);
    case 'function':
      return declaration(type.result, `${name}()`);
    default:
      return spaced(typeName(type));
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
    case 'float':
      return { kind: 'float' };
    case 'struct':
    case 'array':
      return { kind: 'bytes', size: sizeOfType(type, 0) ?? 0 };
    case 'string':
    case 'js':
      return { kind: type.kind };
    case 'symbol':
      return type.part === undefined ? { kind: 'symbol' } : { kind: 'symbol', part: type.part };
    case 'stack':
      return { kind: 'stack', user: type.user, frames: type.frames };
    default:
      return null;
  }
}
