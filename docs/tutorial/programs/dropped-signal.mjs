// An export asks for its chapters one after the other; the user closes the dialog after 250 ms.
// node dropped-signal.mjs guilty|mended
import { mended, print, sleep, startPeer } from './peers.mjs';

const store = await startPeer();

/** The house's way to ask; it knows headers and forgot the rest. */
async function guiltyGet(url, { headers }) {
  return (await fetch(url, { headers })).text();
}

async function mendedGet(url, { headers, signal }) {
  return (await fetch(url, { headers, signal })).text();
}

async function exportReport(signal) {
  const get = mended ? mendedGet : guiltyGet;
  const options = { headers: { accept: 'text/plain' }, signal };
  const chapters = [];
  chapters.push(await get(`${store.url}/summary/100`, options));
  signal.throwIfAborted();
  chapters.push(await get(`${store.url}/figures/1500`, options));
  signal.throwIfAborted();
  return chapters.join();
}

const dialog = new AbortController();
setTimeout(() => dialog.abort(), 250);
const start = performance.now();
await exportReport(dialog.signal).catch((error) => error);
const ended = Math.round(performance.now() - start);
await sleep(700);
print(mended ? 'mended' : 'guilty', {
  'dialog closed after': '250 ms',
  'export ended after': `${ended} ms`,
  'chapters for nobody': store.counts.answered - 1,
  'chapters cancelled': store.counts.spared,
});
store.stop();
