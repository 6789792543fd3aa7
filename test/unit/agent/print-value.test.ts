import assert from 'node:assert/strict';
import { describe as suite, test } from 'node:test';
import { describe } from '../../../agent/describe.js';
import { printValue } from '../../../agent/print-value.js';

const print = (value: unknown, size = 8192, depth = 4) => printValue(value, { depth, size });

class Order {
  readonly id: number;
  readonly #secret = 'hidden';
  constructor(id: number) {
    this.id = id;
  }
  get total(): string {
    return this.#secret;
  }
}

class List extends Array<number> {}

suite('what fits a line stays on it', () => {
  test('plain values', () => {
    const cases: [unknown, string][] = [
      [undefined, 'undefined'],
      [null, 'null'],
      [true, 'true'],
      [-0, '-0'],
      [1.5, '1.5'],
      [12n, '12n'],
      ['a "b"\n', '"a \\"b\\"\\n"'],
      [Symbol('s'), 'Symbol(s)'],
      [print, '[Function print]'],
      [Order, '[class Order]'],
      [new Date(0), '1970-01-01T00:00:00.000Z'],
      [new Date(Number.NaN), 'Invalid Date'],
      [/a\/b/giu, '/a\\/b/giu'],
      [Promise.resolve(1), '[Promise]'],
      [new ArrayBuffer(9), '[ArrayBuffer 9]'],
      [new SharedArrayBuffer(3), '[ArrayBuffer 3]'],
      [new DataView(new ArrayBuffer(4)), '[DataView 4]'],
    ];
    for (const [value, text] of cases) assert.equal(print(value), text);
  });
  test('objects, arrays, instances', () => {
    assert.equal(print({ a: 1, 'b c': [1, 'x', [], {}] }), '{ a: 1, "b c": [1, "x", [], {}] }');
    assert.equal(print(new Order(7)), 'Order { id: 7 }');
    assert.equal(print(new List(2)), 'List(2) [<empty>, <empty>]');
    assert.equal(print(Object.create(null)), '[null prototype] {}');
    assert.equal(
      print({
        get a() {
          return 1;
        },
        set b(_: number) {},
        get c() {
          return 1;
        },
        set c(_) {},
      }),
      '{ a: [Getter], b: [Setter], c: [Getter/Setter] }',
    );
  });
  test('collections and bytes', () => {
    assert.equal(
      print(
        new Map<unknown, unknown>([
          ['k', 1],
          [{}, [2]],
        ]),
      ),
      'Map(2) { "k" => 1, {} => [2] }',
    );
    assert.equal(print(new Set([1, 'x'])), 'Set(2) { 1, "x" }');
    assert.equal(print(new Map()), 'Map(0) {}');
    assert.equal(print(Buffer.from('hello')), '<Buffer 68 65 6c 6c 6f>');
    assert.equal(print(Buffer.alloc(105)), `<Buffer${' 00'.repeat(100)} … 5 more bytes>`);
    assert.equal(print(new Uint16Array([1, 500])), 'Uint16Array(2) [1, 500]');
  });
  test('errors with what they carry, without their stack', () => {
    assert.equal(print(new TypeError('no')), 'TypeError: no');
    assert.equal(print(Object.assign(new Error('x'), { code: 'E_X' })), 'Error: x { code: "E_X" }');
    assert.equal(
      print(new Error('out', { cause: new RangeError('in') })),
      'Error: out { cause: RangeError: in }',
    );
    assert.equal(
      print(new AggregateError([new Error('1')], 'all')),
      'AggregateError: all { errors: [Error: 1] }',
    );
    assert.equal(print(new DOMException('gone', 'AbortError')), 'AbortError: gone');
    assert.equal(print(new Error()), 'Error');
  });
});

suite('what does not fit is broken into lines', () => {
  test('members one below the other, nested ones further in', () => {
    const value = {
      method: 'GET',
      headers: { host: 'localhost:8080', accept: '*/*', connection: 'keep-alive', agent: 'node' },
      params: { id: 1 },
    };
    assert.equal(
      print({ request: value, done: false }),
      [
        '{',
        '  request: {',
        '    method: "GET",',
        '    headers: {',
        '      host: "localhost:8080",',
        '      accept: "*/*",',
        '      connection: "keep-alive",',
        '      agent: "node"',
        '    },',
        '    params: { id: 1 }',
        '  },',
        '  done: false',
        '}',
      ].join('\n'),
    );
  });
  test('short elements share lines', () => {
    const lines = print(Array.from({ length: 150 }, (_, i) => i)).split('\n');
    assert.equal(lines[0], '[');
    assert.equal(lines[1], '  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,');
    assert.equal(lines.at(-2), '  97, 98, 99, … 50 more');
    assert.ok(lines.every((line) => line.length <= 78));
  });
  test('stringof and %s keep to one line', () => {
    assert.ok(!describe({ a: 'x'.repeat(100), b: 'y'.repeat(100) }).includes('\n'));
  });
});

suite('limits', () => {
  test('depth', () => {
    const deep = { a: { b: { c: new Order(1), m: new Map([[1, 1]]), l: [1], e: [] } } };
    assert.equal(print(deep, 8192, 3), '{ a: { b: { c: [Order], m: [Map 1], l: [Array], e: [] } } }');
    assert.equal(print(deep, 8192, 1), '{ a: [Object] }');
  });
  test('size: the rest is only counted', () => {
    const text = print(
      Array.from({ length: 100 }, (_, i) => ({ number: i, text: 'x'.repeat(50) })),
      1000,
    );
    assert.ok(text.length < 2000);
    assert.match(text, /… \d+ more\n\]$/);
  });
  test('long strings', () => {
    assert.equal(print('x'.repeat(2000)), `"${'x'.repeat(1024)}"… 976 more characters`);
  });
  test('huge collections cost no more than their head', () => {
    const map = new Map(Array.from({ length: 200_000 }, (_, i) => [i, i]));
    const sparse: number[] = [];
    sparse[2 ** 31] = 1;
    assert.match(print(map), /^Map\(200000\) \{[\s\S]*… 199900 more\n\}$/);
    assert.match(print(sparse), /… 2147483549 more/);
  });
  test('cycles end, and the same object twice is no cycle', () => {
    const shared = { n: 1 };
    const cyclic: Record<string, unknown> = { one: shared, two: shared };
    cyclic['self'] = cyclic;
    cyclic['in'] = new Map([[cyclic, [cyclic]]]);
    assert.equal(
      print(cyclic),
      '{\n  one: { n: 1 },\n  two: { n: 1 },\n  self: [Circular],\n  in: Map(1) { [Circular] => [[Circular]] }\n}',
    );
  });
});

test('nothing of the application runs', () => {
  const ran: string[] = [];
  const trap = (name: string) => () => {
    ran.push(name);
    throw new Error('must not run');
  };
  const proxy = new Proxy(class {}, {
    get: trap('get'),
    ownKeys: trap('ownKeys'),
    getPrototypeOf: trap('proto'),
    getOwnPropertyDescriptor: trap('gopd'),
    has: trap('has'),
  });
  const map = new Map<unknown, unknown>([[proxy, proxy]]);
  const hostile = new Set([proxy]);
  for (const target of [map, hostile]) {
    Object.defineProperty(target, Symbol.iterator, { value: trap('iterator') });
    Object.defineProperty(target, 'size', { get: trap('size') });
    Object.defineProperty(target, 'forEach', { value: trap('forEach') });
  }
  const regexp = /x/g;
  Object.defineProperty(regexp, 'global', { get: trap('global') });
  Object.defineProperty(regexp, 'source', { get: trap('source') });
  const bytes = new Uint8Array(2);
  Object.defineProperty(bytes, 'length', { get: trap('length') });
  Object.defineProperty(bytes, 'constructor', { get: trap('constructor') });
  const error = new Error('x', { cause: proxy });
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = trap('prepareStackTrace');
  const late = new Error('formatted when its stack is asked for');
  const mapIterator = Object.getPrototypeOf(new Map().entries()) as { next: unknown };
  const { next } = mapIterator;
  mapIterator.next = trap('next');
  try {
    for (const value of [
      map,
      hostile,
      regexp,
      bytes,
      error,
      late,
      Object.create(proxy),
      Object.create({
        get constructor() {
          return trap('made')();
        },
      }),
      { [Symbol.toStringTag]: 'x', toJSON: trap('toJSON'), inspect: trap('inspect') },
      Object.assign(() => {}, { toString: trap('toString') }),
    ])
      assert.notEqual(print(value), '[unreadable]');
  } finally {
    mapIterator.next = next;
    Error.prepareStackTrace = prepareStackTrace as never;
  }
  assert.deepEqual(ran, []);
  assert.equal(print(map), 'Map(1) { [Proxy] => [Proxy] }');
});
