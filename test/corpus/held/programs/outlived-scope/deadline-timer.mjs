// rule: outlived-scope
// The deadline's timer is not cleared when the work is done: it holds the process for 3.5 s.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

function withDeadline(work, ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('deadline')), ms);
    const settle = (action) => (value) => {
      if (!guilty) clearTimeout(timer);
      action(value);
    };
    signal.addEventListener('abort', () => settle(reject)(signal.reason), { once: true });
    work.then(settle(resolve), settle(reject));
  });
}

async function load(signal) {
  const response = await withDeadline(fetch(`${api.url}/article`, { signal }), 3500, signal);
  return response.text();
}

const reader = new AbortController();
load(reader.signal).catch(() => {});
await pause(250);
reader.abort();
await pause(1400);
const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
verdict(timers > 0, `${timers} timers hold the process 1.4 s after the abort`);
api.close();
