// A page shows recommendations if they come within 150 ms, and does without them if not.
// node never-cancelled.mjs guilty|mended
import { mended, percentile, print, sleep, startPeer } from './peers.mjs';

const PAGES = 5;
const database = await startPeer();

async function recommendations(signal) {
  const response = await fetch(`${database.url}/recommendations/1200`, { signal });
  return response.text();
}

async function guiltyPage() {
  return Promise.race([recommendations(), sleep(150, 'none')]);
}

async function mendedPage() {
  const race = new AbortController();
  try {
    return await Promise.race([recommendations(race.signal), sleep(150, 'none', { signal: race.signal })]);
  } finally {
    race.abort();
  }
}

const took = [];
async function page() {
  const start = performance.now();
  await (mended ? mendedPage() : guiltyPage());
  took.push(performance.now() - start);
}

await Promise.all(Array.from({ length: PAGES }, page));
await sleep(1500);
print(mended ? 'mended' : 'guilty', {
  'pages shown': took.length,
  'P50 of a page': percentile(took, 50),
  'queries for nobody': database.counts.answered,
  'queries cancelled': database.counts.spared,
});
database.stop();
