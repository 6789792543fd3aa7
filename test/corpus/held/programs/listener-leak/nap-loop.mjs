// rule: listener-leak
// A sleep of a package leaves its listener on the application's signal each time it ends well.
import { getEventListeners } from 'node:events';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const { nap } = await import(`../../vendor/nap/${guilty ? '2.0.0' : '2.0.1'}.mjs`);
const api = await backend();
const app = new AbortController();
let polls = 0;

async function pollQueue() {
  while (polls < 25) {
    const response = await fetch(`${api.url}/fast/queue`);
    await response.json();
    polls++;
    await nap(20, app.signal);
  }
}

const before = getEventListeners(app.signal, 'abort').length;
await pollQueue();
await pause(1200);
const after = getEventListeners(app.signal, 'abort').length;
verdict(
  after - before > 8,
  `listeners on the application's signal: ${before} -> ${after} after ${polls} polls`,
);
api.close();
