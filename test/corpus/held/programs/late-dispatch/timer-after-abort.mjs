// rule: late-dispatch
// or: masked-wait swallowed-abort
// A cancellable sleep that is called when the signal has already fired: its listener never runs.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

const sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (!guilty && signal.aborted) return reject(signal.reason);
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });

async function pollOnce(signal) {
  const response = await fetch(`${api.url}/status?ms=300`);
  await response.json();
  await sleep(2400, signal);
}

const monitor = new AbortController();
const state = track(pollOnce(monitor.signal));
await pause(240);
monitor.abort();
await pause(1600);
verdict(state.at === 0, `poll settled within 1.6 s of the abort: ${state.at !== 0}`);
api.close();
