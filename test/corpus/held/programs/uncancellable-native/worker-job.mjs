// rule: uncancellable-native
// or: never-cancelled dropped-signal swallowed-abort
// A job in a worker: the abort rejects the caller, the message "cancel" waits behind the busy job.
import { Worker } from 'node:worker_threads';
import { guilty, pause, track, verdict } from '../../lib/observe.mjs';

const code = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, ms }) => {
  if (ms === undefined) return;
  const until = Date.now() + ms;
  let sum = 0;
  while (Date.now() < until) sum += Math.sqrt(sum + 1);
  parentPort.postMessage({ id, sum });
});`;
const worker = new Worker(code, { eval: true });
const log = { ended: 0, exited: 0 };
worker.on('exit', () => {
  log.exited = Date.now();
});
worker.unref();

function runJob(id, ms, signal) {
  return new Promise((resolve, reject) => {
    const onMessage = (message) => {
      if (message.id !== id) return;
      log.ended = Date.now();
      worker.off('message', onMessage);
      resolve(message.sum);
    };
    worker.on('message', onMessage);
    worker.postMessage({ id, ms });
    signal.addEventListener('abort', () => {
      if (guilty) worker.postMessage({ id, cancel: true });
      else void worker.terminate();
      reject(signal.reason);
    });
  });
}

const screen = new AbortController();
const state = track(runJob('layout', 2200, screen.signal));
await pause(500);
screen.abort();
await pause(1300);
const running = log.ended === 0 && log.exited === 0;
verdict(
  running,
  `caller settled: ${state.at !== 0}; the job ${running ? 'computes on' : 'is over'} 1.3 s after the abort`,
);
