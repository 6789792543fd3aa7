// rule: masked-wait
// or: dropped-signal outlived-scope
// The abort rejects the promise, the interval that polls for it goes on.
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const jobs = new Map([['a', 'queued']]);
function waitFor(id, signal) {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      if (jobs.get(id) === 'done') {
        clearInterval(timer);
        resolve();
      }
    }, 40);
    signal.addEventListener(
      'abort',
      () => {
        if (!guilty) clearInterval(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
const c = new AbortController();
waitFor('a', c.signal).catch(() => {});
await sleep(150);
c.abort();
await sleep(1500);
jobs.set('a', 'done');
