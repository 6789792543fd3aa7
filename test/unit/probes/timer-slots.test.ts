import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type NodeTimer, TimerSlots } from '../../../probes/timer/slots.js';
import type { Frame } from '../../../wire/host.js';

function timer(): NodeTimer {
  return { _destroyed: false, _onTimeout: () => {} };
}

function setUp() {
  let ended = 0;
  const slots = new TimerSlots(
    () => {},
    () => void ended++,
  );
  const follow = (each: NodeTimer): void => {
    const slot = slots.acquire(each, '_onTimeout');
    assert.ok(slot !== undefined);
    slot.frame = {} as Frame;
  };
  return { slots, follow, ended: () => ended };
}

test('timers that go without notice are found: what is held does not grow with their number', () => {
  const { slots, follow, ended } = setUp();
  const live = Array.from({ length: 100 }, timer);
  for (const each of live) follow(each);
  for (let i = 0; i < 100_000; i++) {
    const gone = timer();
    follow(gone);
    gone._destroyed = true;
  }
  const held = 100_000 - ended();
  assert.ok(held <= 1024, `${held} timers that are gone are held`);
  for (const each of live) assert.ok(slots.of(each, '_onTimeout') !== undefined, 'live ones stay followed');
  slots.releaseAll();
  assert.equal(ended(), 100_100);
});

test('after many live timers at once, their slots are given up', async () => {
  const { slots, follow } = setUp();
  const wrappers: WeakRef<object>[] = [];
  const many = Array.from({ length: 20_000 }, timer);
  for (const each of many) {
    follow(each);
    wrappers.push(new WeakRef(each._onTimeout as object));
  }
  for (const each of many) slots.release(slots.of(each, '_onTimeout') as never, true);
  for (let i = 0; i < 40_000; i++) {
    const gone = timer();
    follow(gone);
    gone._destroyed = true;
  }
  const used = new Set(many.map((each) => each._onTimeout));
  assert.equal(used.size, 20_000, 'each had a wrapper of its own');
  for (const each of many) each._onTimeout = null;
  used.clear();
  await turn(); // a WeakRef holds on until the job that made it is over
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const left = wrappers.filter((each) => each.deref() !== undefined).length;
  assert.ok(left < 5000, `${left} wrappers of 20,000 are left`);
  slots.releaseAll();
});
