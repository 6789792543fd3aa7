// It starts after an await without another look, and listens too late.
// rule: late-dispatch
import http from 'node:http';
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
async function task(signal) {
  if (signal.aborted) return;
  await sleep(150);
  if (!guilty) signal.throwIfAborted();
  const q = http.get(`${upstream.url}/l`, (r) => r.resume());
  q.on('error', () => {});
  signal.addEventListener('abort', () => q.destroy());
  await new Promise((r) => q.on('close', r));
}
const c = new AbortController();
task(c.signal).catch(() => {});
await sleep(100);
c.abort();
await sleep(2000);
upstream.close();
