/**
 * JavaScript values as text, without running anything of the application: own data properties only, proxies
 * are named and not entered, depth, width and size are limited.
 */
import { HostDate, peekGlobal, util } from './host.js';

const MAX_DEPTH = 3;
const MAX_ENTRIES = 12;
const MAX_STRING = 256;
const {
  isAnyArrayBuffer,
  isDataView,
  isDate,
  isMap,
  isNativeError,
  isPromise,
  isProxy,
  isRegExp,
  isSet,
  isTypedArray,
} = util.types;

const DomException = peekGlobal('DOMException');
/** Captured: reading them from a genuine DOMException cannot run foreign code. */
const domMessage = Object.getOwnPropertyDescriptor(DomException.prototype, 'message')?.get;
const domName = Object.getOwnPropertyDescriptor(DomException.prototype, 'name')?.get;

/** `Name: message` of errors, else a short literal. At most some hundred characters. */
export function describe(value: unknown): string {
  try {
    return render(value, 0, new Set());
  } catch {
    return '[unreadable]';
  }
}

/** The text of an abort reason: '' for none. */
export function describeReason(value: unknown): string {
  return value === undefined ? '' : typeof value === 'string' ? cut(value) : describe(value);
}

function cut(text: string): string {
  return text.length > MAX_STRING ? `${text.slice(0, MAX_STRING)}…` : text;
}

function render(value: unknown, depth: number, seen: Set<object>): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(cut(value));
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return `Symbol(${cut(value.description ?? '')})`;
    case 'function':
      return isProxy(value) ? '[Proxy]' : `[Function ${dataOf(value, 'name') || 'anonymous'}]`;
    case 'object':
      return value === null ? 'null' : renderObject(value, depth, seen);
    default:
      return String(value);
  }
}

function renderObject(value: object, depth: number, seen: Set<object>): string {
  if (isProxy(value)) return '[Proxy]';
  if (seen.has(value)) return '[Circular]';
  const error = errorText(value);
  if (error !== undefined) return error;
  if (isDate(value)) return Number.isNaN(getTime.call(value)) ? 'Invalid Date' : toISO.call(value);
  if (isRegExp(value)) return '[RegExp]';
  if (isPromise(value)) return '[Promise]';
  if (isTypedArray(value)) return `[${typedName.call(value)} ${typedLength.call(value)}]`;
  if (isAnyArrayBuffer(value) || isDataView(value)) return '[ArrayBuffer]';
  if (isMap(value)) return `[Map ${mapSize.call(value)}]`;
  if (isSet(value)) return `[Set ${setSize.call(value)}]`;
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? '[Array]' : '[Object]';
  seen.add(value);
  const parts: string[] = [];
  const array = Array.isArray(value);
  // Not all keys of an array: it may have millions.
  const count = array ? value.length : 0;
  const keys = array
    ? Array.from({ length: Math.min(count, MAX_ENTRIES) }, (_, i) => String(i))
    : Object.keys(value);
  const total = array ? count : keys.length;
  for (const key of keys.slice(0, MAX_ENTRIES)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    const text =
      descriptor === undefined
        ? '<empty>'
        : 'value' in descriptor
          ? render(descriptor.value, depth + 1, seen)
          : '[Getter]';
    parts.push(array ? text : `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(cut(key))}: ${text}`);
  }
  if (total > MAX_ENTRIES) parts.push(`… ${total - MAX_ENTRIES} more`);
  seen.delete(value);
  return array ? `[${parts.join(', ')}]` : parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

const { getTime, toISOString: toISO } = HostDate.prototype;
const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const typedLength = Object.getOwnPropertyDescriptor(typedArray, 'length')?.get as () => number;
const typedName = Object.getOwnPropertyDescriptor(typedArray, Symbol.toStringTag)?.get as () => string;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size')?.get as () => number;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size')?.get as () => number;

function errorText(value: object): string | undefined {
  if (inherits(value, DomException.prototype)) {
    try {
      return `${Reflect.apply(domName as () => string, value, [])}: ${cut(Reflect.apply(domMessage as () => string, value, []))}`;
    } catch {
      // Somebody gave a plain object this prototype.
    }
  }
  if (!isNativeError(value)) return undefined;
  return `${dataOf(value, 'name') || 'Error'}: ${cut(dataOf(value, 'message'))}`;
}

/** instanceof, without entering a proxy that somebody put on the chain. */
function inherits(value: object, prototype: object): boolean {
  for (let at: object | null = value; at !== null && !isProxy(at); at = Object.getPrototypeOf(at)) {
    if (at === prototype) return true;
  }
  return false;
}

/** A string data property, own or inherited from plain prototypes; '' when it is none or would run code. */
function dataOf(object: object, key: string): string {
  for (let at: object | null = object; at !== null && !isProxy(at); at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, key);
    if (descriptor === undefined) continue;
    return typeof descriptor.value === 'string' ? descriptor.value : '';
  }
  return '';
}
