import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as bytes from '../../../wire/bytes.js';
import { Fault } from '../../../wire/fault.js';

test('toBytes gives the UTF-8 bytes up to a NUL, cut at the size', () => {
  for (const text of ['', 'plain', 'grüße', '日本語', '😀 a', 'x\ud800y', 'a\0b', '\ud83d']) {
    const want = Buffer.from(text.split('\0')[0] as string, 'utf8').toString('latin1');
    for (const size of [0, 1, 2, 3, 4, 5, 8, 256])
      assert.equal(bytes.toBytes(text, size), want.slice(0, size), `${text} ${size}`);
  }
});

test('toBytes looks at no more of a long string than it keeps', () => {
  const long = 'ä'.repeat(5_000_000);
  for (let i = 0; i < 20_000; i++) assert.equal(bytes.toBytes(long, 4).length, 4);
});

test('substr is as in Perl', () => {
  const s = 'abcdefghijklmnop';
  const cases: [number, number, string][] = [
    [0, 3, 'abc'],
    [14, 5, 'op'],
    [16, 1, ''],
    [99, 1, ''],
    [-3, 2, 'no'],
    [-3, 99, 'nop'],
    [-16, 1, 'a'],
    [-17, 3, 'ab'],
    [-20, 3, ''],
    [2, -10, 'cdef'],
    [2, -14, ''],
    [2, -20, ''],
    [0, 0, ''],
  ];
  for (const [start, count, want] of cases)
    assert.equal(bytes.substr(s, start, count, 0), want, `${start} ${count}`);
  assert.equal(bytes.substr('abcde', -10, 256, 0), 'abcde');
  assert.equal(bytes.substr('abc', 2n ** 60n, 1, 0), '');
});

test('index and rindex clamp positions as Perl does', () => {
  assert.equal(bytes.index('BEGINNING', 'G', 0, 0), 2);
  assert.equal(bytes.index('BEGINNING', 'G', 3, 0), 8);
  assert.equal(bytes.index('BEGINNING', 'B', -5, 0), 0);
  assert.equal(bytes.index('BEGINNING', '', 99, 0), 9);
  assert.equal(bytes.index('', 'x', 0, 0), -1);
  assert.equal(bytes.rindex('BEGINNING', 'G', 255, 0), 8);
  assert.equal(bytes.rindex('BEGINNING', 'G', 7, 0), 2);
  assert.equal(bytes.rindex('BEGINNING', 'B', -1, 0), -1);
  assert.equal(bytes.rindex('BEGINNING', '', -1, 0), 0);
  assert.equal(bytes.rindex('BEGINNING', '', 4, 0), 4);
});

test('paths', () => {
  const names: [string, string, string][] = [
    ['/foo/bar///baz/', 'baz', '/foo/bar'],
    ['/foo', 'foo', '/'],
    ['foo', 'foo', '.'],
    ['/', '/', '/'],
    ['///', '/', '/'],
    ['', '.', '.'],
    ['foo/', 'foo', '.'],
    ['/.', '.', '/'],
    ['a//b', 'b', 'a'],
    ['//a', 'a', '/'],
  ];
  for (const [path, base, dir] of names) {
    assert.equal(bytes.basename(path, 0), base, `basename ${path}`);
    assert.equal(bytes.dirname(path, 0), dir, `dirname ${path}`);
  }
  const clean: [string, string][] = [
    ['/foo/./bar//..', '/foo'],
    ['/../a', '/a'],
    ['../../a', '../../a'],
    ['a/..', '.'],
    ['', ''],
    ['./', '.'],
    ['//', '/'],
    ['a/../..', '..'],
  ];
  for (const [path, want] of clean) assert.equal(bytes.cleanpath(path, 0), want, path);
});

test('searching, joining, case, tokens', () => {
  assert.equal(bytes.strchr('abcabc', 98, 0), 'bcabc');
  assert.equal(bytes.strrchr('abcabc', 98, 0), 'bc');
  assert.equal(bytes.strchr('abc', 120, 0), null);
  assert.equal(bytes.strchr('\u00e4x', -28, 0), '\u00e4x');
  assert.equal(bytes.strstr('hello', 'll', 0), 'llo');
  assert.equal(bytes.strstr('hello', 'z', 0), null);
  assert.equal(bytes.strjoin('abc', 'def', 4, 0), 'abcd');
  assert.equal(bytes.toupper('a\u00e4Z', 0), 'A\u00e4Z');
  assert.equal(bytes.tolower('A\u00c4z', 0), 'a\u00c4z');
  let left = ',,a,b,';
  const tokens = [];
  for (let token = bytes.strtok(left, ',', 0); token !== null; token = bytes.strtok(left, ',', 0)) {
    tokens.push(token);
    left = bytes.strtokRest(left, ',', 0);
  }
  assert.deepEqual(tokens, ['a', 'b']);
  assert.equal(bytes.byteAt('\u00ffa', 0, 0), -1);
  assert.equal(bytes.byteAt('a', 1, 0), 0);
});

test('numbers and strings', () => {
  assert.equal(bytes.lltostr(-123, 10, 256, 0), '-123');
  assert.equal(bytes.lltostr(2n ** 62n, 10, 256, 0), '4611686018427387904');
  assert.equal(bytes.lltostr(-1, 16, 256, 0), '0xffffffffffffffff');
  assert.equal(bytes.lltostr(8, 8, 256, 0), '010');
  assert.equal(bytes.lltostr(12345, 10, 3, 0), '123');
  const cases: [string, number, number | bigint][] = [
    ['42', 10, 42],
    ['  -42x', 10, -42],
    ['0x1F', 16, 31],
    ['1f', 16, 31],
    ['0x1f', 10, 0],
    ['zz', 36, 1295],
    ['', 10, 0],
    ['9223372036854775807', 10, 2n ** 63n - 1n],
    ['-9223372036854775808', 10, -(2n ** 63n)],
    ['+7', 10, 7],
    ['0x', 16, 0],
  ];
  for (const [s, base, want] of cases) assert.equal(bytes.strtoll(s, base, 0), want, s);
});

test('NULL as an argument is a located fault; in comparisons it is less than every string', () => {
  const isFault = (error: unknown) => error instanceof Fault && error.code === 1 && error.span === 9;
  assert.throws(() => bytes.strlen(null, 9), isFault);
  assert.throws(() => bytes.strjoin('a', null, 8, 9), isFault);
  assert.throws(() => bytes.strtok('a', null, 9), isFault);
  assert.throws(
    () => bytes.lltostr(1, 1, 8, 0),
    (error) => error instanceof Fault && error.code === 3,
  );
  assert.equal(bytes.before(null, ''), true);
  assert.equal(bytes.before('', null), false);
  assert.equal(bytes.before(null, null), false);
  assert.equal(bytes.before('a', '\u00ff'), true);
});
