// A migration that was cancelled takes back its steps, one after the other, after it has looked at the signal.
import { setTimeout as delay } from 'node:timers/promises';

const done = [];
async function takeBack() {
  for (let step = done.pop(); step !== undefined; step = done.pop()) await delay(90);
}
async function migrate(signal) {
  try {
    for (let step = 0; step < 100; step++) {
      done.push(step);
      await delay(20, undefined, { signal });
    }
  } catch (error) {
    if (signal.aborted) await takeBack();
    throw error;
  }
}
const dialog = new AbortController();
setTimeout(() => dialog.abort(), 300);
await migrate(dialog.signal).catch(() => {});
