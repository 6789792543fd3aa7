// A worker finishes its job and stops.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const app = new AbortController();
const queue = [1, 2, 3, 4, 5, 6];
async function worker(signal) {
  while (queue.length && !signal.aborted) {
    const j = queue.shift();
    await sleep(120);
    await (await fetch(`${upstream.url}/fast?${j}`)).text();
  }
}
const w = worker(app.signal);
await sleep(300);
app.abort();
await w;
await sleep(1200);
upstream.close();
