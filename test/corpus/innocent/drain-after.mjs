// What is left is sent at shutdown.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const app = new AbortController();
const buf = [1, 2, 3];
app.signal.addEventListener('abort', async () => {
  for (const _x of buf.splice(0)) await (await fetch(`${upstream.url}/fast`)).text();
});
await sleep(100);
app.abort();
await sleep(1500);
upstream.close();
