// Many tasks of one queue share the signal of the batch, and all finish.
import { listeners, load, sleep, verdict } from '../lib.mjs';

const PQueue = (await load('p-queue')).default;
const queue = new PQueue({ concurrency: 3 });
const batch = new AbortController();
for (let i = 0; i < 24; i++) queue.add(() => sleep(10), { signal: batch.signal });
await queue.onIdle();
await sleep(150);
const left = listeners(batch.signal);
verdict(left >= 24, `${left} abort listeners left on the batch's signal after 24 finished tasks`);
