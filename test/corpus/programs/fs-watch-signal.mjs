// rule: dropped-signal
// or: outlived-scope
// A watcher that nobody closes at the abort.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
function follow(path, signal) {
  if (signal.aborted) return;
  const watcher = fs.watch(path, () => {});
  if (!guilty) signal.addEventListener('abort', () => watcher.close(), { once: true });
}
const c = new AbortController();
follow(tmpdir(), c.signal);
await sleep(150);
c.abort();
await sleep(1200);
process.exit(0);
