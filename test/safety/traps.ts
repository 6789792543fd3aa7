/**
 * Values of an application that tell on whoever runs its code: getters, proxy traps, conversions. Each counts what
 * was run in `sprung`, and throws.
 */

export const sprung: string[] = [];

function spring(what: string): never {
  sprung.push(what);
  throw new Error(`code of the application ran: ${what}`);
}

const NAMES = [
  ...['id', 'name', 'message', 'stack', 'cause', 'code', 'length', 'size', 'constructor', 'then', 'toString'],
  ...[
    'valueOf',
    'toJSON',
    'toISOString',
    'getTime',
    'description',
    'source',
    'flags',
    'byteLength',
    'delayMs',
  ],
  ...['repeat', 'ref', 'origin', 'reason', 'aborted', 'inspect', 'next', 'return', 'a'],
];
const SYMBOLS = [
  Symbol.toPrimitive,
  Symbol.toStringTag,
  Symbol.iterator,
  Symbol.asyncIterator,
  Symbol.hasInstance,
  Symbol.isConcatSpreadable,
  Symbol.species,
  Symbol.for('nodejs.util.inspect.custom'),
];

/** Getters and methods over everything that somebody might ask for. */
function trapped<T extends object>(target: T, label: string, except: readonly PropertyKey[] = []): T {
  for (const [at, key] of [...NAMES, ...SYMBOLS].entries()) {
    if (except.includes(key)) continue;
    const what = `${label}.${String(key)}`;
    const descriptor: PropertyDescriptor =
      at % 2 === 0 || typeof key === 'symbol'
        ? { get: () => spring(what), set: () => spring(what) }
        : { value: () => spring(what) };
    try {
      Object.defineProperty(target, key, { ...descriptor, configurable: true, enumerable: true });
    } catch {
      // An array's length and its like cannot be replaced.
    }
  }
  return target;
}

const HANDLER = Object.fromEntries(
  Object.getOwnPropertyNames(Reflect).map((trap) => [trap, () => spring(`proxy trap ${trap}`)]),
);

function proxy<T extends object>(target: T): T {
  return new Proxy(target, HANDLER);
}

class Accessors {
  get id(): number {
    return spring('prototype getter id');
  }
  get [Symbol.toStringTag](): string {
    return spring('prototype getter toStringTag');
  }
  toString(): string {
    return spring('prototype toString');
  }
}

function revoked(): object {
  const { proxy: made, revoke } = Proxy.revocable({}, {});
  revoke();
  return made;
}

/** By what they are. Made anew for each use, so that a test can change them. */
export function traps(): ReadonlyMap<string, unknown> {
  const onProxy = Object.create(proxy({})) as object;
  const errorOnProxy = new Error('fine');
  Object.setPrototypeOf(errorOnProxy, proxy(Error.prototype));
  const array = [1, 2, 3];
  Object.defineProperty(array, 1, { get: () => spring('element 1'), enumerable: true });
  const deep = { a: { b: { c: { d: trapped({}, 'deep') } } } };
  const cycle: Record<string, unknown> = { proxy: proxy({}) };
  cycle['self'] = cycle;
  return new Map<string, unknown>([
    ['object', trapped({}, 'object')],
    ['object without prototype', trapped(Object.create(null) as object, 'null object')],
    ['instance', new Accessors()],
    ['class', trapped(class {}, 'class')],
    ['function', trapped(() => {}, 'function')],
    ['array', trapped(array, 'array')],
    ['error', trapped(new Error('m'), 'error')],
    ['aggregate error', trapped(new AggregateError([proxy({})], 'm'), 'aggregate error')],
    ['exception', trapped(new DOMException('m', 'AbortError'), 'exception')],
    ['false exception', Object.create(DOMException.prototype)],
    ['date', trapped(new Date(0), 'date')],
    ['regular expression', trapped(/x/, 'regexp')],
    ['map', trapped(new Map([[proxy({}), proxy({})]]), 'map')],
    ['set', trapped(new Set([proxy({})]), 'set')],
    ['promise', trapped(Promise.resolve(1), 'promise')],
    ['typed array', trapped(new Uint8Array(3), 'typed array')],
    ['array buffer', trapped(new ArrayBuffer(3), 'array buffer')],
    ['data view', trapped(new DataView(new ArrayBuffer(3)), 'data view')],
    ['string object', trapped(new String('s'), 'string object')],
    ['number object', trapped(new Number(5), 'number object')],
    ['symbol', Symbol('s')],
    ['big integer', 2n ** 70n],
    ['proxy of object', proxy({})],
    ['proxy of array', proxy([])],
    ['proxy of function', proxy(() => {})],
    ['proxy of class', proxy(class {})],
    ['proxy of proxy', proxy(proxy({}))],
    ['proxy of error', proxy(new Error('m'))],
    ['proxy of date', proxy(new Date())],
    ['revoked proxy', revoked()],
    ['object on a proxy', onProxy],
    ['error on a proxy', errorOnProxy],
    ['deep', deep],
    ['cycle', cycle],
    ['generator', trapped((function* () {})(), 'generator')],
    ['weak map', trapped(new WeakMap(), 'weak map')],
    ['global', globalThis],
  ]);
}

/** Runs something; gives what it set off. */
export function sprungBy(work: () => void): readonly string[] {
  sprung.length = 0;
  work();
  return [...sprung];
}
