/**
 * The text of JavaScript values, within limits: how deep, how many entries, how long; on one line, or broken where
 * a line would be too wide. Learns of objects through safe-reads.ts only, so that nothing of the application runs.
 */
import { util } from './host.js';
import {
  bufferSize,
  className,
  dateText,
  entriesOfMap,
  errorParts,
  functionText,
  regexpText,
  sizeOfMap,
  sizeOfSet,
  typedArrayParts,
  valuesOfSet,
} from './safe-reads.js';

const { isAnyArrayBuffer, isDataView, isDate, isMap, isPromise, isProxy, isRegExp, isSet, isTypedArray } =
  util.types;

export type Limits = {
  readonly depth: number;
  readonly entries: number;
  /** Characters of one string. */
  readonly string: number;
  /** Wider ones are broken into lines; Infinity: everything on one. */
  readonly lineWidth: number;
  /** About so many characters in all: then what is left is only hinted at. */
  readonly total: number;
  /** What collections, buffers and errors hold, too. */
  readonly full: boolean;
};

const STEP = '  ';
/** Elements as short as these share a line. */
const SHORT_ELEMENT = 12;

export class Renderer {
  readonly #limits: Limits;
  readonly #above = new Set<object>();
  #left: number;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#left = limits.total;
  }

  render(value: unknown, depth = 0): string {
    const text = this.#render(value, depth);
    this.#left -= typeof value === 'object' ? 2 : text.length;
    return text;
  }

  #render(value: unknown, depth: number): string {
    switch (typeof value) {
      case 'string':
        return this.#string(value);
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value);
      case 'bigint':
        return `${value}n`;
      case 'symbol':
        return `Symbol(${(value.description ?? '').slice(0, this.#limits.string)})`;
      case 'function':
        return functionText(value);
      case 'object':
        return value === null ? 'null' : this.#object(value, depth);
      default:
        return String(value);
    }
  }

  #string(value: string): string {
    const more = value.length - this.#limits.string;
    if (more <= 0) return JSON.stringify(value);
    const head = value.slice(0, this.#limits.string);
    return this.#limits.full
      ? `${JSON.stringify(head)}… ${more} more characters`
      : JSON.stringify(`${head}…`);
  }

  #object(value: object, depth: number): string {
    if (isProxy(value)) return '[Proxy]';
    if (this.#above.has(value)) return '[Circular]';
    if (isDate(value)) return dateText(value);
    if (isRegExp(value)) return regexpText(value);
    if (isPromise(value)) return '[Promise]';
    if (isTypedArray(value)) return this.#typedArray(value, depth);
    if (isAnyArrayBuffer(value) || isDataView(value))
      return `[${isDataView(value) ? 'DataView' : 'ArrayBuffer'} ${bufferSize(value)}]`;
    this.#above.add(value);
    const text = this.#container(value, depth);
    this.#above.delete(value);
    return text;
  }

  #container(value: object, depth: number): string {
    const error = errorParts(value);
    if (error !== undefined) return this.#error(value, error, depth);
    const { full } = this.#limits;
    const deep = depth >= this.#limits.depth;
    if (isMap(value)) {
      const size = sizeOfMap(value);
      if (!full || deep) return `[Map ${size}]`;
      const entry = ([key, held]: readonly [unknown, unknown]): string =>
        `${this.render(key, depth + 1)} => ${this.render(held, depth + 1)}`;
      return this.#braced(
        `Map(${size}) `,
        this.#some(size, () => entriesOfMap(value, this.#limits.entries), entry),
        depth,
      );
    }
    if (isSet(value)) {
      const size = sizeOfSet(value);
      if (!full || deep) return `[Set ${size}]`;
      const element = (held: unknown): string => this.render(held, depth + 1);
      return this.#braced(
        `Set(${size}) `,
        this.#some(size, () => valuesOfSet(value, this.#limits.entries), element),
        depth,
      );
    }
    if (Array.isArray(value)) return deep && value.length > 0 ? '[Array]' : this.#array(value, depth);
    const name = className(value);
    if (deep) return `[${name === undefined || name === '' ? 'Object' : name}]`;
    return this.#braced(prefixOf(name), this.#members(value, Object.keys(value), depth), depth);
  }

  /** The elements that are shown; not all keys of an array are asked for: it may have millions. */
  #array(value: readonly unknown[], depth: number): string {
    const indexes = (): number[] =>
      Array.from({ length: Math.min(value.length, this.#limits.entries) }, (_, index) => index);
    const parts = this.#some(value.length, indexes, (index) => this.#property(value, String(index), depth));
    const name = className(value);
    const prefix = name === 'Array' ? '' : `${name ?? 'Array'}(${value.length}) `;
    return this.#bracketed(prefix, parts, depth);
  }

  #typedArray(value: NodeJS.TypedArray, depth: number): string {
    const [name, length] = typedArrayParts(value);
    if (!this.#limits.full || depth >= this.#limits.depth) return `[${name} ${length}]`;
    const shown = Array.from({ length: Math.min(length, this.#limits.entries) }, (_, index) => value[index]);
    this.#left -= shown.length * 3;
    if (name !== 'Buffer') {
      const parts = this.#some(
        length,
        () => shown,
        (element) => this.render(element, depth + 1),
      );
      return this.#bracketed(`${name}(${length}) `, parts, depth);
    }
    const bytes = shown.map((byte) => ` ${Number(byte).toString(16).padStart(2, '0')}`).join('');
    return `<Buffer${bytes}${length > shown.length ? ` … ${length - shown.length} more bytes` : ''}>`;
  }

  #error(value: object, [name, message]: readonly [string, string], depth: number): string {
    const { string, full } = this.#limits;
    const shown = message.length > string ? `${message.slice(0, string)}…` : message;
    const head = shown === '' ? name : `${name}: ${shown}`;
    if (!full || depth >= this.#limits.depth) return head;
    const own = Object.keys(value).filter(
      (key) => !['name', 'message', 'stack', 'cause', 'errors'].includes(key),
    );
    const hidden = ['cause', 'errors'].filter(
      (key) => Object.getOwnPropertyDescriptor(value, key) !== undefined,
    );
    const keys = [...own, ...hidden];
    return keys.length === 0 ? head : this.#braced(`${head} `, this.#members(value, keys, depth), depth);
  }

  #members(value: object, keys: readonly string[], depth: number): string[] {
    return this.#some(
      keys.length,
      () => keys.slice(0, this.#limits.entries),
      (key) => `${keyText(key, this.#limits.string)}: ${this.#property(value, key, depth)}`,
    );
  }

  #property(value: object, key: string, depth: number): string {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined) return '<empty>';
    if ('value' in descriptor) return this.render(descriptor.value, depth + 1);
    if (descriptor.set === undefined) return '[Getter]';
    return descriptor.get === undefined ? '[Setter]' : '[Getter/Setter]';
  }

  /** Parts of what there is, while there is room, and how many are left out. */
  #some<T>(size: number, few: () => readonly T[], part: (item: T) => string): string[] {
    const parts: string[] = [];
    for (const item of few()) {
      if (this.#left <= 0) break;
      parts.push(part(item));
      this.#left -= 2;
    }
    if (size > parts.length) parts.push(`… ${size - parts.length} more`);
    return parts;
  }

  /** Members by name, for records whose members are declared: readers give the values. */
  record(name: string, members: readonly (readonly [name: string, value: () => unknown])[]): string {
    const parts = this.#some(
      members.length,
      () => members,
      ([member, value]) => `${member}: ${this.render(value(), 1)}`,
    );
    return this.#braced(`${name} `, parts, 0);
  }

  #braced(prefix: string, parts: readonly string[], depth: number): string {
    if (parts.length === 0) return `${prefix}{}`;
    return this.#fitted(`${prefix}{`, parts, '}', ' ', depth);
  }

  #bracketed(prefix: string, parts: readonly string[], depth: number): string {
    return this.#fitted(`${prefix}[`, parts, ']', '', depth);
  }

  #fitted(open: string, parts: readonly string[], close: string, blank: string, depth: number): string {
    const line = `${open}${blank}${parts.join(', ')}${blank}${close}`;
    const { lineWidth } = this.#limits;
    if (line.length + depth * STEP.length <= lineWidth && !line.includes('\n')) return line;
    if (lineWidth === Number.POSITIVE_INFINITY) return line;
    const margin = STEP.repeat(depth + 1);
    const body = parts.every((part) => part.length <= SHORT_ELEMENT || part.startsWith('…'))
      ? filled(parts, margin, lineWidth)
      : parts.map((part) => margin + part).join(',\n');
    return `${open}\n${body}\n${STEP.repeat(depth)}${close}`;
  }
}

/** Several short parts a line. */
function filled(parts: readonly string[], margin: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (line !== '' && margin.length + line.length + part.length + 2 > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? part : `, ${part}`;
  }
  lines.push(line);
  return lines.map((text) => margin + text).join(',\n');
}

function prefixOf(name: string | undefined): string {
  return name === undefined ? '[null prototype] ' : name === '' ? '' : `${name} `;
}

function keyText(key: string, most: number): string {
  if (/^[A-Za-z_$][\w$]*$/.test(key)) return key.length > most ? `${key.slice(0, most)}…` : key;
  return JSON.stringify(key.length > most ? `${key.slice(0, most)}…` : key);
}
