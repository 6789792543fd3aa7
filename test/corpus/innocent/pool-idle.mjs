// A pool arms an idle timer when a call gives its connection back.
import { setTimeout as delay } from 'node:timers/promises';
import { sleep } from '../lib.mjs';

class Pool {
  idle = [];
  release(x) {
    const t = setTimeout(() => {}, 3000);
    this.idle.push({ x, t });
  }
  acquire(signal) {
    signal.throwIfAborted();
    const e = this.idle.pop();
    if (e) clearTimeout(e.t);
    return e?.x ?? {};
  }
  end() {
    for (const e of this.idle) clearTimeout(e.t);
  }
}
const pool = new Pool();
async function q(signal) {
  const conn = pool.acquire(signal);
  try {
    await delay(3000, undefined, { signal });
  } finally {
    pool.release(conn);
  }
}
const c = new AbortController();
q(c.signal).catch(() => {});
await sleep(100);
c.abort();
await sleep(1500);
pool.end();
