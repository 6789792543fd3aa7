import assert from 'node:assert/strict';
import { once } from 'node:events';
import { constants } from 'node:os';
import { test } from 'node:test';
import { chill, raise } from '../../../agent/destructive.js';
import { FAULTS, Fault } from '../../../wire/fault.js';

function refuses(act: () => void): void {
  assert.throws(
    act,
    (thrown) => thrown instanceof Fault && thrown.code === FAULTS['illegal-operation'] && thrown.span === 7,
  );
}

test('chill() stands still for half a second in each, no longer, and not for a negative time', () => {
  refuses(() => chill(-1, 7));
  refuses(() => chill(500_000_001, 7));
  refuses(() => chill(2n ** 63n - 1n, 7));
  const before = process.hrtime.bigint();
  chill(2_000_000, 7);
  assert.ok(process.hrtime.bigint() - before >= 2_000_000n);
  refuses(() => chill(499_000_000, 7));
  chill(1000, 7);
});

test('raise() sends the process a signal; one that does not exist is a fault', async () => {
  const arrived = once(process, 'SIGWINCH');
  raise(constants.signals.SIGWINCH, 7);
  await arrived;
  raise(0, 7);
  refuses(() => raise(999, 7));
  refuses(() => raise(-1, 7));
});
