/**
 * What can be learned of an object without running anything of the application: own data properties, and Node's
 * own getters, captured before anybody could patch them, on genuine objects of their kind.
 */
import { HostDate, peekGlobal, util } from './host.js';

const { isProxy, isNativeError } = util.types;

type Getter<T> = () => T;

function getter<T>(object: object | undefined, key: PropertyKey): Getter<T> {
  return (object === undefined ? undefined : Object.getOwnPropertyDescriptor(object, key)?.get) as Getter<T>;
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const typedLength = getter<number>(typedArray, 'length');
const typedName = getter<string>(typedArray, Symbol.toStringTag);
const bufferLength = getter<number>(ArrayBuffer.prototype, 'byteLength');
const sharedLength = getter<number>(SharedArrayBuffer.prototype, 'byteLength');
const viewLength = getter<number>(DataView.prototype, 'byteLength');
const mapSize = getter<number>(Map.prototype, 'size');
const setSize = getter<number>(Set.prototype, 'size');
const { entries: mapEntries } = Map.prototype;
const { values: setValues } = Set.prototype;
const nextOfMap = (Object.getPrototypeOf(new Map().entries()) as Iterator<[unknown, unknown]>).next;
const nextOfSet = (Object.getPrototypeOf(new Set().values()) as Iterator<unknown>).next;
const { getTime, toISOString } = HostDate.prototype;
const { toString: functionSource } = Function.prototype;
const HostBuffer = peekGlobal('Buffer');
const BufferPrototype = HostBuffer.prototype;
const DomException = peekGlobal('DOMException');
const domMessage = getter<string>(DomException.prototype, 'message');
const domName = getter<string>(DomException.prototype, 'name');
const regexpSource = getter<string>(RegExp.prototype, 'source');
/** Each reads an internal slot; the getter of `flags` would ask the object for all of them. */
const REGEXP_FLAGS: readonly (readonly [string, Getter<boolean>])[] = (
  [
    ['d', 'hasIndices'],
    ['g', 'global'],
    ['i', 'ignoreCase'],
    ['m', 'multiline'],
    ['s', 'dotAll'],
    ['u', 'unicode'],
    ['v', 'unicodeSets'],
    ['y', 'sticky'],
  ] as const
).map(([flag, key]) => [flag, getter<boolean>(RegExp.prototype, key)]);

/** A string data property, own or inherited from plain prototypes; '' when it is none or would run code. */
export function textProperty(object: object, key: string): string {
  for (let at: object | null = object; at !== null && !isProxy(at); at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, key);
    if (descriptor === undefined) continue;
    return typeof descriptor.value === 'string' ? descriptor.value : '';
  }
  return '';
}

/** Names of D are bytes, as its strings are. */
function nameOf(key: unknown): string {
  const name = String(key);
  for (let i = 0; i < name.length; i++)
    if (name.charCodeAt(i) > 0x7f) return HostBuffer.from(name, 'latin1').toString('utf8');
  return name;
}

/** Lengths and sizes that are no data properties, of genuine objects of their kind. */
function builtInSize(value: object, name: string): number | undefined {
  const { types } = util;
  if (name === 'length') return types.isTypedArray(value) ? typedArrayParts(value)[1] : undefined;
  if (name === 'size') {
    if (types.isMap(value)) return sizeOfMap(value);
    return types.isSet(value) ? sizeOfSet(value) : undefined;
  }
  const sized = types.isAnyArrayBuffer(value) || types.isDataView(value);
  return name === 'byteLength' && sized ? bufferSize(value) : undefined;
}

/**
 * A member, by what is there: own data, or data of plain prototypes; undefined where a getter or a trap would
 * have to run.
 */
export function dataProperty(value: unknown, key: unknown): unknown {
  try {
    const name = nameOf(key);
    if (typeof value === 'string') {
      if (name === 'length') return value.length;
      return Object.getOwnPropertyDescriptor(value, name)?.value;
    }
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined;
    if (isProxy(value)) return undefined;
    const size = builtInSize(value, name);
    if (size !== undefined) return size;
    if (name === 'message' || name === 'name') {
      const parts = errorParts(value);
      if (parts !== undefined) return parts[name === 'name' ? 0 : 1];
    }
    for (let at: object | null = value; at !== null && !isProxy(at); at = Object.getPrototypeOf(at)) {
      const descriptor = Object.getOwnPropertyDescriptor(at, name);
      if (descriptor !== undefined) return descriptor.value;
    }
  } catch {
    // A module whose binding is not initialised yet.
  }
  return undefined;
}

/** instanceof, without entering a proxy that somebody put on the chain. */
function inherits(value: object, prototype: object): boolean {
  for (let at: object | null = value; at !== null && !isProxy(at); at = Object.getPrototypeOf(at)) {
    if (at === prototype) return true;
  }
  return false;
}

/** Name of the class that made it: '' for a plain object, undefined where there is no prototype or it is hidden. */
export function className(value: object): string | undefined {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === Object.prototype) return '';
  for (let at = prototype; at !== null && !isProxy(at); at = Object.getPrototypeOf(at)) {
    const made: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof made !== 'function' || isProxy(made)) continue;
    const name: unknown = Object.getOwnPropertyDescriptor(made, 'name')?.value;
    if (typeof name === 'string' && name !== '') return name;
  }
  return undefined;
}

/** `[name, message]` of an error; undefined when it is none. Its stack is left alone: formatting it runs hooks. */
export function errorParts(value: object): readonly [name: string, message: string] | undefined {
  if (inherits(value, DomException.prototype)) {
    try {
      return [Reflect.apply(domName, value, []), Reflect.apply(domMessage, value, [])];
    } catch {
      // Somebody gave a plain object this prototype.
    }
  }
  if (!isNativeError(value)) return undefined;
  return [textProperty(value, 'name') || 'Error', textProperty(value, 'message')];
}

export function typedArrayParts(value: NodeJS.TypedArray): readonly [name: string, length: number] {
  const name = inherits(value, BufferPrototype) ? 'Buffer' : Reflect.apply(typedName, value, []);
  return [name, Reflect.apply(typedLength, value, [])];
}

export function bufferSize(value: ArrayBufferLike | DataView): number {
  if (util.types.isDataView(value)) return Reflect.apply(viewLength, value, []);
  return Reflect.apply(util.types.isSharedArrayBuffer(value) ? sharedLength : bufferLength, value, []);
}

export function sizeOfMap(value: ReadonlyMap<unknown, unknown>): number {
  return Reflect.apply(mapSize, value, []);
}

export function sizeOfSet(value: ReadonlySet<unknown>): number {
  return Reflect.apply(setSize, value, []);
}

/** The first entries, at most `most`. */
export function entriesOfMap(
  value: ReadonlyMap<unknown, unknown>,
  most: number,
): (readonly [unknown, unknown])[] {
  return take(
    Reflect.apply(mapEntries, value, []),
    nextOfMap as () => IteratorResult<[unknown, unknown]>,
    most,
  );
}

export function valuesOfSet(value: ReadonlySet<unknown>, most: number): unknown[] {
  return take(Reflect.apply(setValues, value, []), nextOfSet as () => IteratorResult<unknown>, most);
}

function take<T>(iterator: unknown, next: () => IteratorResult<T>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const step = Reflect.apply(next, iterator, []) as IteratorResult<T>;
    if (step.done === true) break;
    taken.push(step.value);
  }
  return taken;
}

export function dateText(value: Date): string {
  return Number.isNaN(getTime.call(value)) ? 'Invalid Date' : toISOString.call(value);
}

export function regexpText(value: RegExp): string {
  const flags = REGEXP_FLAGS.filter(([, get]) => get !== undefined && Reflect.apply(get, value, []));
  return `/${Reflect.apply(regexpSource, value, [])}/${flags.map(([flag]) => flag).join('')}`;
}

/** `[Function f]`, `[class A]`. */
export function functionText(value: object): string {
  if (isProxy(value)) return '[Proxy]';
  const kind = functionSource.call(value).startsWith('class') ? 'class' : 'Function';
  return `[${kind} ${textProperty(value, 'name') || 'anonymous'}]`;
}
