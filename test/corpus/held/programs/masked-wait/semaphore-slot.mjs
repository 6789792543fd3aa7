// rule: masked-wait
// A job waits for a slot; the wait does not look at the job's signal, and another job holds the slot for 2 s.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';
import { Slots } from '../../vendor/slots/slots.cjs';

const api = await backend();
const slots = new Slots(1, { abortable: !guilty });

async function convert(file, signal) {
  await slots.take(signal);
  try {
    signal.throwIfAborted();
    const response = await fetch(`${api.url}/convert/${file}?ms=2100`, { signal });
    return await response.json();
  } finally {
    slots.give();
  }
}

const long = track(convert('film.mov', new AbortController().signal));
await pause(100);
const upload = new AbortController();
const short = track(convert('photo.jpg', upload.signal));
await pause(200);
upload.abort();
await pause(1400);
verdict(
  short.at === 0,
  `aborted job settled within 1.4 s: ${short.at !== 0}; the other one is done: ${long.at !== 0}`,
);
api.close();
