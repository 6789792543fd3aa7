import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { withAttachLock } from '../../../../cli/inspector/lock.js';
import { startTicks } from '../../../../cli/proc/status.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const soon = () => Date.now() + 5_000;

test('holders follow one another and leave nothing', async () => {
  let inside = 0;
  let most = 0;
  const order: number[] = [];
  const enter = (n: number) =>
    withAttachLock({ directory, deadline: soon() }, async () => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      order.push(n);
      inside--;
    });
  await Promise.all([1, 2, 3, 4].map(enter));
  assert.equal(most, 1);
  assert.equal(order.length, 4);
  assert.deepEqual(readdirSync(directory), []);
});

test('is released when the action fails', async () => {
  const failing = withAttachLock({ directory, deadline: soon() }, () => Promise.reject(new Error('no')));
  await assert.rejects(failing, /^Error: no$/);
  assert.equal(await withAttachLock({ directory, deadline: soon() }, async () => 7), 7);
});

test('a dead holder, a recycled pid and a broken file do not lock anybody out', async () => {
  const dead = spawnSync(process.execPath, ['-p', '1']).pid;
  const stale = [
    JSON.stringify({ pid: dead, started: 5 }),
    JSON.stringify({ pid: process.pid, started: (startTicks(process.pid) ?? 0) - 1 }),
    'not json',
    '{}',
  ];
  for (const text of stale) {
    writeFileSync(join(directory, 'attach.lock'), text);
    assert.equal(await withAttachLock({ directory, deadline: soon() }, async () => 1), 1);
  }
});

test('a living holder is named', async () => {
  const waited: number[] = [];
  await withAttachLock({ directory, deadline: soon() }, async () => {
    const second = withAttachLock(
      { directory, deadline: Date.now() + 50, onWait: (pid) => waited.push(pid) },
      async () => {},
    );
    await assert.rejects(second, {
      code: 'locked',
      exitCode: 4,
      message: new RegExp(`process ${process.pid} is attaching`),
    });
  });
  assert.deepEqual(waited, [process.pid]);
});
