import assert from 'node:assert/strict';
import { once } from 'node:events';
import { constants } from 'node:os';
import { test } from 'node:test';
import { ChillBudget, chill, raise } from '../../../agent/destructive.js';
import { FAULTS, Fault } from '../../../wire/fault.js';

function refuses(act: () => void): void {
  assert.throws(
    act,
    (thrown) => thrown instanceof Fault && thrown.code === FAULTS['illegal-operation'] && thrown.span === 7,
  );
}

test('chill() stands still for as long as it is told, if that may be', () => {
  refuses(() => chill(-1, 7));
  refuses(() => chill(500_000_001, 7));
  refuses(() => chill(2n ** 63n - 1n, 7));
  const before = process.hrtime.bigint();
  chill(2_000_000, 7);
  assert.ok(process.hrtime.bigint() - before >= 2_000_000n);
});

test('half a second may be chilled in each second', () => {
  const budget = new ChillBudget();
  const take = (ms: number, atMs: number): boolean => budget.take(ms * 1e6, atMs * 1e6);
  assert.deepEqual(
    [take(300, 5000), take(300, 5300), take(200, 5400), take(1, 6000)],
    [true, false, true, false],
  );
  assert.deepEqual([take(500, 6001), take(1, 7000), take(1, 7002)], [true, false, true]);
});

test('raise() sends the process a signal; one that does not exist is a fault', async () => {
  const arrived = once(process, 'SIGWINCH');
  raise(constants.signals.SIGWINCH, 7);
  await arrived;
  raise(0, 7);
  refuses(() => raise(999, 7));
  refuses(() => raise(-1, 7));
});
