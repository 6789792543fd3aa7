// `ntrace lost`: losses of a running process as they happen, and a provable leave.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIXTURES, runNtrace, startNtrace, startTarget } from '../support/process.js';

const GRACE = ['--grace', '20'];

test('prints losses of a process that was not prepared, folds them, and restores everything', async () => {
  const target = startTarget('keeps-losing.mjs');
  await target.ready;
  const lost = startNtrace(['lost', ...GRACE, '-p', String(target.pid)]);
  await lost.waitFor(/^LOST {2}setTimeout 60000 ms /m);
  await lost.waitFor(/^LOST {2}\d+ alike now: /m);
  lost.kill('SIGINT');
  assert.deepEqual(await lost.exited, { code: 0, signal: null }, lost.stderr());
  assert.equal(lost.stdout().match(/^ {2}aborted by/gm)?.length, 1);
  assert.match(
    lost.stderr(),
    /^Watching node keeps-losing\.mjs \(pid \d+\), node v.*; ends after 10 minutes/m,
  );
  const restored = /^restored (\d+) of (\d+)$/m.exec(lost.stderr());
  assert.ok(restored !== null && restored[1] === restored[2] && Number(restored[2]) > 0, lost.stderr());
  assert.match(lost.stderr(), /^1 finding \(\d+ lost cancellations\)/m);
  assert.equal(target.exit, undefined);
  await target.stop();
});

test('--fail exits with 3; JSON is one object a line', async () => {
  const target = startTarget('keeps-losing.mjs');
  await target.ready;
  const lost = startNtrace(['lost', ...GRACE, '--fail', '--format', 'json', '-p', String(target.pid)]);
  await lost.waitFor(/"type":"finding"/);
  lost.kill('SIGINT');
  assert.equal((await lost.exited).code, 3);
  const lines = lost
    .stdout()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  assert.equal(lines[0]?.type, 'header');
  assert.equal(lines.at(-1)?.type, 'end');
  await target.stop();
});

test('ends with its target', async () => {
  const target = startTarget('keeps-losing.mjs');
  await target.ready;
  const lost = startNtrace(['lost', ...GRACE, '-p', String(target.pid)]);
  await lost.waitFor(/^LOST/m);
  await target.stop();
  assert.equal((await lost.exited).code, 0);
  assert.match(lost.stderr(), /keeps-losing\.mjs \(pid \d+\) was killed or hung up/);
});

test('of a command ends with it and with its status', async () => {
  const loses = join(FIXTURES, 'loses.mjs');
  const status = await runNtrace(['lost', ...GRACE, '--', process.execPath, loses, 'exit', '6']);
  assert.equal(status.code, 6);
  assert.match(status.stdout, /^LOST {2}setTimeout 60000 ms /m);
  const failing = await runNtrace(['lost', ...GRACE, '--fail', '--', process.execPath, loses]);
  assert.equal(failing.code, 3);
});

test('--snapshot says what it will cost', async () => {
  const target = startTarget('keeps-losing.mjs');
  await target.ready;
  const args = ['lost', ...GRACE, '--snapshot', '--duration', '300ms', '-p', String(target.pid)];
  const { code, stderr } = await runNtrace(args);
  assert.equal(code, 0, stderr);
  assert.match(
    stderr,
    /--snapshot stops process \d+ while its heap is searched for signals: up to .* for about \d+ MB/,
  );
  await target.stop();
});

test('wrong usage', async () => {
  const cases: readonly (readonly [args: string[], message: RegExp])[] = [
    [[], /ntrace lost: which process\?/],
    [['-p', '1', '--', 'true'], /either -p PID or a command, not both/],
    [['--snapshot', '--', 'true'], /--snapshot is for a process that runs already/],
    [['--duration', 'long', '-p', '1'], /a time such as 500ms/],
    [['-p', '0'], /not a PID: "0"/],
  ];
  for (const [args, message] of cases) {
    const { code, stderr } = await runNtrace(['lost', ...args]);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
  }
});
