// A call with a limit of 4 s: the call is over after 50 ms, its limit is not.
// node outlived-scope.mjs guilty|mended
import { mended, print, sleep } from './peers.mjs';

const CALLS = 5;

function withLimit(ms, signal) {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    const guilty = () => reject(signal.reason);
    const right = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', mended ? right : guilty, { once: true });
  });
}

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

async function call() {
  const own = new AbortController();
  setTimeout(() => own.abort(), 50);
  await withLimit(4000, own.signal).catch((error) => error);
}

for (let calls = 0; calls < CALLS; calls++) await call();
print(mended ? 'mended' : 'guilty', { 'calls that are over': CALLS, 'timers left by them': timers() });
await sleep(700); // the rest of the program
const done = performance.now();
process.on('exit', () =>
  print('at exit', { 'kept alive for': `${Math.round(performance.now() - done)} ms` }),
);
