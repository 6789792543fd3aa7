// One shutdown signal is handed to many retried jobs that all succeed: who takes the listeners away?
import { listeners, load, sleep, verdict } from '../lib.mjs';

const pRetry = (await load('p-retry')).default;
const shutdown = new AbortController();
for (let i = 0; i < 15; i++) {
  await pRetry(
    async (n) => {
      if (n < 2) throw new Error('again');
      await sleep(5);
      return i;
    },
    { signal: shutdown.signal, minTimeout: 5, retries: 3 },
  );
}
await sleep(200);
const left = listeners(shutdown.signal);
verdict(left >= 15, `${left} abort listeners left on the caller's signal after 15 finished calls`);
