import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setImmediate as immediately } from 'node:timers/promises';
import { MessageChannel, MessagePort, Worker } from 'node:worker_threads';
import { worker as provider } from '../../../probes/worker.js';
import { differences, feed } from '../../support/feeding.js';

const ECHO = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', (message) => message === 'deaf' || parentPort.postMessage(message));`;
const PROBES = [
  'thread:run:start',
  'thread:run:done',
  'port:post:start',
  'port:post:done',
  'port:post:error',
];

test('worker: a thread, its jobs and their answers', { timeout: 30_000 }, async () => {
  const targets = [MessagePort.prototype, Worker.prototype];
  const before = targets.map((each) => Object.getOwnPropertyDescriptors(each));
  const feeding = feed(provider, PROBES);
  const worker = new Worker(ECHO, { eval: true });
  assert.equal(feeding.facts.get(worker)?.kind, 'worker');
  assert.deepEqual(feeding.told(), ['started new Worker'], "Node's own messages are not told");
  worker.postMessage('one');
  worker.postMessage('two');
  assert.deepEqual(feeding.told(), [
    'ended new Worker false',
    'started postMessage',
    'ended new Worker false',
    'started postMessage',
  ]);
  while (feeding.told().filter((line) => line === 'ended postMessage false').length < 1)
    await once(worker, 'message');
  worker.postMessage('deaf');
  await worker.terminate();
  // What was not answered ends with the thread: the port is closed in one of the next turns.
  while (!feeding.told().includes('ended postMessage true')) await immediately();
  assert.deepEqual(
    [...new Set(feeding.fired().map((line) => line.split(' ')[0]))].sort(),
    [...PROBES].sort(),
  );
  feeding.restore();
  assert.deepEqual(
    differences(
      before,
      targets.map((each) => Object.getOwnPropertyDescriptors(each)),
    ),
    [],
  );
});

test('worker: who answers has no job, nor has who is never answered', { timeout: 30_000 }, async () => {
  const feeding = feed(provider, []);
  const { port1, port2 } = new MessageChannel();
  port2.on('message', (message) => port2.postMessage(message));
  port1.postMessage('ask');
  await once(port1, 'message');
  assert.deepEqual(feeding.told(), ['started postMessage', 'ended postMessage false']);
  port1.close();

  const log = new MessageChannel();
  for (let i = 0; i < 3; i++) log.port1.postMessage(i);
  const posts = [...feeding.facts].filter(([, { label }]) => label === 'postMessage').slice(-3);
  assert.deepEqual(
    posts.map(([post, { alive }]) => alive?.(post)),
    [false, false, false],
  );
  log.port1.close();
  await once(
    log.port2.on('message', () => {}),
    'close',
  );
  feeding.restore();
});
