// rule: masked-wait
// Keys are batched for 2 s; a caller that aborted keeps waiting for the batch of the others.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';
import { BatchLoader } from '../../vendor/batch-loader/loader.mjs';

const api = await backend();
const users = new BatchLoader(
  (keys) => fetch(`${api.url}/fast/users?ids=${keys}`).then(() => keys.map((id) => ({ id }))),
  { window: 2000 },
);

const untilAborted = (promise, signal) =>
  new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });

async function author(id, { signal }) {
  signal.throwIfAborted();
  const user = await (guilty ? users.get(id) : untilAborted(users.get(id), signal));
  signal.throwIfAborted();
  return user;
}

const other = track(author(1, { signal: new AbortController().signal }));
const card = new AbortController();
const mine = track(author(2, { signal: card.signal }));
await pause(200);
card.abort();
await pause(1400);
verdict(
  mine.at === 0,
  `aborted lookup settled within 1.4 s: ${mine.at !== 0}; the other one waits: ${other.at === 0}`,
);
api.close();
