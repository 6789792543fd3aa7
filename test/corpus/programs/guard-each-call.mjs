// Each call looks at the signal when it is made, and its request does not get it: calls are no loop that drains.
// rule: dropped-signal
import http from 'node:http';
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
const read = (path, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const request = http.get(upstream.url + path, guilty ? {} : { signal }, (response) => {
      response.resume().on('end', resolve).on('error', reject);
    });
    request.on('error', reject);
  });
async function report(signal) {
  for (const path of ['/fast/1', '/fast/2', '/slow']) await read(path, signal);
}
const job = new AbortController();
setTimeout(() => job.abort(), 300);
report(job.signal).catch(() => {});
await sleep(1900);
upstream.close();
