import assert from 'node:assert/strict';
import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { child as provider } from '../../../probes/child.js';
import { feed } from '../../support/feeding.js';

const FOREVER = ['-e', 'setInterval(() => {}, 1000)'];

test('child: a process from its start to its end', async () => {
  const before = Object.getOwnPropertyDescriptors(ChildProcess.prototype);
  const feeding = feed(provider, ['process:spawn:start', 'process:spawn:done', 'process:kill:start']);
  const ended = spawn(process.execPath, ['-e', 'process.exitCode = 3'], { stdio: 'ignore' });
  const { kind, alive, holder } = feeding.facts.get(ended) ?? assert.fail('no facts');
  assert.deepEqual([kind, holder, alive?.(ended)], ['child', false, true]);
  await once(ended, 'exit');
  assert.equal(alive?.(ended), false);
  assert.deepEqual(feeding.told(), ['started spawn node', 'ended spawn node true']);
  assert.deepEqual(feeding.fired(), ['process:spawn:start 0', 'process:spawn:done 0']);

  const killed = spawn(process.execPath, FOREVER, { stdio: 'ignore', detached: true, timeout: 60_000 });
  assert.equal(killed.kill(0), true);
  assert.deepEqual(feeding.told(), ['started spawn node'], 'signal 0 asks, it tells nothing');
  assert.equal(feeding.facts.get(killed)?.holder, true);
  assert.equal(feeding.facts.get(killed)?.bounded, true);
  killed.kill();
  await once(killed, 'exit');
  assert.deepEqual(feeding.told(), ['ended spawn node true', 'ended spawn node true']);
  feeding.restore();
  assert.deepEqual(Object.getOwnPropertyDescriptors(ChildProcess.prototype), before);
});

test('child: the signal it is given, and a start that fails', async () => {
  const feeding = feed(provider, ['process:spawn:error']);
  const controller = new AbortController();
  const { signal } = controller;
  const given = spawn(process.execPath, FOREVER, { stdio: 'ignore', signal });
  assert.equal(feeding.facts.get(given)?.signal, signal);
  const failed = once(given, 'error');
  controller.abort();
  await failed;
  assert.deepEqual(feeding.told().slice(0, 2), ['started spawn node', 'ended spawn node true']);
  await new Promise((resolve) => execFile('no-such-file', resolve));
  assert.ok(feeding.fired().includes('process:spawn:error 0'));
  feeding.restore();
});
