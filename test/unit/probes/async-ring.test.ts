import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE, Ring } from '../../../probes/async/ring.js';

const SHORT = 0;
const LASTING = 1;
const SIZE = 65_536;

function setUp(first = 100) {
  let lost = 0;
  const gone: number[] = [];
  const moved: [number, number][] = [];
  const ring = new Ring(
    (type) => type === LASTING,
    () => void lost++,
  );
  ring.gone = (slot) => void gone.push(slot);
  ring.moved = (from, to) => void moved.push([from, to]);
  let next = first;
  return {
    ring,
    gone,
    moved,
    lost: () => lost,
    make: (type: number) => {
      const asyncId = next++;
      ring.take(asyncId, type, asyncId - 1);
      return asyncId;
    },
    makeMany(count: number): void {
      for (let i = 0; i < count; i++) ring.take(next++, SHORT, 1);
    },
  };
}

test('a resource is known until 65,536 younger ones were made, and is lost then', () => {
  const { ring, make, makeMany, lost } = setUp();
  const asyncId = make(SHORT);
  makeMany(SIZE - 1);
  const slot = ring.slotOf(asyncId);
  assert.deepEqual([ring.type[slot], ring.trigger[slot]], [SHORT, asyncId - 1]);
  makeMany(1);
  assert.equal(ring.slotOf(asyncId), NONE);
  assert.equal(lost(), 1);
});

test('resources older than the ring are unknown, not lost', () => {
  const { ring, makeMany, lost } = setUp(100_000);
  makeMany(2 * SIZE);
  for (const asyncId of [1, 500, 99_999]) assert.equal(ring.slotOf(asyncId), NONE);
  assert.equal(lost(), 0);
});

test('those that last are known for as long as they live, with all that is known of them', () => {
  const { ring, make, makeMany, moved, lost } = setUp();
  const sockets = Array.from({ length: 100 }, () => make(LASTING));
  const before = sockets.map((asyncId) => ring.slotOf(asyncId));
  makeMany(5 * SIZE);
  const after = sockets.map((asyncId) => ring.slotOf(asyncId));
  assert.equal(new Set(after).size, 100);
  assert.deepEqual(
    moved,
    before.map((from, i) => [from, after[i]]),
  );
  sockets.forEach((asyncId, i) => {
    assert.deepEqual(
      [ring.type[after[i] as number], ring.trigger[after[i] as number]],
      [LASTING, asyncId - 1],
    );
  });
  assert.equal(lost(), 0);
});

test('what was destroyed is not kept, and its place is used again', () => {
  const { ring, make, makeMany, gone, moved } = setUp();
  const early = make(LASTING);
  const slot = ring.slotOf(early);
  ring.destroyed(early, slot);
  assert.deepEqual(gone.splice(0).at(-1), slot);
  makeMany(SIZE);
  assert.deepEqual(moved, [], 'it was dead when its slot was taken over');
  const late = make(LASTING);
  makeMany(SIZE);
  const elder = ring.slotOf(late);
  ring.destroyed(late, elder);
  assert.equal(ring.slotOf(late), NONE);
  const next = make(LASTING);
  makeMany(SIZE);
  assert.equal(ring.slotOf(next), elder);
});

test('when there are too many, those that were silent are given up, those that were heard of are kept', () => {
  const { ring, make, makeMany, gone, lost } = setUp();
  const alive = Array.from({ length: 10 }, () => make(LASTING));
  for (let i = 0; i < 20_000; i++) {
    make(LASTING);
    if (i % 1000 === 0) {
      makeMany(SIZE);
      for (const asyncId of alive) assert.notEqual(ring.slotOf(asyncId), NONE);
    }
  }
  makeMany(SIZE);
  for (const asyncId of alive) assert.notEqual(ring.slotOf(asyncId), NONE);
  assert.equal(lost(), 0);
  assert.ok(gone.length > 15_000);
});
