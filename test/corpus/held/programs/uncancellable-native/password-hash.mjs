// rule: uncancellable-native
// or: dropped-signal
// The caller is released by a race; the pool thread computes on.
import { pbkdf2 } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { guilty, pause, track, verdict } from '../../lib/observe.mjs';

const derive = promisify(pbkdf2);

const raceAbort = (promise, signal) =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });

let finishedAt = 0;
let rounds = 0;

async function hashPassword(password, salt, cost, signal) {
  if (guilty) {
    rounds = cost;
    const job = derive(password, salt, cost, 64, 'sha512');
    job.then(() => {
      finishedAt = performance.now();
    });
    return raceAbort(job, signal);
  }
  let key = Buffer.from(password);
  for (let done = 0; done < cost; done += 20_000) {
    signal.throwIfAborted();
    key = await derive(key, salt, 20_000, 64, 'sha512');
    rounds = done;
  }
  return key;
}

const login = new AbortController();
const state = track(hashPassword('correct horse', 'salt', 4_000_000, login.signal));
await pause(200);
const at = performance.now();
login.abort();
await pause(1400);
while (guilty && finishedAt === 0) await pause(50);
const extra = Math.round(finishedAt - at);
verdict(
  extra > 300,
  `settled: ${state.at !== 0}; a pool thread computed for ${Math.max(extra, 0)} ms more, ${rounds} rounds`,
);
