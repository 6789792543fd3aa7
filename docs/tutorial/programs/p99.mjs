// A search box: a request per letter typed, and eight connections to the index. One letter alone is a search that
// takes 2.2 s, but nobody waits for it: the next letter is typed, and the browser hangs up.
// node p99.mjs guilty|mended [SECONDS]
import { ask, mended, percentile, print, serve, sleep, startPeer } from './peers.mjs';

const CONNECTIONS = 8;
const TYPISTS = 8;
const seconds = Number(process.argv[3] ?? 4);

/** So many may use the index at a time; the others queue. */
class Pool {
  #free = CONNECTIONS;
  #waiting = [];

  async connect(signal) {
    if (this.#free > 0) this.#free--;
    else await new Promise((resolve, reject) => this.#queue(resolve, reject, signal));
  }

  #queue(resolve, reject, signal) {
    this.#waiting.push(resolve);
    signal?.addEventListener('abort', () => {
      const place = this.#waiting.indexOf(resolve);
      if (place >= 0) this.#waiting.splice(place, 1);
      reject(signal.reason);
    });
  }

  release() {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}

const index = await startPeer();
const pool = new Pool();
let used = 0;

async function suggest(request, response) {
  const gone = new AbortController();
  if (mended) response.on('close', () => response.writableEnded || gone.abort());
  const letters = request.url.slice(request.url.indexOf('=') + 1);
  try {
    await pool.connect(gone.signal);
    try {
      response.end(await search(letters, gone.signal));
      if (!response.closed) used++;
    } finally {
      pool.release();
    }
  } catch {
    response.destroy();
  }
}

async function search(letters, signal) {
  const found = await fetch(`${index.url}/${letters}/${letters.length === 1 ? 2200 : 40}`, { signal });
  return found.text();
}

const service = await serve(suggest);

/** People who wait for their answer, 40 a second; after `calm` ms others begin to type, once in three seconds. */
async function load(forMs, typing) {
  const answers = [];
  const end = performance.now() + forMs;
  const patient = [];
  let round = 0;
  for (let tick = 0; performance.now() < end; tick++) {
    patient.push(ask(`${service.url}/suggest?q=word`).then((ms) => ms && answers.push(ms)));
    if (typing && tick % 120 === 8) {
      for (let typist = 0; typist < TYPISTS; typist++) ask(`${service.url}/suggest?q=a`, 80);
      round++;
    }
    await sleep(25);
  }
  await Promise.all(patient);
  return { answers, round };
}

async function measure(title, forMs, typing) {
  const before = { ...index.counts, used };
  const { answers, round } = await load(forMs, typing);
  print(title, {
    'requests answered': answers.length,
    P50: percentile(answers, 50),
    P99: percentile(answers, 99),
    'clients that hung up': round * TYPISTS,
    'searches for nobody': index.counts.answered - before.answered - (used - before.used),
    'searches cancelled': index.counts.spared - before.spared,
  });
}

await measure('nobody types', 1000, false);
await measure('somebody types', seconds * 1000, true);
service.stop();
index.stop();
