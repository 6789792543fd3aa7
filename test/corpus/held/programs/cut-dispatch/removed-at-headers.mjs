// rule: cut-dispatch
// or: dropped-signal
// The listener is removed in `finally` as soon as the headers came; the body of the download is still on its way.
import http from 'node:http';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

async function open(url, signal) {
  const request = http.get(url);
  const onAbort = () => request.destroy(signal.reason);
  request.on('error', () => {});
  signal.addEventListener('abort', onAbort);
  try {
    return await new Promise((resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
    });
  } finally {
    if (guilty) signal.removeEventListener('abort', onAbort);
    else request.once('close', () => signal.removeEventListener('abort', onAbort));
  }
}

const player = new AbortController();
const response = await open(`${api.url}/drip/track-1`, player.signal);
let bytes = 0;
response.on('error', () => {});
response.on('data', (chunk) => {
  bytes += chunk.length;
});
await pause(400);
player.abort();
await pause(50);
const before = bytes;
await pause(1300);
verdict(bytes > before, `${bytes - before} bytes of the track came after stop`);
api.close();
