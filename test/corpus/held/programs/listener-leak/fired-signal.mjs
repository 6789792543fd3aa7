// rule: listener-leak
// or: late-dispatch
// After the shutdown signal has fired, each late job still adds a listener that can never run.
import { getEventListeners } from 'node:events';
import { guilty, pause, verdict } from '../../lib/observe.mjs';

const shutdown = new AbortController();
let closed = 0;

async function lateJob(id, signal) {
  const connection = { id, open: true };
  const close = () => {
    connection.open = false;
    closed++;
  };
  if (!guilty && signal.aborted) return close();
  signal.addEventListener('abort', close);
  await pause(20);
  close();
  if (!guilty) signal.removeEventListener('abort', close);
}

const count = () => getEventListeners(shutdown.signal, 'abort').length;
for (let id = 0; id < 3; id++) {
  const before = count();
  await lateJob(id, shutdown.signal);
  if (count() > before) process.stderr.write(`job ${id} left a listener\n`);
}
shutdown.abort();
const before = count();
for (let id = 3; id < 28; id++) await lateJob(id, shutdown.signal);
await pause(1200);
verdict(
  count() - before > 8,
  `${count() - before} listeners came to the fired signal and stay; ${closed} closed`,
);
