/** Observing changes nothing: what would be collected without ntrace is collected with it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIXTURES, runNtrace } from '../support/process.js';

test('signals, controllers, listeners, timers, responses and reasons go as without the graph', async () => {
  const program = ['--expose-gc', join(FIXTURES, 'collected.mjs')];
  const bare = spawnSync(process.execPath, program, { encoding: 'utf8' });
  const watched = await runNtrace(['check', '--', process.execPath, ...program]);
  const alive = JSON.parse(bare.stdout) as Record<string, number>;
  assert.deepEqual(JSON.parse(watched.stdout.trim()), alive, watched.stderr);
});
