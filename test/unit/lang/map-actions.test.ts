import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText, run } from './memory-runtime.js';

const actions = (body: string) => compileText(`BEGIN { @a["k", 1] = sum(1); ${body} }`).program?.actions;
const messages = (body: string) => compileText(`BEGIN { @a["k", 1] = sum(1); ${body} }`).text;

test('print(@a) prints as printa() does, with how many and by what they are divided', () => {
  const printa = { kind: 'printa', format: null, aggregations: [0] };
  assert.deepEqual(actions('print(@a)'), [{ ...printa, cut: { top: 0, divisor: 1 } }]);
  assert.deepEqual(actions('print(@a, 5)'), [{ ...printa, cut: { top: 5, divisor: 1 } }]);
  assert.deepEqual(actions('print(@a, 5, 1000)'), [{ ...printa, cut: { top: 5, divisor: 1000 } }]);
  assert.match(messages('print(@a, -1)'), /D_PROTO_ARG[\s\S]*integer constant/);
  assert.match(messages('print(@a, pid)'), /D_PROTO_ARG/);
  assert.match(messages('print(@a, 1, 2, 3)'), /D_PROTO_LEN.*at most 3 expected/);
  assert.match(messages('print(@b)'), /D_PRINTA_BADAGG/);
  assert.match(messages('print(@a["k", 1])'), /D_AGG_KEYED/);
});

test('delete(@a[k]) records the key; delete(@a) forgets all; zero() is clear()', () => {
  const [first] = run('BEGIN { @a["k", 1] = sum(1); delete(@a["z", 7]); }').records;
  assert.deepEqual(first?.actions, [{ kind: 'delete', values: ['z', 7] }]);
  assert.deepEqual(actions('delete(@a)'), [{ kind: 'trunc', aggregation: 0, all: true }]);
  assert.deepEqual(actions('zero(@a)'), [{ kind: 'clear', aggregation: 0 }]);
  assert.match(messages('delete(@a[1, 1])'), /D_PROTO_ARG/);
  assert.match(messages('delete(@a["k"])'), /D_PROTO_LEN/);
  assert.match(messages('delete(pid)'), /D_PROTO_ARG[\s\S]*x\[k\] = 0 deletes/);
});

test('what only the consumer knows is refused with the reason', () => {
  assert.match(messages('x = len(@a)'), /D_UNSUPPORTED: len\( \)[\s\S]*consumer holds the totals/);
});

test('hist(n) is quantize, hist(n, bits) has 2^bits buckets a power of two, lhist is lquantize', () => {
  const of = (call: string) => {
    const def = compileText(`BEGIN { @ = ${call}; }`).program?.aggregations[0];
    return [def?.function, def?.parameters];
  };
  assert.deepEqual(of('hist(5)'), ['quantize', []]);
  assert.deepEqual(of('hist(5, 0)'), ['llquantize', [2, 0, 61, 2]]);
  assert.deepEqual(of('hist(5, 3)'), ['llquantize', [2, 0, 61, 16]]);
  assert.deepEqual(of('lhist(5, 0, 100, 10)'), ['lquantize', [0, 100, 10]]);
  for (const bits of ['6', '-1', 'pid'])
    assert.match(compileText(`BEGIN { @ = hist(5, ${bits}); }`).text, /D_PROTO_ARG/);
});
