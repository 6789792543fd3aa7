import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AssociativeArray } from '../../../agent/associative.js';
import { FrameStore } from '../../../agent/frames.js';
import { Space } from '../../../agent/space.js';
import { NO_ROOM } from '../../../wire/fault.js';

function space(limit: number, entryBytes = 1): { space: Space; refused: () => number } {
  let refused = 0;
  return { space: new Space(limit, entryBytes, () => void refused++), refused: () => refused };
}

function refuses(store: () => void): void {
  assert.throws(store, (thrown) => thrown === NO_ROOM);
}

test('bytes bound the room; from 1,024 entries on their number does as well', () => {
  const { space: bytes, refused } = space(100);
  assert.deepEqual([bytes.take(60), bytes.take(60), bytes.take(40)], [true, false, true]);
  assert.equal(refused(), 1);
  bytes.give(60);
  assert.ok(bytes.take(60));
  const { space: many } = space(64 * 2000, 64);
  let taken = 0;
  while (taken < 5000 && many.take(1)) taken++;
  assert.equal(taken, 2000);
  const { space: small } = space(2000, 64);
  for (taken = 0; taken < 5000 && small.take(1); ) taken++;
  assert.equal(taken, 1024);
});

test('an element that finds no room ends the clause and leaves nothing behind', () => {
  const { space: shared, refused } = space(40);
  const array = new AssociativeArray(shared, 20);
  array.set1('a', 1);
  array.set1('b', 2);
  refuses(() => array.set1('c', 3));
  assert.equal(array.get1('c'), undefined);
  assert.equal(refused(), 1);
  array.set1('c', 0);
  array.set1('a', 5);
  array.set1('a', 0);
  array.set1('c', 3);
  assert.deepEqual([array.get1('a'), array.get1('b'), array.get1('c')], [undefined, 2, 3]);
});

test('the same for keys of two and more parts', () => {
  for (const parts of [2, 4]) {
    const { space: shared } = space(40);
    const array = new AssociativeArray(shared, 20);
    const key = (last: number): number[] => [...Array.from({ length: parts - 1 }, () => last), last];
    const set = (last: number, value: number): void =>
      parts === 2 ? array.set2(last, last, value) : array.setN(key(last), value);
    set(1, 1);
    set(2, 2);
    refuses(() => set(3, 3));
    assert.equal(array.getN(key(3)), undefined);
    set(3, 0);
    set(1, 0);
    set(3, 3);
    assert.deepEqual([array.getN(key(1)), array.getN(key(3))], [undefined, 3]);
    array.release();
    assert.equal(shared.bytes, 0);
  }
});

test('self-> variables take the room of their slot, and give it back when deleted or when their frame ends', () => {
  const { space: shared, refused } = space(20);
  const frames = new FrameStore();
  const first = frames.takeSlots([8, 12], shared);
  frames.start();
  frames.set(first, 5);
  frames.set(first, 6);
  assert.equal(shared.bytes, 8);
  frames.set(first + 1, 'text');
  assert.equal(shared.bytes, 20);
  frames.set(first, 0);
  const operation = frames.open(frames.current());
  const outer = frames.swap(operation);
  frames.set(first, 7);
  refuses(() => frames.set(frames.takeSlots([8], shared), 1));
  assert.equal(refused(), 1);
  frames.swap(outer);
  frames.end(operation);
  assert.equal(shared.bytes, 12);
  frames.stop();
});

test('an array in a frame goes with it', () => {
  const { space: shared } = space(1000);
  const frames = new FrameStore();
  const slot = frames.takeSlots([20], shared);
  frames.start();
  const operation = frames.open(frames.current());
  frames.swap(operation);
  const array = new AssociativeArray(shared, 20);
  frames.set(slot, array);
  array.set1(1, 1);
  array.set1(2, 1);
  assert.equal(shared.bytes, 40);
  frames.end(operation);
  assert.equal(shared.bytes, 0);
  frames.stop();
});
