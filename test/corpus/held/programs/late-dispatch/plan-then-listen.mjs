// rule: late-dispatch
// The signal is asked before the plan is made, the listener added after it: the abort falls between.
import http from 'node:http';
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

async function planRoute(order) {
  const response = await fetch(`${api.url}/fast/plan/${order}`);
  await pause(300);
  return (await response.json()).path;
}

async function dispatch(order, signal) {
  signal.throwIfAborted();
  const route = await planRoute(order);
  if (!guilty) signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = http.request(`${api.url}/drive?route=${encodeURIComponent(route)}`, { method: 'POST' });
    signal.addEventListener('abort', () => request.destroy(signal.reason), { once: true });
    request.on('response', (response) => resolve(response.resume().statusCode));
    request.on('error', reject);
    request.end();
  });
}

const order = new AbortController();
const state = track(dispatch('o-1', order.signal));
await pause(240);
order.abort();
await pause(1500);
const [drive] = api.on('/drive');
verdict(
  drive?.open === true,
  `drive after the order was cancelled: ${drive ? 'running' : 'not begun'}; settled ${state.at !== 0}`,
);
api.close();
