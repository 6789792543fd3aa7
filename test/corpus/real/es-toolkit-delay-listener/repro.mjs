// A loop that sleeps with the signal of its service, round after round.
import { listeners, load, sleep, verdict } from '../lib.mjs';

const { delay } = await load('es-toolkit');
const service = new AbortController();
for (let i = 0; i < 20; i++) await delay(5, { signal: service.signal });
await sleep(100);
const left = listeners(service.signal);
verdict(left >= 20, `${left} abort listeners left on the service's signal after 20 finished delays`);
