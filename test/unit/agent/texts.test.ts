import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AggregationStore } from '../../../agent/aggregations.js';
import { AssociativeArray } from '../../../agent/associative.js';
import { Space } from '../../../agent/space.js';
import { textOf } from '../../../agent/texts.js';
import { toBytes } from '../../../wire/bytes.js';

test('what is remembered is what would be converted: short and long, the same slot, other types', () => {
  const text = textOf(20);
  const words = ['', 'a', 'b', 'aa', 'timeout', 'controller', 'tea', 'toa', 'größe', '日本', 'x'.repeat(12)];
  const long = ['x'.repeat(13), `y${'x'.repeat(12)}`, 'é'.repeat(13), 'z'.repeat(21), 'z'.repeat(5000)];
  for (let round = 0; round < 3; round++)
    for (const word of [...words, ...long])
      for (let again = 0; again < 2; again++) assert.equal(text(word), toBytes(word, 20), word);
  assert.equal(text(undefined), '');
  assert.equal(text(5), '5');
  assert.equal(text(null), 'null');
});

test('programs with another strsize cut at theirs', () => {
  const [two, ten] = [textOf(2), textOf(10)];
  assert.deepEqual([two('timeout'), ten('timeout'), two('timeout')], ['ti', 'timeout', 'ti']);
});

test('keys and values that are pieces of huge strings do not hold these', () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const used = (): number => {
    gc();
    return process.memoryUsage().heapUsed;
  };
  const space = new Space(1 << 20, 64, () => {});
  const STRING = { kind: 'string' } as const;
  const def = { name: '', function: 'count', parameters: [], key: [STRING, STRING], signed: true } as const;
  const store = new AggregationStore(0, def, space, 64);
  const array = new AssociativeArray(space, 64);
  const text = textOf(256);
  const before = used();
  for (let i = 0; i < 100; i++) {
    const huge = `${i}`.padStart(1 << 20, `some text of ${i} `);
    const piece = text(huge.slice(100, 140));
    store.cell2(piece, text(huge.slice(500, 540))).add(1);
    array.set2(piece, 0, text(huge.slice(300, 340)));
    array.set2(piece, 1, text(huge.slice(400, 440)));
  }
  const grown = used() - before;
  assert.ok(grown < 20 << 20, `${grown} bytes for 400 strings of 40`);
  assert.equal(store.size, 100);
});
