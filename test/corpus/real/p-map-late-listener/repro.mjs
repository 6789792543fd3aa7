// Calls made with a signal that fired already are refused; do they leave anything behind on it?
import { listeners, load, sleep, verdict } from '../lib.mjs';

const pMap = (await load('p-map')).default;
const stop = new AbortController();
stop.abort();
let refused = 0;
for (let i = 0; i < 15; i++)
  await pMap(
    [1, 2, 3],
    async (x) => {
      await sleep(2);
      return x;
    },
    { signal: stop.signal },
  ).catch(() => refused++);
await sleep(150);
const left = listeners(stop.signal);
verdict(left >= 15, `${left} abort listeners added to an aborted signal by ${refused} refused calls`);
