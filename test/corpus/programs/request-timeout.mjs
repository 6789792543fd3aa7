// A 'timeout' event destroys nothing.
// rule: never-cancelled
import http from 'node:http';
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
const q = http.get(`${upstream.url}/t`, { timeout: 200 }, (r) => r.resume());
q.on('error', () => {});
await new Promise((r) =>
  q.on('timeout', () => {
    if (!guilty) q.destroy();
    r();
  }),
);
await sleep(1500);
upstream.close();
