// rule: uncancellable-native
// or: late-dispatch swallowed-abort
// A time limit of 150 ms, and a synchronous computation that lets no timer run before its end.
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { guilty, pause, verdict } from '../../lib/observe.mjs';

let firedAt = 0;

async function proofOfWork(seed, until, signal) {
  let digest = seed;
  for (let round = 0; Date.now() < until; round++) {
    digest = createHash('sha256').update(digest).digest('hex');
    if (guilty || round % 500 !== 0) continue;
    await turn();
    signal.throwIfAborted();
  }
  signal.throwIfAborted();
  return digest;
}

const begun = Date.now();
const limit = AbortSignal.timeout(150);
limit.addEventListener('abort', () => {
  firedAt = Date.now();
});
await proofOfWork('block 17', begun + 1500, limit).catch((error) => process.stderr.write(`${error.name}\n`));
await pause(1300);
const late = firedAt - begun - 150;
verdict(late > 400, `the limit of 150 ms fired ${late} ms late`);
