// rule: shared-controller
// A pool of tasks shares one controller; the time-out of one task aborts all tasks that run.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

class TaskPool {
  #stop = new AbortController();
  results = [];

  async run(name, ms, limit) {
    const stop = guilty ? this.#stop : new AbortController();
    const timer = setTimeout(() => {
      stop.abort(new Error(`${name} timed out`));
      if (guilty) this.#stop = new AbortController();
    }, limit);
    try {
      const response = await fetch(`${api.url}/task/${name}?ms=${ms}`, { signal: stop.signal });
      await response.json();
      this.results.push({ name, ok: true });
    } catch (error) {
      this.results.push({ name, ok: false, why: error.message });
    } finally {
      clearTimeout(timer);
    }
  }
}

async function onMessage(pool, { name, ms, limit }) {
  await pool.run(name, ms, limit);
}

const pool = new TaskPool();
const inbox = [
  { name: 'thumbnail', ms: 900, limit: 2000 },
  { name: 'transcode', ms: 2500, limit: 400 },
  { name: 'index', ms: 900, limit: 2000 },
];
for (const message of inbox) setImmediate(() => void onMessage(pool, message));
await pause(1900);
const hit = pool.results.filter(({ name, ok }) => name !== 'transcode' && !ok);
verdict(
  hit.length > 0,
  `"transcode" timed out; failed with it: ${hit.map(({ name }) => name).join(', ') || 'none'}`,
);
api.close();
