// A call with two tries of 400 ms each. What cancels a try is wrapped in a once, as everything that may be called twice
// is in this house: it is spent by the first try.
// node once.mjs guilty|mended
import { mended, print, sleep, startPeer } from './peers.mjs';

const CALLS = 5;
const service = await startPeer();

function once(run) {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}

function limited(ask, ms, cancel) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      cancel();
      reject(new Error('late'));
    }, ms);
    ask()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

async function guiltyCall(path) {
  let attempt;
  const cancel = once(() => attempt.abort());
  for (let tries = 0; tries < 2; tries++) {
    attempt = new AbortController();
    const ask = () => fetch(service.url + path, { signal: attempt.signal });
    await limited(ask, 400, cancel).catch((error) => error);
  }
}

async function mendedCall(path) {
  for (let tries = 0; tries < 2; tries++) {
    const attempt = new AbortController();
    const ask = () => fetch(service.url + path, { signal: attempt.signal });
    await limited(ask, 400, () => attempt.abort()).catch((error) => error);
  }
}

for (let calls = 0; calls < CALLS; calls++) (mended ? mendedCall : guiltyCall)('/rates/1200');
await sleep(2000);
print(mended ? 'mended' : 'guilty', {
  calls: CALLS,
  tries: service.counts.asked,
  'tries cancelled': service.counts.spared,
  'answers for nobody': service.counts.answered,
});
service.stop();
