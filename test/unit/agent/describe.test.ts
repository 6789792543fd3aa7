import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, describeReason } from '../../../agent/describe.js';

test('errors show name and message', () => {
  assert.equal(describe(new TypeError('no')), 'TypeError: no');
  assert.equal(describe(new DOMException('gone', 'AbortError')), 'AbortError: gone');
  assert.equal(describeReason('why not'), 'why not');
  assert.equal(describeReason(undefined), '');
});

test('nothing of the application runs: getters, proxies, toString, inspect', () => {
  const ran: string[] = [];
  const trap = (name: string) => () => {
    ran.push(name);
    throw new Error('must not run');
  };
  const proxy = new Proxy(
    {},
    {
      get: trap('get'),
      ownKeys: trap('ownKeys'),
      getPrototypeOf: trap('proto'),
      getOwnPropertyDescriptor: trap('gopd'),
    },
  );
  const error = new Error('x');
  Object.defineProperty(error, 'message', { get: trap('message') });
  const values: unknown[] = [
    proxy,
    {
      get a() {
        return trap('a')();
      },
      b: proxy,
      toString: trap('toString'),
      [Symbol.toPrimitive]: trap('prim'),
      toJSON: trap('toJSON'),
    },
    error,
    Object.create(proxy),
    Object.create(DOMException.prototype, { message: { get: trap('dom') } }),
    new (class extends Error {
      override get name() {
        return trap('name')() as never;
      }
    })('y'),
    new Map([[proxy, proxy]]),
  ];
  for (const value of values) assert.equal(typeof describe(value), 'string');
  assert.deepEqual(ran, []);
  assert.equal(describe(proxy), '[Proxy]');
});

test('depth, width and size are limited, cycles end', () => {
  const deep = { a: { b: { c: { d: 1 } } } };
  assert.equal(describe(deep), '{ a: { b: { c: [Object] } } }');
  const cyclic: Record<string, unknown> = { n: 1 };
  cyclic['self'] = cyclic;
  assert.equal(describe(cyclic), '{ n: 1, self: [Circular] }');
  assert.match(describe(Array.from({ length: 1000 }, (_, i) => i)), /… 988 more\]$/);
  assert.ok(describe('x'.repeat(10_000_000)).length < 300);
  assert.equal(describe([1, 'a', null, undefined, 2n]), '[1, "a", null, undefined, 2n]');
});
