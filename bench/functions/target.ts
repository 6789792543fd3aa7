/**
 * The process of `bench functions`: calls a method, and says what a call takes, in ns: the median of slices. Asked by
 * lines on stdin; `wrapped` is answered once the method is no longer its own.
 */
import { createInterface } from 'node:readline';

class Cart {
  total = 0;
  add(n: number): number {
    this.total = (this.total + n) | 0;
    return this.total;
  }
}

const SLICES = 301;
const CALLS = 20_000;
const cart = new Cart();
/** Not named: a method that is mentioned without being called is probed by breakpoint. */
const current = (): unknown => Object.getOwnPropertyDescriptor(Cart.prototype, ['a', 'dd'].join(''))?.value;
const own = current();

/** A loop of its own each time, so that a call site starts without a past. */
function freshLoop(): (cart: Cart) => void {
  return new Function('cart', `for (let i = 0; i < ${CALLS}; i++) cart.add(i);`) as (cart: Cart) => void;
}
const old = freshLoop();

function median(loop: (cart: Cart) => void): number {
  const slices: number[] = [];
  for (let slice = 0; slice < SLICES; slice++) {
    const from = process.hrtime.bigint();
    loop(cart);
    slices.push(Number(process.hrtime.bigint() - from) / CALLS);
  }
  slices.sort((a, b) => a - b);
  return slices[SLICES >> 1] as number;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    cart.add(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'measure') console.log(JSON.stringify({ old: median(old), fresh: median(freshLoop()) }));
  if (line === 'wrapped') await until(() => current() !== own);
  if (line === 'unwrapped') await until(() => current() === own);
  if (line !== 'measure') console.log(line);
}
