import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText, evaluate } from './memory-runtime.js';

test('str() is stringof(), or the head of it', () => {
  assert.deepEqual(evaluate('trace(str("hello")); trace(str("hello", 3)); trace(str(probename));'), [
    'hello',
    'hel',
    'BEGIN',
  ]);
  assert.match(compileText('BEGIN { x = str(); }').text, /D_PROTO_LEN/);
});

test('strftime() of the time of day, for a monotonic clock too', () => {
  const wall = '%F of 1700000000000000000';
  assert.deepEqual(
    evaluate('trace(strftime("%F", walltimestamp)); trace(strftime("%F", nsecs)); trace(strftime("%F", 7));'),
    [wall, wall, '%F of 7'],
  );
});

test('names that DTrace has not are free for variables of the program', () => {
  const names = [
    'elapsed',
    'nsecs',
    'comm',
    'asyncid',
    'asynctype',
    'triggerid',
    'len',
    'str',
    'stats',
    'zero',
    'hist',
  ];
  for (const name of names) {
    assert.deepEqual(evaluate(`${name} = 5; trace(${name});`), [5], name);
    assert.equal(compileText(`int ${name}; BEGIN { ${name} = 5; }`).text, '', name);
    assert.deepEqual(
      evaluate(`self->${name} = 6; this->${name} = 7; trace(self->${name} + this->${name});`),
      [13],
      name,
    );
  }
  for (const name of ['pid', 'timestamp', 'probename'])
    assert.match(compileText(`BEGIN { ${name} = 5; }`).text, /D_OP_WRITE/, name);
  for (const name of ['strlen', 'quantize', 'pid'])
    assert.match(compileText(`int ${name};`).text, /D_DECL_IDRED/, name);
});

test('before that they are what they are', () => {
  assert.deepEqual(evaluate('trace(elapsed); trace(comm); elapsed = 5; trace(elapsed);'), [
    5_000_000,
    'dtrace',
    5,
  ]);
});
