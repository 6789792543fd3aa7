// rule: never-cancelled
// A hedged request: the first answer wins, and the slow replica works on for nobody.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const replicas = [await backend(), await backend()];
const delays = [2700, 20];

async function hedged(path, hosts, after) {
  const attempts = hosts.map(() => new AbortController());
  const ask = async (host, index) => {
    if (index > 0) await pause(after * index);
    const response = await fetch(`${host.url}${path}?ms=${delays[index]}`, {
      signal: attempts[index].signal,
    });
    return { index, body: await response.json() };
  };
  const winner = await Promise.any(hosts.map(ask));
  if (!guilty) for (const [index, attempt] of attempts.entries()) if (index !== winner.index) attempt.abort();
  return winner;
}

const { index } = await hedged('/lookup/77', replicas, 120);
await pause(1400);
const { open } = replicas[0].calls[0];
verdict(open, `replica ${index} answered; replica 0 ${open ? 'is still asked' : 'was told'} 1.4 s later`);
for (const replica of replicas) replica.close();
