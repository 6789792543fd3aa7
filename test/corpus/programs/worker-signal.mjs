// rule: dropped-signal
// or: uncancellable-native
// The caller is told; a thread that reports its progress works on.
import { Worker } from 'node:worker_threads';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const code = `const { parentPort } = require('node:worker_threads'); const t = setInterval(() => parentPort.postMessage('progress'), 100); setTimeout(() => { clearInterval(t); parentPort.close(); }, 2500);`;
function run(signal) {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const w = new Worker(code, { eval: true });
    w.on('exit', resolve);
    signal.addEventListener(
      'abort',
      () => {
        if (!guilty) w.terminate();
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
const c = new AbortController();
run(c.signal).catch(() => {});
await sleep(400);
c.abort();
await sleep(1500);
process.exit(0);
