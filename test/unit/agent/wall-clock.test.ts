import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wallNs } from '../../../agent/host.js';

test('the wall clock has the milliseconds of Date.now() and goes on within them', () => {
  let last = wallNs();
  let steps = 0;
  for (let i = 0; i < 100_000; i++) {
    const before = Date.now();
    const ns = wallNs();
    const after = Date.now();
    const ms = Number(ns / 1_000_000n);
    assert.ok(ms >= before && ms <= after, `${before} ${ms} ${after}`);
    assert.ok(ns >= last);
    if (ns > last && ms === Number(last / 1_000_000n)) steps++;
    last = ns;
  }
  assert.ok(steps > 0, 'it advances within a millisecond');
});
