// rule: dropped-signal
// or: never-cancelled
// A batcher starts the request in a timer's callback: signals of the callers are not looked at.
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const upstream = await slow();
let batch;
function load(id, signal) {
  signal.throwIfAborted();
  if (batch === undefined) {
    const own = { ids: [], signals: [], ac: new AbortController() };
    batch = own;
    own.done = new Promise((resolve, reject) =>
      setTimeout(() => {
        batch = undefined;
        fetch(`${upstream.url}/batch?${own.ids}`, { signal: own.ac.signal })
          .then((r) => r.text())
          .then(resolve, reject);
      }, 20),
    );
  }
  const own = batch;
  own.ids.push(id);
  own.signals.push(signal);
  if (!guilty)
    signal.addEventListener('abort', () => {
      if (own.signals.every((s) => s.aborted)) own.ac.abort();
    });
  return own.done;
}
async function view(id, signal) {
  return load(id, signal);
}
const a = new AbortController();
view(1, a.signal).catch(() => {});
view(2, a.signal).catch(() => {});
await sleep(200);
a.abort();
await sleep(1500);
upstream.close();
