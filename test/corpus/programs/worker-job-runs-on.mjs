// The caller is told, the worker works on.
// rule: uncancellable-native
import { Worker } from 'node:worker_threads';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const code = `const { parentPort: port } = require('node:worker_threads');
port.on('message', (ms) => setTimeout(() => port.postMessage('done'), ms));`;
const worker = new Worker(code, { eval: true });
const ask = (ms, signal) =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    signal.addEventListener(
      'abort',
      () => {
        if (!guilty) worker.terminate();
        reject(signal.reason);
      },
      { once: true },
    );
    worker.postMessage(ms);
  });

await ask(1, new AbortController().signal);
const controller = new AbortController();
const job = ask(3000, controller.signal).catch(() => {});
await sleep(100);
controller.abort();
await job;
await sleep(3500);
await worker.terminate();
