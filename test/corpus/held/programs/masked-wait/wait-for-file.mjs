// rule: masked-wait
// or: dropped-signal outlived-scope
// `waitFor(condition)` looks every 100 ms and has no idea of the signal of the step that waits.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guilty, pause, track, verdict } from '../../lib/observe.mjs';

let looks = 0;

function waitFor(condition, { timeout, signal }) {
  const until = Date.now() + timeout;
  return new Promise((resolve, reject) => {
    const look = () => {
      looks++;
      if (condition()) return resolve(true);
      if (Date.now() > until) return resolve(false);
      if (!guilty && signal.aborted) return reject(signal.reason);
      setTimeout(look, 100);
    };
    look();
  });
}

async function deploy(service, signal) {
  const marker = join(tmpdir(), `never-written-${process.pid}-${service}`);
  const ready = await waitFor(() => existsSync(marker), { timeout: 2500, signal });
  signal.throwIfAborted();
  return ready;
}

const release = new AbortController();
const state = track(deploy('web', release.signal));
await pause(300);
release.abort();
await pause(50);
const before = looks;
await pause(1400);
verdict(state.at === 0, `${looks - before} looks after the abort; deploy settled: ${state.at !== 0}`);
