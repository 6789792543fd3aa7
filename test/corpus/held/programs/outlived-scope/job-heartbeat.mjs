// rule: outlived-scope
// A job is done; the heartbeat that it started for its lease goes on.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

class Lease {
  constructor(job) {
    this.job = job;
    this.beats = 0;
  }

  start() {
    this.timer = setInterval(() => this.beat().catch(() => this.stop()), 120);
  }

  async beat() {
    if (++this.beats > 18) return this.stop();
    await fetch(`${api.url}/fast/leases/${this.job}`, { method: 'PUT' });
  }

  stop() {
    clearInterval(this.timer);
  }
}

async function runJob(id, signal) {
  const lease = new Lease(id);
  lease.start();
  const response = await fetch(`${api.url}/job/${id}?ms=200`, { signal });
  const result = await response.json();
  if (!guilty) lease.stop();
  return result;
}

const worker = new AbortController();
for (const id of ['j1', 'j2', 'j3']) await runJob(id, worker.signal);
const at = Date.now();
await pause(1400);
const later = api.since(at + 60).filter(({ method }) => method === 'PUT').length;
verdict(later > 10, `${later} heartbeats for jobs that are done`);
api.close();
