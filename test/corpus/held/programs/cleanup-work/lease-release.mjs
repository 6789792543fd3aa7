// rule: cleanup-work
// or: masked-wait
// `finally` gives the lease back over the network, and nothing limits how long that may take.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

async function releaseLease(id) {
  const init = { method: 'DELETE' };
  if (!guilty) init.signal = AbortSignal.timeout(150);
  await fetch(`${api.url}/leases/${id}`, init).catch((error) => process.stderr.write(`${error.name}\n`));
}

async function withLease(id, signal, work) {
  await fetch(`${api.url}/fast/leases/${id}`, { method: 'POST', signal });
  try {
    return await work(signal);
  } finally {
    await releaseLease(id);
  }
}

const job = new AbortController();
const state = track(
  withLease('printer', job.signal, async (signal) => {
    const response = await fetch(`${api.url}/print`, { signal });
    return response.json();
  }),
);
await pause(250);
job.abort();
await pause(1500);
const [release] = api.on('/leases');
verdict(release.open && state.at === 0, `release open: ${release.open}; job settled: ${state.at !== 0}`);
api.close();
