// Two workers fetch what a queue holds. A customer takes back his job, and jobs of others end with it.
// node worker-pool.mjs guilty|mended
import { mended, print, sleep, startPeer } from './peers.mjs';

const store = await startPeer();

class GuiltyPool {
  #all = new AbortController();
  #jobs = [];

  constructor(workers) {
    for (let number = 0; number < workers; number++) this.#work();
  }

  run(path) {
    return new Promise((resolve, reject) => this.#jobs.push({ path, resolve, reject }));
  }

  cancel() {
    this.#all.abort();
    this.#all = new AbortController();
  }

  async #work() {
    for (;;) {
      const job = this.#jobs.shift();
      if (job === undefined) await sleep(10);
      else await fetch(`${store.url}${job.path}`, { signal: this.#all.signal }).then(job.resolve, job.reject);
    }
  }
}

class MendedPool {
  #jobs = [];

  constructor(workers) {
    for (let number = 0; number < workers; number++) this.#work();
  }

  run(path, signal) {
    return new Promise((resolve, reject) => this.#jobs.push({ path, signal, resolve, reject }));
  }

  async #work() {
    for (;;) {
      const job = this.#jobs.shift();
      if (job === undefined) await sleep(10);
      else await fetch(`${store.url}${job.path}`, { signal: job.signal }).then(job.resolve, job.reject);
    }
  }
}

const counts = { finished: 0, 'cancelled by their owner': 0, 'cancelled by a stranger': 0 };
const pool = new (mended ? MendedPool : GuiltyPool)(2);

async function customer(path, patience) {
  const own = new AbortController();
  let leaves = false;
  if (patience !== undefined)
    setTimeout(() => {
      leaves = true;
      if (mended) own.abort();
      else pool.cancel();
    }, patience);
  try {
    await pool.run(path, own.signal);
    counts.finished++;
  } catch {
    counts[leaves ? 'cancelled by their owner' : 'cancelled by a stranger']++;
  }
}

await Promise.all([customer('/first/400', 150), customer('/second/400')]);
await Promise.all([customer('/third/400', 150), customer('/fourth/400')]);
print(mended ? 'mended' : 'guilty', counts);
await sleep(700);
store.stop();
process.exit();
