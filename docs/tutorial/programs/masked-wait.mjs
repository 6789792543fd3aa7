// A client that tries again after 2.5 s. The abort ends the try at once, and not the wait for the next one.
// node masked-wait.mjs guilty|mended
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { mended, print, sleep, startPeer } from './peers.mjs';

const service = await startPeer();

function guiltyPause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function mendedPause(ms, signal) {
  return wait(ms, undefined, { signal });
}

async function getWithRetry(path, signal) {
  for (;;) {
    signal.throwIfAborted();
    try {
      const request = get(`${service.url}${path}`, { signal });
      const [response] = await once(request, 'response');
      response.resume();
      throw new Error('503'); // it is overloaded today
    } catch (error) {
      if (signal.aborted) throw error;
    }
    await (mended ? mendedPause : guiltyPause)(2500, signal);
  }
}

const job = new AbortController();
setTimeout(() => job.abort(), 150);
const start = performance.now();
await getWithRetry('/rates/30', job.signal).catch((error) => error);
const ended = performance.now() - start;
print(mended ? 'mended' : 'guilty', {
  'aborted after': '150 ms',
  'call ended after': `${Math.round(ended)} ms`,
  'whole seconds waited': Math.floor((ended - 150) / 1000),
});
await sleep(700);
service.stop();
