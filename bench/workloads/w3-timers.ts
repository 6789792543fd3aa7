/** W3: timers, half of them cleared. */
import { perRequest, type Workload } from './workload.js';

const TIMERS = 10_000;
const BATCH = 1000;

function batch(): Promise<void> {
  return new Promise((resolve) => {
    let fired = 0;
    const cleared: NodeJS.Timeout[] = [];
    for (let i = 0; i < BATCH; i++) {
      if (i % 2 === 1) setTimeout(() => fired++, 1);
      else cleared.push(setTimeout(() => {}, 5000));
    }
    for (const timer of cleared) clearTimeout(timer);
    const wait = (): void => {
      if (fired === BATCH / 2) resolve();
      else setImmediate(wait);
    };
    setImmediate(wait);
  });
}

export const w3: Workload = {
  id: 'W3',
  summary: 'batches of 1000 setTimeout, odd ones fire after 1 ms, even ones are cleared',
  operations: TIMERS,
  driven: 'slice',
  async listener() {
    return perRequest(async () => {
      for (let i = 0; i < TIMERS / BATCH; i++) await batch();
    });
  },
};
