import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../../../wire/fault.js';
import { json } from '../../../wire/json.js';

const at = (text: string, path: string): string | null => json(text, path, 256, 0);

test('members of any kind, as they are written', () => {
  const text = ' { "a" : "x y" , "n":-1.5e+3,"t":true,"z":null,"o": { "k" : [ 1, 2 ] },"l":[]}';
  assert.equal(at(text, 'a'), 'x y');
  assert.equal(at(text, 'n'), '-1.5e+3');
  assert.equal(at(text, 't'), 'true');
  assert.equal(at(text, 'z'), 'null');
  assert.equal(at(text, 'o'), '{ "k" : [ 1, 2 ] }');
  assert.equal(at(text, 'l'), '[]');
  assert.equal(at(text, 'absent'), null);
  assert.equal(at(text, ''), null);
});

test('paths go into objects and arrays', () => {
  const text = '{"a":{"b":[{"c":"deep"},[7,8]],"e":1},"a2":2}';
  assert.equal(at(text, 'a.b[0].c'), 'deep');
  assert.equal(at(text, 'a.b[1][1]'), '8');
  assert.equal(at(text, 'a.b[2]'), null);
  assert.equal(at(text, 'a.e.x'), null);
  assert.equal(at(text, 'a.b[-1]'), null);
  assert.equal(at(text, 'a2'), '2');
  assert.equal(at('[10, "x", {"k": 1}]', '[0]'), '10');
  assert.equal(at('[10, "x", {"k": 1}]', '1'), 'x');
  assert.equal(at('[10, "x", {"k": 1}]', '[2].k'), '1');
  assert.equal(at('[10]', 'word'), '10');
  assert.equal(at('[]', '0'), null);
});

test('strings keep their escapes; the first of two equal names counts', () => {
  assert.equal(at('{"a":"q\\"\\u00e4\\\\"}', 'a'), 'q\\"\\u00e4\\\\');
  assert.equal(at('{"a\\n":1,"a":2}', 'a\\n'), '1');
  assert.equal(at('{"a":1,"a":2}', 'a'), '1');
  assert.equal(at('{"a":{"x":1},"a":{"y":2}}', 'a.y'), null);
});

test('what follows the member is not looked at; what stands before it must be JSON', () => {
  assert.equal(at('{"a":1, this is no json', 'a'), '1');
  assert.equal(at('{"a":"x"', 'a'), 'x');
  for (const bad of [
    '',
    'null',
    '"a"',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":tru}',
    '{"a":0x1}',
    '{"a":1+1}',
    '{"a":"x',
    '{"a":"\\u12g4"}',
    '{"a":[1}]}',
    '{a:1}',
    "{'a':1}",
    '{"z":1 "a":2}',
    '{"z":{]},"a":2}',
  ])
    assert.equal(at(bad, 'a'), null, bad);
});

test('the result is cut at strsize, NULL is a fault', () => {
  assert.equal(json('{"a":"abcdef"}', 'a', 3, 0), 'abc');
  assert.throws(() => json(null, 'a', 3, 7), Fault);
  assert.throws(() => json('{}', null, 3, 7), Fault);
});

test('of every text that JSON.parse reads, the members that JavaScript finds', () => {
  let seed = 7;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const make = (depth: number): unknown => {
    const kind = random(depth > 3 ? 5 : 7);
    if (kind === 0) return random(1000) - 500;
    if (kind === 1) return random(1000) / 8;
    if (kind === 2) return ['', 'x', 'a "quoted" text', '{[', '\\'][random(5)];
    if (kind === 3) return [true, false, null][random(3)];
    if (kind === 4) return random(2) === 0 ? {} : [];
    if (kind === 5) return Array.from({ length: random(4) }, () => make(depth + 1));
    return Object.fromEntries(Array.from({ length: random(4) }, (_, i) => [`k${i}`, make(depth + 1)]));
  };
  const visit = (text: string, value: unknown, path: string): void => {
    if (path !== '') {
      const found = json(text, path, 1e6, 0);
      const shown = typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
      assert.equal(found?.replace(/\s+/g, ''), shown.replace(/\s+/g, ''), `${path} in ${text}`);
    }
    if (Array.isArray(value))
      for (const [i, element] of value.entries()) visit(text, element, `${path}[${i}]`);
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value))
        visit(text, member, path === '' ? name : `${path}.${name}`);
  };
  for (let i = 0; i < 300; i++) {
    const value = { root: make(0), list: [make(1), make(1)] };
    visit(JSON.stringify(value), value, '');
    visit(JSON.stringify(value, null, 2), value, '');
  }
});
