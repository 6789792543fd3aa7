// rule: swallowed-abort
// A queue's worker takes the abort of the whole for one failed task and takes the next.
import { setTimeout as delay } from 'node:timers/promises';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const queue = Array.from({ length: 20 }, (_, i) => i);
const failed = [];
async function worker(signal) {
  while (queue.length > 0) {
    const task = queue.shift();
    try {
      await delay(60, undefined, { signal: guilty && signal.aborted ? undefined : signal });
    } catch {
      if (!guilty && signal.aborted) return;
      failed.push(task);
    }
  }
}
const c = new AbortController();
worker(c.signal);
await sleep(150);
c.abort();
await sleep(1800);
