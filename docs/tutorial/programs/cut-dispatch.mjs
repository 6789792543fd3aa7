// Two downloads share a signal, and each of them says what is to be done when it fires.
// node cut-dispatch.mjs guilty|mended
import { get } from 'node:http';
import { mended, print, sleep, startPeer } from './peers.mjs';

const mirror = await startPeer();

function guilty(signal, stop) {
  signal.onabort = stop; // whoever comes last is told
}

function right(signal, stop) {
  signal.addEventListener('abort', stop, { once: true });
}

function download(name, signal) {
  const request = get(`${mirror.url}/${name}/1200`, (response) => response.resume());
  request.on('error', () => {});
  (mended ? right : guilty)(signal, () => request.destroy());
}

const all = new AbortController();
download('first', all.signal);
download('second', all.signal);
await sleep(150);
all.abort();
await sleep(1500);
print(mended ? 'mended' : 'guilty', {
  'downloads cancelled': mirror.counts.spared,
  'downloads for nobody': mirror.counts.answered,
});
mirror.stop();
