// No new orders are taken after the signal; those that were taken are finished, step by step.
import { setTimeout as delay } from 'node:timers/promises';

const stopping = new AbortController();
async function cook(order) {
  for (let step = 0; step < 12; step++) await delay(100);
  return order;
}
async function serve(signal) {
  const cooking = [];
  for (let order = 0; ; order++) {
    if (signal.aborted) break;
    cooking.push(cook(order));
    await delay(100);
  }
  return Promise.all(cooking);
}
setTimeout(() => stopping.abort(), 350);
await serve(stopping.signal);
