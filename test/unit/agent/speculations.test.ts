import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HeldRecord, Speculations } from '../../../agent/speculations.js';

function held(text: string, bytes = 10): HeldRecord {
  return { text, bytes, bufferBytes: bytes + 8, stacks: [], reads: false };
}

test('numbers start at 1, the smallest free one is given, and no more than nspec are active', () => {
  const speculations = new Speculations(3, 100);
  assert.deepEqual([speculations.open(), speculations.open(), speculations.open()], [1, 2, 3]);
  assert.equal(speculations.open(), 0);
  speculations.take(2);
  speculations.take(1);
  assert.deepEqual([speculations.open(), speculations.open(), speculations.open()], [1, 2, 0]);
});

test('0 and numbers that nobody has are not active; beyond nspec there can be none', () => {
  const speculations = new Speculations(3, 100);
  const id = speculations.open();
  assert.deepEqual(
    [0, id, 2, 3, 4].map((number) => speculations.isActive(number)),
    [false, true, false, false, false],
  );
  assert.deepEqual(
    [0, 3, 4, 0xffffffff].map((number) => speculations.isPossible(number)),
    [true, true, false, false],
  );
});

test('what one holds comes out in order, once', () => {
  const speculations = new Speculations(2, 100);
  const [a, b] = [speculations.open(), speculations.open()];
  for (const text of ['1', '2', '3']) assert.ok(speculations.add(a, held(text)));
  assert.ok(speculations.add(b, held('other')));
  assert.equal(speculations.bytes, 40);
  assert.deepEqual(
    speculations.take(a).map(({ text }) => text),
    ['1', '2', '3'],
  );
  assert.deepEqual(speculations.take(a), []);
  assert.equal(speculations.add(a, held('late')), false);
  assert.equal(speculations.bytes, 10);
});

test('one holds specsize, all together sixteen times that', () => {
  const speculations = new Speculations(1000, 30);
  const first = speculations.open();
  assert.deepEqual(
    [10, 20, 1].map((bytes) => speculations.add(first, held('', bytes))),
    [true, true, false],
  );
  for (let i = 1; i < 16; i++) assert.ok(speculations.add(speculations.open(), held('', 30)));
  const last = speculations.open();
  assert.equal(speculations.add(last, held('', 1)), false);
  speculations.take(first);
  assert.equal(speculations.add(last, held('', 1)), true);
});
