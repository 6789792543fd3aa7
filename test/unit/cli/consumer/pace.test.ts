import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunOptions } from '../../../../cli/consumer/options.js';
import { Pace } from '../../../../cli/consumer/pace.js';

test('exit() is noticed at once, unless statusrate was set', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let noticed = 0;
  new Pace(new RunOptions({})).notice(() => noticed++);
  assert.equal(noticed, 1);
  new Pace(new RunOptions({ statusrate: '1h' })).notice(() => noticed++);
  assert.equal(noticed, 1);
  t.mock.timers.tick(3600_000);
  assert.equal(noticed, 2);
});
