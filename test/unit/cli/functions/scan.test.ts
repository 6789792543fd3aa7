import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takenNames } from '../../../../cli/functions/captured.js';
import { scanFunctions } from '../../../../cli/functions/scan.js';

function scanned(text: string, module = true) {
  return scanFunctions(text, module).map((found) => ({
    ...found,
    name: found.name.map((part) => part.text).join('.'),
  }));
}
const names = (text: string, module = true): string[] => scanned(text, module).map(({ name }) => name);

test('names are those that V8 would give, with the class', () => {
  assert.deepEqual(
    names(`
      function a() {}
      const b = () => 1, c = function () {}, d = function inner() {};
      export default function () {}
      class E { #p() {} m() {} static s() {} get g() { return 1; } field = () => 2; ['com' + 'puted']() {} constructor() {} }
      const F = class { m() {} };
      const o = { f() {}, g: () => 1, 'with-dash': function () {}, async h() {}, inner: { deep() {} } };
      call(() => {}, function () {});
      let { x = () => 1 } = {};
      i.j.k = () => {};
      l ??= () => {};`),
    [
      ...['a', 'b', 'c', 'inner', 'default'],
      ...['E.#p', 'E.m', 'E.s', 'E.g', 'E.field', '', 'E.constructor', 'F.m'],
      ...['o.f', 'o.g', 'o.with-dash', 'o.h', 'o.inner.deep', '', '', 'x', 'i.j.k', 'l'],
    ],
  );
  assert.deepEqual(
    names(
      'exports.a = () => {}; module.exports.b = function () {}; module.exports = () => {}; A.prototype.m = function () {}; this.t = () => {}; return',
      false,
    ),
    ['a', 'b', '', 'A.m', 't'],
  );
});

test('kinds, and how arguments are read inside', () => {
  const of = (text: string) => scanned(text).map(({ kind, args, self, key }) => [kind, args, self, key]);
  assert.deepEqual(of('async function f(a) {}'), [['async', 'arguments', 'this', '']]);
  assert.deepEqual(
    of('function* f() {} async function* g() {}').map(([kind]) => kind),
    ['generator', 'generator'],
  );
  assert.deepEqual(of('(a, { b, "c d": c, ...d }, [e, , f] = [], g = 1, ...h) => 1'), [
    ['plain', '[a, { b: b, "c d": c, ...d }, [e, undefined, f], g, ...h]', 'undefined', ''],
  ]);
  // Only public methods can be found on their object; the constructor of a derived class has no `this` yet.
  assert.deepEqual(
    of(
      'class A extends B { m() {} #p() {} static s() {} get g() {} f = () => 1; constructor() { super(); } }',
    ).map(([, , self, key]) => `${self} ${key}`),
    ['this m', 'this ', 'this s', 'this ', 'undefined ', 'undefined '],
  );
});

test('bodies are where a breakpoint goes', () => {
  const text = 'const f = (x) => x * 2; function g() { return 1; } const h = () => ({ a: 1 });';
  assert.deepEqual(
    scanned(text).map(({ body, end }) => text.slice(body, end)),
    ['x * 2', ' return 1; ', '{ a: 1 }'],
  );
});

test('what cannot be read is a SyntaxError, not a crash', () => {
  assert.throws(() => scanFunctions('function (', true), SyntaxError);
});

test('methods that were taken off their object', () => {
  const taken = (text: string) => takenNames(text).has('add');
  for (const text of [
    'const add = cart.add;',
    'app.get("/", cart.add)',
    'cart.add.bind(cart)',
    'const { add } = cart;',
    'const { add: x } = cart;',
    "cart['add']",
    'on("add")',
  ])
    assert.ok(taken(text), text);
  for (const text of ['cart.add(1)', 'cart?.add?.(1)', 'class C { add(n) {} }', 'super.add(n)'])
    assert.ok(!taken(text), text);
});
