/** What an application does after an await, where the async id is 0, is not taken for the agent's own work. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runNtrace, startTarget } from '../support/process.js';

const LOOP = `
(async () => {
  console.log('READY');
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 7));
  }
})();`;

test('timers armed in the continuation of an await are counted, each with its tick', async () => {
  const target = startTarget(null, { nodeArgs: ['--inspect-port=0', '-e', LOOP] });
  try {
    await target.ready;
    const program =
      'timer::setTimeout:create /args[0]->delayMs == 7/ { @armed = count(); n++; } tick-20ms /n >= 20/ { exit(0); }';
    const { code, stdout, stderr } = await runNtrace(['-p', String(target.pid), '-q', '-n', program]);
    assert.equal(code, 0, stderr);
    assert.ok(Number(stdout.trim()) >= 20, stdout);
  } finally {
    await target.stop();
  }
});
