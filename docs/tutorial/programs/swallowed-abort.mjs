// A poller asks every 60 ms and takes every failure for one that passes, its own abort included.
// node swallowed-abort.mjs guilty|mended
import { ask, mended, print, sleep, startPeer } from './peers.mjs';

const queue = await startPeer();
let swallowed = 0;

async function poll(signal) {
  for (let tries = 0; tries < 25; tries++) {
    try {
      signal.throwIfAborted();
      await ask(`${queue.url}/jobs/20`);
    } catch (error) {
      if (mended && signal.aborted) throw error;
      if (signal.aborted) swallowed++;
      // a hiccup: try again
    }
    await sleep(60);
  }
}

const app = new AbortController();
setTimeout(() => app.abort(), 300);
const start = performance.now();
await poll(app.signal).catch((error) => error);
const ended = Math.round(performance.now() - start);
await sleep(700);
print(mended ? 'mended' : 'guilty', {
  'aborted after': '300 ms',
  'poller ended after': `${ended} ms`,
  'aborts swallowed': swallowed,
});
queue.stop();
