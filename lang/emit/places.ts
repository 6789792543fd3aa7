/** Reading and storing: variables, elements of arrays, what lies at an address, parts of structures that are values. */
import type { Place, Tree } from '../tree.js';
import { type IntType, isInt, promote, sizeOfType, type Type, UINT64 } from '../types.js';
import { arithmeticCode, type Code, truncateCode } from './arithmetic.js';
import { type Emitter, initial } from './emitter.js';
import { valueGoesFirst } from './order.js';
import { type Range, rangeOfBits, rangeOfType } from './range.js';

type Node<Kind extends Tree['kind']> = Extract<Tree, { readonly kind: Kind }>;
/** That of expression.ts, which uses this file. */
export type Emit = (tree: Tree, emitter: Emitter) => Code;
/** Codes that name a place: the keys of an element, an address, those of what holds a part and its offset. */
type Setup = { readonly parts: readonly string[]; readonly at: readonly string[] };
/** Statements joined by commas, and what gives the value after them. */
export type Stored = { readonly parts: readonly string[]; readonly value: string; readonly range: Range };

/** With `twice` the codes are put into temporaries, since the place is read and stored to. */
function setUp(place: Place, twice: boolean, emitter: Emitter, emit: Emit): Setup {
  const parts: string[] = [];
  const once = (tree: Tree): string => {
    const { code } = emit(tree, emitter);
    if (!twice || tree.kind === 'int' || tree.kind === 'string') return code;
    const name = emitter.temp();
    parts.push(`${name} = ${code}`);
    return name;
  };
  switch (place.kind) {
    case 'variable':
      return { parts, at: [] };
    case 'element':
      return { parts, at: place.keys.map(once) };
    case 'memory':
      return { parts, at: [once(place.address)] };
    case 'field': {
      // The whole is read and stored even by a plain store to a part.
      const root = setUp(place.object as Place, true, emitter, emit);
      const offset = once(place.offset);
      return { parts: [...root.parts, ...parts], at: [...root.at, offset] };
    }
  }
}

function intOf(type: Type): IntType {
  return isInt(type) ? type : UINT64;
}

/** Width of a bit-field; null for any other place. */
function bitsOf(place: Place): number | null {
  return place.kind === 'memory' || place.kind === 'field' ? place.bits : null;
}

function rangeOf(place: Place): Range {
  const { type } = place;
  if (!isInt(type)) return null;
  const bits = bitsOf(place);
  return bits === null ? rangeOfType(type) : rangeOfBits(bits, type.signed);
}

export function readPlace(place: Place, emitter: Emitter, emit: Emit): Code {
  const range = rangeOf(place);
  if (place.kind === 'field') {
    const object = emit(place.object, emitter).code;
    return { code: field(place, object, emit(place.offset, emitter).code, emitter), range };
  }
  return { code: read(place, setUp(place, false, emitter, emit).at, emitter), range };
}

function read(place: Place, at: readonly string[], emitter: Emitter): string {
  switch (place.kind) {
    case 'variable': {
      const { variable } = place;
      if (variable.scope !== 'self') return emitter.scalar(variable);
      return `(${emitter.rt('selfGet')}(${emitter.selfSlot(variable)}) ?? ${initial(variable)})`;
    }
    case 'element':
      return `(${arrayOf(place, emitter)}.${arity('get', at)} ?? ${initial(place.variable)})`;
    case 'memory':
      return load(place, at[0] as string, emitter);
    case 'field': {
      const object = read(place.object as Place, at.slice(0, -1), emitter);
      return field(place, object, at.at(-1) as string, emitter);
    }
  }
}

function load(place: Node<'memory'>, address: string, emitter: Emitter): string {
  const memory = emitter.memory();
  const { type, bits } = place;
  const span = emitter.span(place.span);
  switch (type.kind) {
    case 'int':
      if (bits !== null) return `${memory}.ldBits(${address}, ${bits}, ${type.signed}, ${span})`;
      return `${memory}.ld${type.signed ? 'I' : 'U'}${type.bytes * 8}(${address}, ${span})`;
    case 'float':
      return `${memory}.ldFloat(${address}, ${type.bytes}, ${span})`;
    case 'string':
      return `${memory}.ldString(${address}, ${emitter.strsize}, ${span})`;
    case 'struct':
    case 'array':
      return `${memory}.ldBytes(${address}, ${sizeOfType(type, emitter.strsize) ?? 0}, ${span})`;
    default:
      return `${memory}.ldU64(${address}, ${span})`;
  }
}

/** A part of a byte string. */
function field(place: Node<'field'>, object: string, offset: string, emitter: Emitter): string {
  const { type, bits } = place;
  const size = sizeOfType(type, emitter.strsize) ?? 0;
  switch (type.kind) {
    case 'string':
      return `${emitter.op('fieldString')}(${object}, ${offset}, ${size})`;
    case 'struct':
    case 'array':
      return `${emitter.op('fieldBytes')}(${object}, ${offset}, ${size})`;
    case 'float':
      return `${emitter.op('fieldFloat')}(${object}, ${offset}, ${size})`;
    default:
      return `${emitter.op('fieldInt')}(${object}, ${offset}, ${bits ?? size * 8}, ${intOf(type).signed})`;
  }
}

/** The byte string with another part. */
export function withField(
  type: Type,
  bits: number | null,
  object: string,
  offset: string,
  value: string,
  total: number,
  emitter: Emitter,
): string {
  const size = sizeOfType(type, emitter.strsize) ?? 0;
  if (isInt(type) || type.kind === 'pointer')
    return `${emitter.op('withInt')}(${object}, ${offset}, ${bits ?? size * 8}, ${value}, ${total})`;
  const name = type.kind === 'float' ? 'withFloat' : 'withBytes';
  return `${emitter.op(name)}(${object}, ${offset}, ${size}, ${value}, ${total})`;
}

/** Stores what a simple code gives. */
function store(place: Place, at: readonly string[], code: string, emitter: Emitter): string {
  switch (place.kind) {
    case 'variable':
      return place.variable.scope === 'self'
        ? `${emitter.rt('selfSet')}(${emitter.selfSlot(place.variable)}, ${code})`
        : `${emitter.scalar(place.variable)} = ${code}`;
    case 'element':
      return `${arrayOf(place, emitter)}.${arity('set', at, code)}`;
    case 'memory':
      return storeAt(place, at[0] as string, code, emitter);
    case 'field': {
      const root = place.object as Place;
      const keys = at.slice(0, -1);
      const total = sizeOfType(root.type, emitter.strsize) ?? 0;
      const object = read(root, keys, emitter);
      const whole = withField(place.type, place.bits, object, at.at(-1) as string, code, total, emitter);
      return store(root, keys, whole, emitter);
    }
  }
}

function storeAt(place: Node<'memory'>, address: string, code: string, emitter: Emitter): string {
  const memory = emitter.memory();
  const { type, bits } = place;
  const span = emitter.span(place.span);
  if (isInt(type) && bits !== null) return `${memory}.stBits(${address}, ${bits}, ${code}, ${span})`;
  if (isInt(type)) return `${memory}.st${type.bytes * 8}(${address}, ${code}, ${span})`;
  if (type.kind === 'float') return `${memory}.stFloat(${address}, ${code}, ${type.bytes}, ${span})`;
  if (type.kind === 'pointer') return `${memory}.st64(${address}, ${code}, ${span})`;
  return `${memory}.stBytes(${address}, ${code}, ${sizeOfType(type, emitter.strsize) ?? 0}, ${span})`;
}

export function assigned(node: Node<'assign'>, wanted: boolean, emitter: Emitter, emit: Emit): Stored {
  const { place, operator, value } = node;
  if (
    operator === null &&
    !wanted &&
    place.kind === 'memory' &&
    value.kind === 'memory' &&
    isWhole(place.type)
  )
    return copied(place, value, emitter, emit);
  const first = (operator === null || place.kind === 'field') && valueGoesFirst(place, value);
  // Of a bit-field the value is what fits into it.
  const narrow = wanted && bitsOf(place) !== null;
  // What is not still comes before the codes of the place.
  const { parts, at } = setUp(place, operator !== null || narrow, emitter, emit);
  const { code, range } = operator === null ? emit(value, emitter) : joined(node, at, emitter, emit);
  const plain = place.kind === 'variable' && place.variable.scope !== 'self';
  if (plain && wanted) return { parts, value: `${store(place, at, code, emitter)}`, range };
  if (!wanted && !first) return { parts: [...parts, store(place, at, code, emitter)], value: '', range };
  const kept = emitter.temp();
  const keeping = `${kept} = ${code}`;
  const before = operator === null ? [keeping, ...parts] : [...parts, keeping];
  const stored = [...before, store(place, at, kept, emitter)];
  return narrow
    ? { parts: stored, value: read(place, at, emitter), range: rangeOf(place) }
    : { parts: stored, value: kept, range };
}

function isWhole(type: Type): boolean {
  return type.kind === 'struct';
}

/** From memory to memory no byte string is made. */
function copied(place: Node<'memory'>, value: Node<'memory'>, emitter: Emitter, emit: Emit): Stored {
  const size = sizeOfType(place.type, emitter.strsize) ?? 0;
  const [from, to] = [emit(value.address, emitter).code, emit(place.address, emitter).code];
  const spans = `${emitter.span(value.span)}, ${emitter.span(place.span)}`;
  const copy = `${emitter.memory()}.assign(${from}, ${to}, ${size}, ${spans})`;
  return { parts: [copy], value: '', range: null };
}

/** `place operator value`, cut to the place's type. */
function joined(node: Node<'assign'>, at: readonly string[], emitter: Emitter, emit: Emit): Code {
  const operator = node.operator as NonNullable<typeof node.operator>;
  const type = intOf(node.place.type);
  const old: Code = { code: read(node.place, at, emitter), range: rangeOf(node.place) };
  const value = intOf(node.value.type);
  const wide = operator === '<<' || operator === '>>' ? type : promote(type, value);
  const right = emit(node.value, emitter);
  const span = () => emitter.span(node.span);
  return truncateCode(arithmeticCode(operator, old, right, type, wide, span, emitter), wide, type, emitter);
}

export function updated(node: Node<'update'>, wanted: boolean, emitter: Emitter, emit: Emit): Stored {
  const { place, by } = node;
  const { parts, at } = setUp(place, true, emitter, emit);
  const type = intOf(node.type);
  const step = Math.abs(by);
  const range = rangeOf(place);
  const after = (old: string): string => {
    const one: Code = { code: String(step), range: { low: step, high: step } };
    const sum = arithmeticCode(by > 0 ? '+' : '-', { code: old, range }, one, type, type, () => 0, emitter);
    return truncateCode(sum, type, type, emitter).code;
  };
  const before = read(place, at, emitter);
  if (!wanted) return { parts: [...parts, store(place, at, after(before), emitter)], value: '', range };
  const kept = emitter.temp();
  if (node.prefix) {
    const change = [`${kept} = ${after(before)}`, store(place, at, kept, emitter)];
    const value = bitsOf(place) === null ? kept : read(place, at, emitter);
    return { parts: [...parts, ...change], value, range };
  }
  const change = [`${kept} = ${before}`, store(place, at, after(kept), emitter)];
  return { parts: [...parts, ...change], value: kept, range };
}

function arrayOf(place: Node<'element'>, emitter: Emitter): string {
  const { variable } = place;
  return variable.scope === 'self'
    ? `${emitter.rt('selfAssociative')}(${emitter.selfSlot(variable)})`
    : emitter.array(variable);
}

/** `get1(k)`, `set2(k, l, v)`, `getN([…])`. */
function arity(method: 'get' | 'set', keys: readonly string[], ...rest: readonly string[]): string {
  if (keys.length === 1 || keys.length === 2)
    return `${method}${keys.length}(${[...keys, ...rest].join(', ')})`;
  return `${method}N(${[`[${keys.join(', ')}]`, ...rest].join(', ')})`;
}
