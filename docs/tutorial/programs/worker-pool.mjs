// Two workers fetch what a queue holds. A customer takes his job back, and jobs of others end with it.
// node worker-pool.mjs guilty|mended
import { mended, print, sleep, startPeer } from './peers.mjs';

const ROUNDS = 3;
const store = await startPeer();

class Pool {
  #all;
  #jobs = [];
  #idle = [];

  constructor(workers) {
    this.#renew();
    for (let number = 0; number < workers; number++) this.#work();
  }

  run(path, signal) {
    return new Promise((resolve, reject) => {
      this.#jobs.push({ path, signal, resolve, reject });
      this.#idle.shift()?.();
    });
  }

  guiltyCancel() {
    this.#all.abort();
    this.#renew();
  }

  #renew() {
    this.#all = new AbortController();
  }

  #signalOf(job) {
    return mended ? job.signal : this.#all.signal;
  }

  async #work() {
    for (;;) {
      while (this.#jobs.length === 0) await new Promise((resolve) => this.#idle.push(resolve));
      const job = this.#jobs.shift();
      const signal = this.#signalOf(job);
      await fetch(`${store.url}${job.path}`, { signal }).then(job.resolve, job.reject);
    }
  }
}

const pool = new Pool(2);
const counts = { 'jobs finished': 0, 'cancelled by their owner': 0, 'cancelled by a stranger': 0 };

async function patient() {
  await pool.run('/patient/400', new AbortController().signal).then(
    () => counts['jobs finished']++,
    () => counts['cancelled by a stranger']++,
  );
}

async function leaving() {
  const own = new AbortController();
  setTimeout(() => (mended ? own.abort() : pool.guiltyCancel()), 150);
  await pool.run('/leaving/400', own.signal).catch(() => counts['cancelled by their owner']++);
}

for (let round = 0; round < ROUNDS; round++) await Promise.all([patient(), leaving()]);
await sleep(700);
print(mended ? 'mended' : 'guilty', counts);
store.stop();
