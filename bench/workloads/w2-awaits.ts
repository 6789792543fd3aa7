/** W2: nothing but awaits. */
import { perRequest, type Workload } from './workload.js';

const AWAITS = 60_000;

async function leaf(x: number): Promise<number> {
  return x + 1;
}

async function mid(x: number): Promise<number> {
  return (await leaf(x)) + 1;
}

export const w2: Workload = {
  id: 'W2',
  summary: 'a loop over two nested async functions',
  operations: AWAITS,
  driven: 'slice',
  async listener() {
    return perRequest(async () => {
      let sum = 0;
      // Two awaits a turn: the one here and the one in mid().
      for (let i = 0; i < AWAITS / 2; i++) sum += await mid(i);
      if (Number.isNaN(sum)) throw new Error('not a number');
    });
  },
};
