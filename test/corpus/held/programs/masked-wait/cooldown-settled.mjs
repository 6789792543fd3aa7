// rule: masked-wait
// A step ends when its request and its cool-down have both settled; only one of the two hears the abort.
import { setTimeout as sleep } from 'node:timers/promises';
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

async function step(name, { signal, cooldown = 2300 }) {
  const calm = guilty
    ? new Promise((resolve) => {
        setTimeout(resolve, cooldown);
      })
    : sleep(cooldown, undefined, { signal });
  const [answer] = await Promise.allSettled([fetch(`${api.url}/steps/${name}`, { signal }), calm]);
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value.json();
}

const run = new AbortController();
const state = track(step('resize', { signal: run.signal }));
await pause(200);
const at = Date.now();
run.abort();
await pause(1400);
verdict(
  state.at === 0,
  `step ${state.at === 0 ? 'still pending' : `settled after ${state.at - at} ms`} 1.4 s after the abort`,
);
api.close();
