// What grows: listeners on a signal that lives as long as the process, and signals that follow it.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const shutdown = new AbortController();
const quiet = new EventTarget();
setMaxListeners(0, shutdown.signal);

/** Never taken off. */
function watch(name) {
  shutdown.signal.addEventListener('abort', () => quiet.dispatchEvent(new Event(name)));
}

/** Taken off when the work is done. */
async function guarded() {
  const stop = () => {};
  shutdown.signal.addEventListener('abort', stop);
  await sleep(1);
  shutdown.signal.removeEventListener('abort', stop);
}

/** A signal for each request that also ends at the shutdown. */
async function request() {
  const signal = AbortSignal.any([shutdown.signal, AbortSignal.timeout(60_000)]);
  await sleep(2, undefined, { signal });
}

for (let i = 0; i < 20; i++) {
  watch(`listener ${i}`);
  await guarded();
  await request();
}
request().catch(() => {});
await sleep(1_200);
shutdown.abort();
